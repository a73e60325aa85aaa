package dev.stillson.server.store;

import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.TaskRow.AttemptRow;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.WorkerRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the whole state over one connection. */
final class StateReader {
  /** How many rows the driver fetches at once, where it would fetch all otherwise. */
  private static final int FETCH = 5_000;

  /** The columns of a task that are read as one. */
  private static final List<String> SMALL =
      List.of(
          "t.number",
          "t.heard",
          "t.signature",
          "t.terms",
          "s.updated",
          "s.announced",
          "s.runnable",
          "s.batchable",
          "s.stakeholders",
          "s.able",
          "s.attempts",
          "s.due",
          "s.status",
          "s.started",
          "s.attempt");

  private final Connection connection;
  private final SharedValues shared;

  /** Families and workers are few and their names many. */
  private final Map<String, String> names = new HashMap<>();

  StateReader(Connection connection, SharedValues shared) {
    this.connection = connection;
    this.shared = shared;
  }

  Snapshot read() throws SQLException {
    Map<String, Double> totals = new TreeMap<>();
    boolean paused;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT name, total FROM resource")) {
        while (rows.next()) {
          totals.put(StoredText.read(rows.getString(1)), rows.getDouble(2));
        }
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT value FROM meta WHERE name = 'paused'")) {
        paused = rows.next() && rows.getString(1).equals("1");
      }
    }
    return new Snapshot(tasks(), workers(), totals, paused);
  }

  private List<TaskRow> tasks() throws SQLException {
    List<TaskRow> tasks = new ArrayList<>();
    int described;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT "
                  + PackedColumns.sql(SMALL)
                  + ", t.id, t.family, t.parameters, t.dependencies, s.priority, s.worker, s.more"
                  + " FROM task t JOIN task_state s ON s.number = t.number ORDER BY t.number")) {
        while (rows.next()) {
          tasks.add(task(rows));
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT (SELECT count(*) FROM task), (SELECT count(*) FROM task_state)")) {
        rows.next();
        described = rows.getInt(1);
        if (described != tasks.size() || rows.getInt(2) != tasks.size()) {
          throw new IllegalArgumentException(
              "Of %d tasks, %d have a state and %d have both"
                  .formatted(described, rows.getInt(2), tasks.size()));
        }
      }
    }
    return tasks;
  }

  private TaskRow task(ResultSet row) throws SQLException {
    PackedColumns small = new PackedColumns(row.getString(1));
    // In the order of SMALL.
    long order = small.number();
    Instant heard = small.time();
    Signature signature = shared.signature(small.count());
    Terms terms = shared.terms(small.count());
    Instant updated = small.time();
    boolean announced = small.flag();
    boolean runnable = small.flag();
    boolean batchable = small.flag();
    List<String> stakeholders = shared.workers(small.count());
    List<String> able = shared.workers(small.count());
    int attempts = small.count();
    Optional<Instant> due = small.timeIfAny();
    Status status = Status.valueOf(small.word());
    RareJson rare = RareJson.read(row.getString(8));
    return new TaskRow(
        StoredText.read(row.getString(2)),
        name(row.getString(3)),
        TaskJson.parameters(row.getString(4), signature),
        terms,
        row.getDouble(6),
        status,
        announced,
        runnable,
        batchable,
        order,
        heard,
        updated,
        TaskJson.dependencies(row.getString(5)),
        stakeholders,
        able,
        rare.latest(),
        attempts,
        attempt(small, row.getString(7), terms, rare),
        rare.failures(),
        rare.batch(),
        rare.disabledAt(),
        due,
        rare.removal(),
        rare.remarks());
  }

  private Optional<AttemptRow> attempt(
      PackedColumns small, @Nullable String worker, Terms terms, RareJson rare) {
    if (worker == null) {
      return Optional.empty();
    }
    Instant since = small.time();
    String state = small.word();
    return Optional.of(
        new AttemptRow(
            name(worker),
            since,
            rare.held().orElse(terms.demand()),
            state.equals("LIVE"),
            state.equals("REPORTED"),
            rare.cancelled(),
            rare.foundDone(),
            rare.resumed()));
  }

  private List<WorkerRow> workers() throws SQLException {
    List<WorkerRow> workers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT id, number, host, slots, started, last_active, last_claim, registered,"
                    + " disabled, message_number, profile, messages, batching FROM worker"
                    + " ORDER BY number")) {
      while (row.next()) {
        workers.add(
            new WorkerRow(
                StoredText.read(row.getString(1)),
                row.getLong(2),
                WorkerJson.profile(
                    StoredText.read(row.getString(3)), row.getInt(4), row.getString(11)),
                Nanos.time(row.getLong(5)),
                Nanos.time(row.getLong(6)),
                time(row, 7),
                row.getInt(8) == 1,
                row.getInt(9) == 1,
                WorkerJson.messages(row.getString(12)),
                row.getLong(10),
                WorkerJson.batching(row.getString(13))));
      }
    }
    return workers;
  }

  private String name(String stored) {
    return names.computeIfAbsent(stored, StoredText::read);
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    long nanos = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Nanos.time(nanos));
  }
}
