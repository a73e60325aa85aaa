-- Where the results of tasks are, as a JSON list of what people call each place: apart from the tasks,
-- as nobody needs them to open the state.
CREATE TABLE task_output (
  number INTEGER PRIMARY KEY,
  outputs TEXT NOT NULL
);

-- For people.
DROP VIEW tasks;
CREATE VIEW tasks AS
SELECT
  t.id, t.family, s.status, s.priority, t.parameters, t.dependencies, s.attempts, s.worker,
  datetime(s.started / 1000000000, 'unixepoch') AS started,
  datetime(s.updated / 1000000000, 'unixepoch') AS updated,
  datetime(s.due / 1000000000, 'unixepoch') AS due,
  datetime(t.heard / 1000000000, 'unixepoch') AS heard,
  w.value AS stakeholders, s.more, o.outputs
FROM task t
JOIN task_state s ON s.number = t.number
JOIN shared w ON w.number = s.stakeholders
LEFT JOIN task_output o ON o.number = t.number;
