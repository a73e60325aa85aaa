package dev.stillson.server.store;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.TaskRow.AttemptRow;
import dev.stillson.core.scheduler.WorkerRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes changes over one connection, in the transaction that the caller has begun. */
final class StateWriter {
  private static final List<String> TASK =
      List.of(
          "number", "id", "family", "heard", "signature", "parameters", "terms", "dependencies");

  private static final List<String> TASK_STATE =
      List.of(
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
          "more");

  private static final List<String> WORKER =
      List.of(
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
          "batching");

  private static final List<String> ATTEMPT =
      List.of(
          "task",
          "family",
          "signature",
          "parameters",
          "attempt",
          "worker",
          "host",
          "started",
          "ended",
          "ending",
          "explanation",
          "runs",
          "waited_for");

  private final SharedValues shared;
  private final RunSets runSets;
  private final PreparedStatement removeTask;
  private final PreparedStatement removeTaskState;
  private final PreparedStatement removeWorker;
  private final PreparedStatement paused;
  private final Table<TaskRow> tasks;
  private final Table<TaskRow> taskStates;
  private final OutputRows outputs;
  private final Table<WorkerRow> workers;
  private final Table<Map.Entry<String, Double>> resources;
  private final Table<Changeset.Ended> attempts;
  private final Table<RunRecord> runs;
  private final Table<AuditEntry> audit;
  private final BackfillRows backfills;

  /** The number of the newest task that the state has ever had while this was open. */
  private long newest;

  StateWriter(Connection connection, SharedValues shared) throws SQLException {
    this.shared = shared;
    runSets = new RunSets(connection);
    removeTask = connection.prepareStatement("DELETE FROM task WHERE number = ?");
    removeTaskState = connection.prepareStatement("DELETE FROM task_state WHERE number = ?");
    removeWorker = connection.prepareStatement("DELETE FROM worker WHERE id = ?");
    paused = connection.prepareStatement("UPDATE meta SET value = ? WHERE name = 'paused'");
    tasks = Table.keyed(connection, "task", TASK, this::task);
    taskStates = Table.keyed(connection, "task_state", TASK_STATE, this::taskState);
    outputs = new OutputRows(connection);
    workers = Table.keyed(connection, "worker", WORKER, StateWriter::worker);
    resources = Table.keyed(connection, "resource", List.of("name", "total"), StateWriter::total);
    attempts = Table.log(connection, "attempt", ATTEMPT, this::attempt);
    runs = Table.log(connection, "run", RunRows.WRITTEN, RunRows::write);
    audit = Table.log(connection, "audit", AuditRows.WRITTEN, AuditRows::write);
    backfills = new BackfillRows(connection);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT coalesce(max(number), 0) FROM task")) {
      row.next();
      newest = row.getLong(1);
    }
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
    outputs.remove(changes.removedTasks());
    for (String id : changes.removedWorkers()) {
      removeWorker.setString(1, StoredText.of(id));
      removeWorker.addBatch();
    }
    if (!changes.removedWorkers().isEmpty()) {
      removeWorker.executeBatch();
    }
    outputs.write(changes.outputs(), newest);
    described(changes.described());
    taskStates.write(changes.tasks());
    workers.write(changes.workers());
    if (changes.general().isPresent()) {
      Changeset.General general = changes.general().get();
      resources.write(List.copyOf(general.totals().entrySet()));
      paused.setString(1, general.paused() ? "1" : "0");
      paused.executeUpdate();
    }
    attempts.add(changes.ended());
    runs.add(changes.runs());
    audit.add(changes.audit());
    backfills.write(changes.backfills());
  }

  private void described(List<TaskRow> rows) throws SQLException {
    List<TaskRow> added = new ArrayList<>();
    List<TaskRow> changed = new ArrayList<>();
    long last = newest;
    for (TaskRow row : rows) {
      (row.order() > newest ? added : changed).add(row);
      last = Math.max(last, row.order());
    }
    tasks.write(changed);
    taskStates.write(changed);
    tasks.add(added);
    taskStates.add(added);
    newest = last;
  }

  private void task(TaskRow task, Row row) throws SQLException {
    row.number(task.order())
        .text(task.id())
        .text(task.family())
        .time(task.heard())
        .number(shared.number(task.parameters().signature()))
        .plain(TaskJson.of(task.parameters()))
        .number(shared.number(task.terms()))
        .plain(TaskJson.of(task.dependencies()));
  }

  private void taskState(TaskRow task, Row row) throws SQLException {
    row.number(task.order())
        .plain(task.status().name())
        .real(task.priority())
        .time(task.updated())
        .flag(task.announced())
        .flag(task.runnable())
        .flag(task.batchable())
        .number(shared.number(task.stakeholders()))
        .number(shared.number(task.able()))
        .number(task.attempts())
        .text(task.attempt().map(AttemptRow::worker).orElse(null))
        .time(task.attempt().map(AttemptRow::since))
        .plain(task.attempt().map(StateWriter::state).orElse(null))
        .time(task.due())
        .plain(RareJson.of(task));
  }

  private static String state(AttemptRow attempt) {
    return attempt.live() ? "LIVE" : attempt.reported() ? "REPORTED" : "TAKEN";
  }

  private static void worker(WorkerRow worker, Row row) throws SQLException {
    row.text(worker.id())
        .number(worker.order())
        .text(worker.profile().host())
        .number(worker.profile().slots())
        .time(worker.started())
        .time(worker.lastActive())
        .time(worker.lastClaim())
        .flag(worker.registered())
        .flag(worker.disabled())
        .number(worker.messageNumber())
        .plain(WorkerJson.of(worker.profile()))
        .plain(WorkerJson.of(worker.messages()))
        .plain(WorkerJson.of(worker.batching()));
  }

  private static void total(Map.Entry<String, Double> total, Row row) throws SQLException {
    row.text(total.getKey()).real(total.getValue());
  }

  private void attempt(Changeset.Ended ended, Row row) throws SQLException {
    AttemptEnd end = ended.attempt();
    row.text(end.taskId())
        .text(end.family())
        .number(shared.number(end.parameters().signature()))
        .plain(TaskJson.of(end.parameters()))
        .number(end.attempt())
        .text(end.worker())
        .text(end.host())
        .time(end.started())
        .time(end.ended())
        .plain(end.ending().name())
        .text(end.explanation().orElse(null))
        .number(runSets.number(ended.runs()))
        .text(end.waitedFor().orElse(null));
  }
}
