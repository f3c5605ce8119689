-- Who trained a trial, where that is known: a table of its own, so that readers of today understand
-- studies that lack it.
CREATE TABLE trained_by (
  trial  INTEGER NOT NULL PRIMARY KEY REFERENCES trial (number),
  worker TEXT    NOT NULL          -- host and process
);
