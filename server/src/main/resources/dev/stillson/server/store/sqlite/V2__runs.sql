-- The runs that came to their end: a worker with a stake in tasks is a run.
CREATE TABLE run (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  worker TEXT NOT NULL,
  kind TEXT NOT NULL,
  roots TEXT NOT NULL,
  root TEXT NOT NULL,
  family TEXT NOT NULL,
  host TEXT NOT NULL,
  person TEXT NOT NULL,
  code TEXT NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  status TEXT NOT NULL,
  done INTEGER NOT NULL,
  done_before INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  running INTEGER NOT NULL,
  open INTEGER NOT NULL
);
CREATE INDEX run_id ON run (id);
CREATE INDEX run_worker ON run (worker);

-- Which runs had a stake in which attempts: attempts name a set, sets have workers.
ALTER TABLE attempt ADD COLUMN runs INTEGER NOT NULL DEFAULT 0;
CREATE INDEX attempt_runs ON attempt (runs, number);
CREATE TABLE run_set (
  worker TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (worker, number)
) WITHOUT ROWID;

-- The dependency that got done last, so that what held a run up can be told.
ALTER TABLE attempt ADD COLUMN waited_for TEXT;

-- The number of attempts that ended in a stretch of time is asked for often.
CREATE INDEX attempt_ended ON attempt (ended, ending);

-- For people.
CREATE VIEW runs AS
SELECT
  number, id, worker, kind, root, family, host, person, code, status,
  done, done_before, failed, running, open,
  datetime(started / 1000000000, 'unixepoch') AS started,
  datetime(ended / 1000000000, 'unixepoch') AS ended,
  (ended - started) / 1e9 AS seconds
FROM run;
