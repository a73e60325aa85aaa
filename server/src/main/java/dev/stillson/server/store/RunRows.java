package dev.stillson.server.store;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.RunCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes and reads runs that ended, and reads their attempts. */
final class RunRows {
  private static final String COLUMNS =
      "SELECT number, id, worker, kind, roots, family, host, person, code, started, ended, status,"
          + " done, done_before, failed, running, open FROM run WHERE ";

  /** The columns of a run but for its number. */
  static final List<String> WRITTEN =
      List.of(
          "id",
          "worker",
          "kind",
          "roots",
          "root",
          "family",
          "host",
          "person",
          "code",
          "started",
          "ended",
          "status",
          "done",
          "done_before",
          "failed",
          "running",
          "open");

  private RunRows() {}

  static void write(RunRecord run, Row row) throws SQLException {
    row.plain(run.id())
        .text(run.worker())
        .text(run.kind())
        .plain(Tree.write(Tree.texts(run.roots())))
        .text(run.roots().isEmpty() ? "" : run.roots().getFirst())
        .text(run.family())
        .text(run.host())
        .text(run.person())
        .text(run.code())
        .time(run.started())
        .time(run.ended().orElse(run.started()))
        .plain(run.status().name())
        .number(run.counts().done())
        .number(run.counts().doneBefore())
        .number(run.counts().failed())
        .number(run.counts().running())
        .number(run.counts().open());
  }

  static List<History.PastRun> runs(Connection connection, RunFilter filter, long before, int most)
      throws SQLException {
    List<String> conditions = new ArrayList<>(List.of("number < ?"));
    List<Object> values = new ArrayList<>(List.of(before));
    SqlHistory.equal(conditions, values, "root", filter.root());
    SqlHistory.equal(conditions, values, "family", filter.family());
    SqlHistory.equal(conditions, values, "person", filter.person());
    SqlHistory.equal(conditions, values, "host", filter.host());
    filter
        .from()
        .ifPresent(time -> {
          conditions.add("ended >= ?");
          values.add(Nanos.of(time));
        });
    if (!filter.statuses().isEmpty()) {
      conditions.add("status IN (" + SqlHistory.marks(filter.statuses()) + ")");
      filter.statuses().forEach(status -> values.add(status.name()));
    }
    if (filter.text().filter(text -> !text.isEmpty()).isPresent()) {
      // Each database has a search of its own; both can replace.
      conditions.add(
          "(replace(lower(worker), ?, '') <> lower(worker)"
              + " OR replace(lower(roots), ?, '') <> lower(roots))");
      String text = StoredText.of(filter.text().get());
      values.add(text);
      values.add(text);
    }
    values.add(most);
    String sql = COLUMNS + String.join(" AND ", conditions) + " ORDER BY number DESC LIMIT ?";
    List<History.PastRun> runs = new ArrayList<>();
    try (PreparedStatement statement = SqlHistory.prepared(connection, sql, values);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        runs.add(new History.PastRun(row.getLong(1), run(row)));
      }
    }
    return runs;
  }

  static Optional<RunRecord> run(Connection connection, String name) throws SQLException {
    String text = StoredText.of(name);
    try (PreparedStatement statement =
            SqlHistory.prepared(
                connection,
                COLUMNS + "id = ? OR worker = ? ORDER BY number DESC LIMIT 1",
                List.of(text, text));
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(run(row)) : Optional.empty();
    }
  }

  private static RunRecord run(ResultSet row) throws SQLException {
    return new RunRecord(
        StoredText.read(row.getString(2)),
        StoredText.read(row.getString(3)),
        StoredText.read(row.getString(4)),
        Tree.texts(Tree.read(row.getString(5))),
        StoredText.read(row.getString(6)),
        StoredText.read(row.getString(7)),
        StoredText.read(row.getString(8)),
        StoredText.read(row.getString(9)),
        Nanos.time(row.getLong(10)),
        Optional.of(Nanos.time(row.getLong(11))),
        RunStatus.valueOf(row.getString(12)),
        new RunCounts(
            row.getInt(13), row.getInt(14), row.getInt(15), row.getInt(16), row.getInt(17)));
  }

  static List<History.RunAttempt> attempts(
      Connection connection, RunRecord run, long after, int most) throws SQLException {
    return attempts(connection, run, after, "ORDER BY a.number", most);
  }

  static Optional<History.RunAttempt> lastAttempt(Connection connection, RunRecord run)
      throws SQLException {
    String order = "AND a.ending IN ('DONE', 'FAILED') ORDER BY a.number DESC";
    return attempts(connection, run, 0, order, 1).stream().findFirst();
  }

  private static List<History.RunAttempt> attempts(
      Connection connection, RunRecord run, long after, String order, int most)
      throws SQLException {
    // A worker's id may come again, long after.
    List<Object> values =
        List.of(
            StoredText.of(run.worker()),
            after,
            Nanos.of(run.started()),
            Nanos.of(run.ended().orElse(Instant.MAX)),
            most);
    List<History.RunAttempt> attempts = new ArrayList<>();
    try (PreparedStatement statement =
            SqlHistory.prepared(
                connection,
                "SELECT a.number, a.task, a.family, a.attempt, a.worker, a.started, a.ended,"
                    + " a.ending, a.waited_for FROM run_set s JOIN attempt a ON a.runs = s.number"
                    + " WHERE s.worker = ? AND a.number > ? AND a.ended >= ? AND a.started <= ? "
                    + order
                    + " LIMIT ?",
                values);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        attempts.add(
            new History.RunAttempt(
                row.getLong(1),
                StoredText.read(row.getString(2)),
                StoredText.read(row.getString(3)),
                row.getInt(4),
                StoredText.read(row.getString(5)),
                Nanos.time(row.getLong(6)),
                Nanos.time(row.getLong(7)),
                AttemptEnd.Ending.valueOf(row.getString(8)),
                Optional.ofNullable(StoredText.readNullable(row.getString(9)))));
      }
    }
    return attempts;
  }
}
