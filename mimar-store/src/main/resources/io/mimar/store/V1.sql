-- The study as one owner writes it. Portable: TEXT for JSON and ISO-8601 instants; a missing
-- (not a number) real value is NULL.

CREATE TABLE meta (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL               -- JSON
);

-- One row each time the study is opened for writing.
CREATE TABLE session (
  id       INTEGER NOT NULL PRIMARY KEY,
  started  TEXT    NOT NULL,
  host     TEXT    NOT NULL,
  pid      BIGINT  NOT NULL,
  platform TEXT    NOT NULL         -- JSON object: versions and platform
);

CREATE TABLE trial (
  number      INTEGER NOT NULL PRIMARY KEY,
  choices     TEXT    NOT NULL,     -- JSON array: one index for each choice of the space
  graph       TEXT    NOT NULL,     -- JSON object: labels, sources
  hash        TEXT    NOT NULL,
  description TEXT    NOT NULL,     -- the graph in one line, for people
  costs       TEXT    NOT NULL,     -- JSON object: cost by name
  proposer    TEXT    NOT NULL,
  refused     INTEGER NOT NULL,
  seed        BIGINT  NOT NULL,
  outcome     TEXT    NOT NULL,
  score       DOUBLE PRECISION,
  epochs      INTEGER NOT NULL,
  reason      TEXT    NOT NULL,
  seconds     DOUBLE PRECISION,
  cpu_seconds DOUBLE PRECISION,
  started     TEXT    NOT NULL,
  finished    TEXT    NOT NULL,
  session     INTEGER NOT NULL REFERENCES session (id)
);

CREATE TABLE epoch (
  trial       INTEGER NOT NULL REFERENCES trial (number),
  place       INTEGER NOT NULL,     -- from 0, along the curve
  epoch       INTEGER NOT NULL,
  train_loss  DOUBLE PRECISION,
  train_score DOUBLE PRECISION,
  score       DOUBLE PRECISION,
  seconds     DOUBLE PRECISION,
  PRIMARY KEY (trial, place)
);

-- Attempts whose worker went away; the trial itself has no row until it is done.
CREATE TABLE lost_attempt (
  trial   INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  reason  TEXT    NOT NULL,
  at      TEXT    NOT NULL,
  PRIMARY KEY (trial, attempt)
);
