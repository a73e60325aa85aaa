package dev.stillson.server.store;

import dev.stillson.core.scheduler.Parameters;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the whole state over one connection. */
final class StateReader {
  /** How many rows the driver fetches at once, where it would fetch all otherwise. */
  private static final int FETCH = 5_000;

  /** The columns of a task, all but one: reals lose digits as texts. */
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

  private static final List<String> TEXTS =
      List.of("t.id", "t.family", "t.parameters", "t.dependencies", "s.worker", "s.more");

  /** How many rows are made tasks at once, and how many such parts may wait for that. */
  private static final int PART = 2_000;

  private static final int AHEAD = 4;

  private final Connection connection;
  private final SharedValues shared;

  /** Families and workers are few and their names many. */
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /** The sets of workers that tasks name. */
  private final Set<Integer> sets = ConcurrentHashMap.newKeySet();

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
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT "
                  + PackedColumns.sql(SMALL, TEXTS)
                  + ", s.priority"
                  + " FROM task t JOIN task_state s ON s.number = t.number ORDER BY t.number")) {
        decode(rows, tasks);
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT (SELECT count(*) FROM task), (SELECT count(*) FROM task_state)")) {
        rows.next();
        if (rows.getInt(1) != tasks.size() || rows.getInt(2) != tasks.size()) {
          throw new IllegalArgumentException(
              "Of %d tasks, %d have a state and %d have both"
                  .formatted(rows.getInt(1), rows.getInt(2), tasks.size()));
        }
      }
    }
    shared.retain(sets);
    return tasks;
  }

  /** Makes tasks of rows, most of them on other threads while this one fetches the next. */
  private void decode(ResultSet rows, List<TaskRow> tasks) throws SQLException {
    ArrayDeque<CompletableFuture<List<TaskRow>>> parts = new ArrayDeque<>();
    List<Fetched> part = new ArrayList<>(PART);
    while (rows.next()) {
      part.add(new Fetched(rows.getString(1), rows.getDouble(2)));
      if (part.size() == PART) {
        parts.add(decoding(part));
        part = new ArrayList<>(PART);
        if (parts.size() > AHEAD) {
          tasks.addAll(decoded(parts.remove()));
        }
      }
    }
    parts.add(decoding(part));
    while (!parts.isEmpty()) {
      tasks.addAll(decoded(parts.remove()));
    }
  }

  private CompletableFuture<List<TaskRow>> decoding(List<Fetched> part) {
    return CompletableFuture.supplyAsync(() -> part.stream().map(this::task).toList());
  }

  private static List<TaskRow> decoded(CompletableFuture<List<TaskRow>> part) {
    try {
      return part.join();
    } catch (CompletionException e) {
      // A damaged row is told as if it had been found here.
      throw e.getCause() instanceof RuntimeException found ? found : e;
    }
  }

  /** A row as it was fetched. */
  private record Fetched(String columns, double priority) {}

  private TaskRow task(Fetched row) {
    PackedColumns columns = new PackedColumns(row.columns);
    // In the order of SMALL.
    long order = columns.number();
    Instant heard = columns.time();
    Signature signature = shared.signature(columns.count());
    Terms terms = shared.terms(columns.count());
    Instant updated = columns.time();
    boolean announced = columns.flag();
    boolean runnable = columns.flag();
    boolean batchable = columns.flag();
    List<String> stakeholders = workers(columns.count());
    List<String> able = workers(columns.count());
    int attempts = columns.count();
    Optional<Instant> due = columns.timeIfAny();
    Status status = Status.valueOf(columns.word());
    Optional<Instant> since = columns.timeIfAny();
    String attempt = columns.word();
    // In the order of TEXTS.
    String id = StoredText.read(columns.text());
    String family = name(columns.text());
    Parameters parameters = TaskJson.parameters(columns.text(), signature);
    List<TaskRow.Dependency> dependencies = TaskJson.dependencies(columns.text());
    String worker = columns.text();
    RareJson rare = RareJson.read(columns.text());
    return new TaskRow(
        id,
        family,
        parameters,
        terms,
        row.priority,
        status,
        announced,
        runnable,
        batchable,
        order,
        heard,
        updated,
        dependencies,
        stakeholders,
        able,
        rare.latest(),
        attempts,
        since.map(start -> attempt(name(worker), start, attempt, terms, rare)),
        rare.failures(),
        rare.batch(),
        rare.disabledAt(),
        due,
        rare.removal(),
        rare.remarks());
  }

  private static AttemptRow attempt(
      String worker, Instant since, String state, Terms terms, RareJson rare) {
    return new AttemptRow(
        worker,
        since,
        rare.held().orElse(terms.demand()),
        state.equals("LIVE"),
        state.equals("REPORTED"),
        rare.cancelled(),
        rare.foundDone(),
        rare.resumed());
  }

  private List<String> workers(int set) {
    sets.add(set);
    return shared.workers(set);
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
