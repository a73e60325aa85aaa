-- Times are nanoseconds since 1970 UTC; the views show them as dates. Texts hold no NUL and no half
-- surrogates: U+0010 begins the escape of one.

-- format: the number of this layout; release: the last release that wrote; paused: 0 or 1.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Who may write: a server that opens the state raises the epoch, and each commit looks for its own.
CREATE TABLE hold (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch INTEGER NOT NULL,
  holder TEXT NOT NULL,
  since INTEGER NOT NULL
);
INSERT INTO hold (one, epoch, holder, since) VALUES (1, 0, 'nobody', 0);

-- Values that many tasks share, as JSON: terms, signatures (parameter names) and sets of workers.
CREATE TABLE shared (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  value TEXT NOT NULL
);

-- What a task is: written when it is announced.
CREATE TABLE task (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  family TEXT NOT NULL,
  heard INTEGER NOT NULL,
  signature INTEGER NOT NULL,
  parameters TEXT NOT NULL,
  terms INTEGER NOT NULL,
  dependencies TEXT
);

-- Where a task is in its life: written with each step.
CREATE TABLE task_state (
  number INTEGER PRIMARY KEY,
  status TEXT NOT NULL,
  priority REAL NOT NULL,
  updated INTEGER NOT NULL,
  announced INTEGER NOT NULL,
  runnable INTEGER NOT NULL,
  batchable INTEGER NOT NULL,
  stakeholders INTEGER NOT NULL,
  able INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  worker TEXT,
  started INTEGER,
  attempt TEXT,
  due INTEGER,
  more TEXT
);

CREATE TABLE worker (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  host TEXT NOT NULL,
  slots INTEGER NOT NULL,
  started INTEGER NOT NULL,
  last_active INTEGER NOT NULL,
  last_claim INTEGER,
  registered INTEGER NOT NULL,
  disabled INTEGER NOT NULL,
  message_number INTEGER NOT NULL,
  profile TEXT NOT NULL,
  messages TEXT NOT NULL,
  batching TEXT NOT NULL
);

CREATE TABLE resource (
  name TEXT PRIMARY KEY,
  total REAL NOT NULL
);

-- The history: one row for each attempt that ended.
CREATE TABLE attempt (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  task TEXT NOT NULL,
  family TEXT NOT NULL,
  signature INTEGER NOT NULL,
  parameters TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  worker TEXT NOT NULL,
  host TEXT NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  ending TEXT NOT NULL,
  explanation TEXT
);
CREATE INDEX attempt_task ON attempt (task);
CREATE INDEX attempt_family ON attempt (family, number);

CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);

-- For people.
CREATE VIEW tasks AS
SELECT
  t.id, t.family, s.status, s.priority, t.parameters, t.dependencies, s.attempts, s.worker,
  datetime(s.started / 1000000000, 'unixepoch') AS started,
  datetime(s.updated / 1000000000, 'unixepoch') AS updated,
  datetime(s.due / 1000000000, 'unixepoch') AS due,
  datetime(t.heard / 1000000000, 'unixepoch') AS heard,
  w.value AS stakeholders, s.more
FROM task t
JOIN task_state s ON s.number = t.number
JOIN shared w ON w.number = s.stakeholders;

CREATE VIEW attempts AS
SELECT
  number, task, family, parameters, attempt, worker, host, ending, explanation,
  datetime(started / 1000000000, 'unixepoch') AS started,
  datetime(ended / 1000000000, 'unixepoch') AS ended,
  (ended - started) / 1e9 AS seconds
FROM attempt;

INSERT INTO meta (name, value) VALUES ('format', '1'), ('release', ''), ('paused', '0');
