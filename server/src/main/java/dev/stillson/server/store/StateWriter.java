package dev.stillson.server.store;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.TaskRow.AttemptRow;
import dev.stillson.core.scheduler.WorkerRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes changes over one connection, in the transaction that the caller has begun. */
final class StateWriter {
  /** How many rows are handed to the driver at once. */
  private static final int MOST = 1_000;

  private final SharedValues shared;
  private final RunSets runSets;
  private final PreparedStatement removeTask;
  private final PreparedStatement removeTaskState;
  private final PreparedStatement removeWorker;
  private final PreparedStatement task;
  private final PreparedStatement taskState;
  private final PreparedStatement worker;
  private final PreparedStatement resource;
  private final PreparedStatement paused;
  private final PreparedStatement attempt;
  private final PreparedStatement run;
  private final PreparedStatement audit;

  StateWriter(Connection connection, SharedValues shared) throws SQLException {
    this.shared = shared;
    runSets = new RunSets(connection);
    removeTask = connection.prepareStatement("DELETE FROM task WHERE number = ?");
    removeTaskState = connection.prepareStatement("DELETE FROM task_state WHERE number = ?");
    removeWorker = connection.prepareStatement("DELETE FROM worker WHERE id = ?");
    task =
        connection.prepareStatement(
            upsert(
                "task",
                "number",
                "id",
                "family",
                "heard",
                "signature",
                "parameters",
                "terms",
                "dependencies"));
    taskState =
        connection.prepareStatement(
            upsert(
                "task_state",
                "number",
                "status",
                "priority",
                "updated",
                "announced",
                "runnable",
                "batchable",
                "stakeholders",
                "able",
                "attempts",
                "worker",
                "started",
                "attempt",
                "due",
                "more"));
    worker =
        connection.prepareStatement(
            upsert(
                "worker",
                "id",
                "number",
                "host",
                "slots",
                "started",
                "last_active",
                "last_claim",
                "registered",
                "disabled",
                "message_number",
                "profile",
                "messages",
                "batching"));
    resource = connection.prepareStatement(upsert("resource", "name", "total"));
    paused = connection.prepareStatement("UPDATE meta SET value = ? WHERE name = 'paused'");
    attempt =
        connection.prepareStatement(
            "INSERT INTO attempt (task, family, signature, parameters, attempt, worker, host,"
                + " started, ended, ending, explanation, runs,"
                + " waited_for)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    run =
        connection.prepareStatement(
            "INSERT INTO run (id, worker, kind, roots, root, family, host, person, code, started,"
                + " ended, status, done, done_before, failed, running, open)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    audit =
        connection.prepareStatement(
            "INSERT INTO audit (at, who, action, subject, detail) VALUES (?, ?, ?, ?, ?)");
  }

  private static String upsert(String table, String key, String... columns) {
    String others = String.join(", ", columns);
    StringBuilder sql =
        new StringBuilder("INSERT INTO ")
            .append(table)
            .append(" (")
            .append(key)
            .append(", ")
            .append(others)
            .append(") VALUES (?")
            .append(", ?".repeat(columns.length))
            .append(") ON CONFLICT (")
            .append(key)
            .append(") DO UPDATE SET ");
    for (int i = 0; i < columns.length; i++) {
      sql.append(i == 0 ? "" : ", ").append(columns[i]).append(" = excluded.").append(columns[i]);
    }
    return sql.toString();
  }

  void write(Changeset changes) throws SQLException {
    for (long number : changes.removedTasks()) {
      removeTask.setLong(1, number);
      removeTask.addBatch();
      removeTaskState.setLong(1, number);
      removeTaskState.addBatch();
    }
    if (!changes.removedTasks().isEmpty()) {
      removeTask.executeBatch();
      removeTaskState.executeBatch();
    }
    for (String id : changes.removedWorkers()) {
      removeWorker.setString(1, StoredText.of(id));
      removeWorker.addBatch();
    }
    if (!changes.removedWorkers().isEmpty()) {
      removeWorker.executeBatch();
    }
    inBatches(changes.described(), task, this::task);
    inBatches(changes.described(), taskState, this::taskState);
    inBatches(changes.tasks(), taskState, this::taskState);
    inBatches(changes.workers(), worker, this::worker);
    if (changes.general().isPresent()) {
      general(changes.general().get());
    }
    inBatches(changes.ended(), attempt, this::attempt);
    inBatches(changes.runs(), run, this::run);
    inBatches(changes.audit(), audit, this::audit);
  }

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  private interface Filling<T> {
    void fill(T row) throws SQLException;
  }

  private static <T> void inBatches(List<T> rows, PreparedStatement statement, Filling<T> filling)
      throws SQLException {
    int filled = 0;
    for (int i = 0; i < rows.size(); i++) {
      filling.fill(rows.get(i));
      statement.addBatch();
      if (++filled == MOST) {
        statement.executeBatch();
        filled = 0;
      }
    }
    if (filled > 0) {
      statement.executeBatch();
    }
  }

  private void task(TaskRow row) throws SQLException {
    task.setLong(1, row.order());
    task.setString(2, StoredText.of(row.id()));
    task.setString(3, StoredText.of(row.family()));
    task.setLong(4, Nanos.of(row.heard()));
    task.setInt(5, shared.number(row.parameters().signature()));
    task.setString(6, TaskJson.of(row.parameters()));
    task.setInt(7, shared.number(row.terms()));
    task.setString(8, TaskJson.of(row.dependencies()));
  }

  private void taskState(TaskRow row) throws SQLException {
    taskState.setLong(1, row.order());
    taskState.setString(2, row.status().name());
    taskState.setDouble(3, row.priority());
    taskState.setLong(4, Nanos.of(row.updated()));
    flag(taskState, 5, row.announced());
    flag(taskState, 6, row.runnable());
    flag(taskState, 7, row.batchable());
    taskState.setInt(8, shared.number(row.stakeholders()));
    taskState.setInt(9, shared.number(row.able()));
    taskState.setInt(10, row.attempts());
    if (row.attempt().isPresent()) {
      AttemptRow last = row.attempt().get();
      taskState.setString(11, StoredText.of(last.worker()));
      taskState.setLong(12, Nanos.of(last.since()));
      taskState.setString(13, last.live() ? "LIVE" : last.reported() ? "REPORTED" : "TAKEN");
    } else {
      taskState.setNull(11, Types.VARCHAR);
      taskState.setNull(12, Types.BIGINT);
      taskState.setNull(13, Types.VARCHAR);
    }
    time(taskState, 14, row.due());
    taskState.setString(15, RareJson.of(row));
  }

  private void worker(WorkerRow row) throws SQLException {
    worker.setString(1, StoredText.of(row.id()));
    worker.setLong(2, row.order());
    worker.setString(3, StoredText.of(row.profile().host()));
    worker.setInt(4, row.profile().slots());
    worker.setLong(5, Nanos.of(row.started()));
    worker.setLong(6, Nanos.of(row.lastActive()));
    time(worker, 7, row.lastClaim());
    flag(worker, 8, row.registered());
    flag(worker, 9, row.disabled());
    worker.setLong(10, row.messageNumber());
    worker.setString(11, WorkerJson.of(row.profile()));
    worker.setString(12, WorkerJson.of(row.messages()));
    worker.setString(13, WorkerJson.of(row.batching()));
  }

  private void general(Changeset.General general) throws SQLException {
    for (var total : general.totals().entrySet()) {
      resource.setString(1, StoredText.of(total.getKey()));
      resource.setDouble(2, total.getValue());
      resource.addBatch();
    }
    if (!general.totals().isEmpty()) {
      resource.executeBatch();
    }
    paused.setString(1, general.paused() ? "1" : "0");
    paused.executeUpdate();
  }

  private void attempt(Changeset.Ended ended) throws SQLException {
    AttemptEnd end = ended.attempt();
    attempt.setString(1, StoredText.of(end.taskId()));
    attempt.setString(2, StoredText.of(end.family()));
    attempt.setInt(3, shared.number(end.parameters().signature()));
    attempt.setString(4, TaskJson.of(end.parameters()));
    attempt.setInt(5, end.attempt());
    attempt.setString(6, StoredText.of(end.worker()));
    attempt.setString(7, StoredText.of(end.host()));
    attempt.setLong(8, Nanos.of(end.started()));
    attempt.setLong(9, Nanos.of(end.ended()));
    attempt.setString(10, end.ending().name());
    attempt.setString(11, StoredText.ofNullable(end.explanation().orElse(null)));
    attempt.setInt(12, runSets.number(ended.runs()));
    attempt.setString(13, StoredText.ofNullable(end.waitedFor().orElse(null)));
  }

  private void run(RunRecord one) throws SQLException {
    run.setString(1, one.id());
    run.setString(2, StoredText.of(one.worker()));
    run.setString(3, StoredText.of(one.kind()));
    run.setString(4, Tree.write(Tree.texts(one.roots())));
    run.setString(5, StoredText.of(one.roots().isEmpty() ? "" : one.roots().getFirst()));
    run.setString(6, StoredText.of(one.family()));
    run.setString(7, StoredText.of(one.host()));
    run.setString(8, StoredText.of(one.person()));
    run.setString(9, StoredText.of(one.code()));
    run.setLong(10, Nanos.of(one.started()));
    run.setLong(11, Nanos.of(one.ended().orElse(one.started())));
    run.setString(12, one.status().name());
    run.setInt(13, one.counts().done());
    run.setInt(14, one.counts().doneBefore());
    run.setInt(15, one.counts().failed());
    run.setInt(16, one.counts().running());
    run.setInt(17, one.counts().open());
  }

  private void audit(AuditEntry entry) throws SQLException {
    audit.setLong(1, Nanos.of(entry.at()));
    audit.setString(2, StoredText.of(entry.who()));
    audit.setString(3, StoredText.of(entry.action()));
    audit.setString(4, StoredText.of(entry.subject()));
    audit.setString(5, StoredText.of(entry.detail()));
  }

  private static void flag(PreparedStatement statement, int index, boolean value)
      throws SQLException {
    statement.setShort(index, (short) (value ? 1 : 0));
  }

  private static void time(PreparedStatement statement, int index, Optional<Instant> time)
      throws SQLException {
    if (time.isPresent()) {
      statement.setLong(index, Nanos.of(time.get()));
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }
}
