-- Where the results of tasks are, as a JSON list of what people call each place: apart from the tasks,
-- as nobody needs them to open the state.
CREATE TABLE task_output (
  number BIGINT PRIMARY KEY,
  outputs TEXT NOT NULL
);

-- For people.
DROP VIEW tasks;
CREATE VIEW tasks AS
SELECT
  t.id, t.family, s.status, s.priority, t.parameters, t.dependencies, s.attempts, s.worker,
  to_timestamp(s.started / 1e9) AS started,
  to_timestamp(s.updated / 1e9) AS updated,
  to_timestamp(s.due / 1e9) AS due,
  to_timestamp(t.heard / 1e9) AS heard,
  w.value AS stakeholders, s.more, o.outputs
FROM task t
JOIN task_state s ON s.number = t.number
JOIN shared w ON w.number = s.stakeholders
LEFT JOIN task_output o ON o.number = t.number;
