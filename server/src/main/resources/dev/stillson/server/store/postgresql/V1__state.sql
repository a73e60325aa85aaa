-- Times are nanoseconds since 1970 UTC; the views show them as dates. Texts hold no NUL and no half
-- surrogates: U+0010 begins the escape of one.

-- format: the number of this layout; release: the last release that wrote; paused: 0 or 1.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Who may write: a server that opens the state raises the epoch, and each commit looks for its own.
CREATE TABLE hold (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch BIGINT NOT NULL,
  holder TEXT NOT NULL,
  since BIGINT NOT NULL
);
INSERT INTO hold (one, epoch, holder, since) VALUES (1, 0, 'nobody', 0);

-- Values that many tasks share, as JSON: terms, signatures (parameter names) and sets of workers.
CREATE TABLE shared (
  number BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  value TEXT NOT NULL
);

-- What a task is: written when it is announced.
CREATE TABLE task (
  number BIGINT PRIMARY KEY,
  id TEXT NOT NULL,
  family TEXT NOT NULL,
  heard BIGINT NOT NULL,
  signature INTEGER NOT NULL,
  parameters TEXT NOT NULL,
  terms INTEGER NOT NULL,
  dependencies TEXT
);

-- Where a task is in its life: written with each step.
CREATE TABLE task_state (
  number BIGINT PRIMARY KEY,
  status TEXT NOT NULL,
  priority DOUBLE PRECISION NOT NULL,
  updated BIGINT NOT NULL,
  announced SMALLINT NOT NULL,
  runnable SMALLINT NOT NULL,
  batchable SMALLINT NOT NULL,
  stakeholders INTEGER NOT NULL,
  able INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  worker TEXT,
  started BIGINT,
  attempt TEXT,
  due BIGINT,
  more TEXT
) WITH (fillfactor = 70);

CREATE TABLE worker (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,
  host TEXT NOT NULL,
  slots INTEGER NOT NULL,
  started BIGINT NOT NULL,
  last_active BIGINT NOT NULL,
  last_claim BIGINT,
  registered SMALLINT NOT NULL,
  disabled SMALLINT NOT NULL,
  message_number BIGINT NOT NULL,
  profile TEXT NOT NULL,
  messages TEXT NOT NULL,
  batching TEXT NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE resource (
  name TEXT PRIMARY KEY,
  total DOUBLE PRECISION NOT NULL
);

-- The history: one row for each attempt that ended.
CREATE TABLE attempt (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task TEXT NOT NULL,
  family TEXT NOT NULL,
  signature INTEGER NOT NULL,
  parameters TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  worker TEXT NOT NULL,
  host TEXT NOT NULL,
  started BIGINT NOT NULL,
  ended BIGINT NOT NULL,
  ending TEXT NOT NULL,
  explanation TEXT
);
CREATE INDEX attempt_task ON attempt (task);
CREATE INDEX attempt_family ON attempt (family, number);

CREATE TABLE audit (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);

-- For people.
CREATE VIEW tasks AS
SELECT
  t.id, t.family, s.status, s.priority, t.parameters, t.dependencies, s.attempts, s.worker,
  to_timestamp(s.started / 1e9) AS started,
  to_timestamp(s.updated / 1e9) AS updated,
  to_timestamp(s.due / 1e9) AS due,
  to_timestamp(t.heard / 1e9) AS heard,
  w.value AS stakeholders, s.more
FROM task t
JOIN task_state s ON s.number = t.number
JOIN shared w ON w.number = s.stakeholders;

CREATE VIEW attempts AS
SELECT
  number, task, family, parameters, attempt, worker, host, ending, explanation,
  to_timestamp(started / 1e9) AS started,
  to_timestamp(ended / 1e9) AS ended,
  (ended - started) / 1e9 AS seconds
FROM attempt;

INSERT INTO meta (name, value) VALUES ('format', '1'), ('release', ''), ('paused', '0');
