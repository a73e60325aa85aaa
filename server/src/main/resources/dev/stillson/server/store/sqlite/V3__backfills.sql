-- Backfills: many tasks of a family that differ in one parameter, a few at a time. Those without an
-- end go on when a server opens the state.
CREATE TABLE backfill (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  family TEXT NOT NULL,
  parameters TEXT NOT NULL,
  parameter TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  size INTEGER NOT NULL,
  at_once INTEGER NOT NULL,
  person TEXT NOT NULL,
  begun INTEGER NOT NULL,
  condition TEXT NOT NULL,
  ended INTEGER,
  started INTEGER NOT NULL,
  finished INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  to_run INTEGER NOT NULL
);
CREATE INDEX backfill_ended ON backfill (ended);

-- What has become of each value.
CREATE TABLE backfill_value (
  backfill TEXT NOT NULL,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  state TEXT NOT NULL,
  submission TEXT NOT NULL,
  task TEXT NOT NULL,
  explanation TEXT NOT NULL,
  PRIMARY KEY (backfill, position)
) WITHOUT ROWID;

-- For people.
CREATE VIEW backfills AS
SELECT
  number, id, family, parameters, parameter, first, last, size, at_once, person, condition,
  started, finished, failed, refused, to_run,
  datetime(begun / 1000000000, 'unixepoch') AS begun_at,
  datetime(ended / 1000000000, 'unixepoch') AS ended_at
FROM backfill;
