-- What a dashboard needs beside a running owner.

-- What people ask of the process that owns the study: docs/adr/0013. Others insert, the owner reads.
CREATE TABLE command (
  id      INTEGER NOT NULL PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES session (id),  -- whose owner is meant
  name    TEXT    NOT NULL,         -- stop
  at      TEXT    NOT NULL
);

-- The narrow part of trials, by which they are counted, sorted, filtered and drawn: of 100,000
-- trials it is a tenth of what their graphs take. Queries must spell the costs exactly so.
CREATE INDEX trial_narrow ON trial (
  number, outcome, score, epochs, seconds, proposer, refused,
  json_extract(costs, '$.params'),
  json_extract(costs, '$.macs'),
  json_extract(costs, '$.peakActivationBytes'),
  json_extract(costs, '$.modelBytes'),
  json_extract(costs, '$.latencyMillis'),
  json_extract(costs, '$.foretoldLatencyMillis')
);
