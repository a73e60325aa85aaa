package dev.stillson.server.store;

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
              "SELECT t.number, t.id, t.family, t.heard, t.signature, t.parameters, t.terms,"
                  + " t.dependencies, s.status, s.priority, s.updated, s.announced, s.runnable,"
                  + " s.batchable, s.stakeholders, s.able, s.attempts, s.worker, s.started,"
                  + " s.attempt, s.due, s.more"
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
    Terms terms = shared.terms(row.getInt(7));
    RareJson rare = RareJson.read(row.getString(22));
    return new TaskRow(
        StoredText.read(row.getString(2)),
        name(row.getString(3)),
        TaskJson.parameters(row.getString(6), shared.signature(row.getInt(5))),
        terms,
        row.getDouble(10),
        Status.valueOf(row.getString(9)),
        row.getInt(12) == 1,
        row.getInt(13) == 1,
        row.getInt(14) == 1,
        row.getLong(1),
        Nanos.time(row.getLong(4)),
        Nanos.time(row.getLong(11)),
        TaskJson.dependencies(row.getString(8)),
        shared.workers(row.getInt(15)),
        shared.workers(row.getInt(16)),
        rare.latest(),
        row.getInt(17),
        attempt(row, terms, rare),
        rare.failures(),
        rare.batch(),
        rare.disabledAt(),
        time(row, 21),
        rare.removal(),
        rare.remarks());
  }

  private Optional<AttemptRow> attempt(ResultSet row, Terms terms, RareJson rare)
      throws SQLException {
    @Nullable String state = row.getString(20);
    if (state == null) {
      return Optional.empty();
    }
    return Optional.of(
        new AttemptRow(
            name(row.getString(18)),
            Nanos.time(row.getLong(19)),
            rare.held().orElse(terms.demand()),
            state.equals("LIVE"),
            state.equals("REPORTED"),
            rare.cancelled(),
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
