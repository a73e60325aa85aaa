package dev.stillson.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes and reads backfills. */
final class BackfillRows {
  /** How many that have ended are kept. */
  static final int MOST_ENDED = 1_000;

  private static final List<String> BACKFILL =
      List.of(
          "id",
          "family",
          "parameters",
          "parameter",
          "first",
          "last",
          "size",
          "at_once",
          "person",
          "begun",
          "condition",
          "ended",
          "started",
          "finished",
          "failed",
          "refused",
          "to_run");

  private static final List<String> VALUE =
      List.of("backfill", "position", "value", "state", "submission", "task", "explanation");

  private static final String COLUMNS =
      "SELECT " + String.join(", ", BACKFILL) + ", number FROM backfill WHERE ";

  /** A value and whose it is. */
  private record Part(String backfill, BackfillRecord.Value value) {}

  private final Table<BackfillRecord> backfills;
  private final Table<Part> values;

  BackfillRows(Connection connection) throws SQLException {
    backfills = Table.keyed(connection, "backfill", BACKFILL, BackfillRows::backfill);
    values = Table.keyed(connection, "backfill_value", 2, VALUE, BackfillRows::value);
  }

  /**
   * Writes what they are now: of several changes of one row the last, as a statement has it once.
   */
  void write(List<BackfillChange> changes) throws SQLException {
    Map<String, BackfillRecord> latest = new LinkedHashMap<>();
    Map<List<Object>, Part> parts = new LinkedHashMap<>();
    for (BackfillChange change : changes) {
      String id = change.backfill().id();
      latest.put(id, change.backfill());
      for (BackfillRecord.Value value : change.values()) {
        parts.put(List.of(id, value.position()), new Part(id, value));
      }
    }
    backfills.write(List.copyOf(latest.values()));
    values.write(List.copyOf(parts.values()));
  }

  private static void backfill(BackfillRecord backfill, Row row) throws SQLException {
    row.plain(backfill.id())
        .text(backfill.family())
        .plain(Tree.write(Tree.texts(backfill.parameters())))
        .text(backfill.parameter())
        .text(backfill.first())
        .text(backfill.last())
        .number(backfill.size())
        .number(backfill.limit())
        .text(backfill.user())
        .time(backfill.begun())
        .plain(backfill.condition().name())
        .time(backfill.ended())
        .number(backfill.counts().started())
        .number(backfill.counts().finished())
        .number(backfill.counts().failed())
        .number(backfill.counts().refused())
        .number(backfill.counts().toRun());
  }

  private static void value(Part part, Row row) throws SQLException {
    row.plain(part.backfill)
        .number(part.value.position())
        .text(part.value.value())
        .plain(part.value.state().name())
        .plain(part.value.submission())
        .text(part.value.task())
        .text(part.value.explanation());
  }

  static List<BackfillRecord> open(Connection connection) throws SQLException {
    return read(connection, "ended IS NULL ORDER BY number DESC", List.of()).stream()
        .map(History.PastBackfill::backfill)
        .toList();
  }

  static List<History.PastBackfill> ended(Connection connection, long before, int most)
      throws SQLException {
    return read(
        connection,
        "ended IS NOT NULL AND number < ? ORDER BY number DESC LIMIT ?",
        List.of(before, most));
  }

  static Optional<BackfillRecord> one(Connection connection, String id) throws SQLException {
    return read(connection, "id = ?", List.of(StoredText.of(id))).stream()
        .map(History.PastBackfill::backfill)
        .findFirst();
  }

  private static List<History.PastBackfill> read(
      Connection connection, String rest, List<Object> parameters) throws SQLException {
    List<History.PastBackfill> found = new ArrayList<>();
    try (PreparedStatement statement = SqlHistory.prepared(connection, COLUMNS + rest, parameters);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        long ended = row.getLong(12);
        Optional<Instant> end = row.wasNull() ? Optional.empty() : Optional.of(Nanos.time(ended));
        found.add(new History.PastBackfill(row.getLong(18), backfill(row, end)));
      }
    }
    return found;
  }

  private static BackfillRecord backfill(ResultSet row, Optional<Instant> ended)
      throws SQLException {
    return new BackfillRecord(
        row.getString(1),
        StoredText.read(row.getString(2)),
        Tree.map(Tree.read(row.getString(3)), Tree::text),
        StoredText.read(row.getString(4)),
        StoredText.read(row.getString(5)),
        StoredText.read(row.getString(6)),
        row.getInt(7),
        row.getInt(8),
        StoredText.read(row.getString(9)),
        Nanos.time(row.getLong(10)),
        BackfillRecord.Condition.valueOf(row.getString(11)),
        ended,
        new BackfillRecord.Counts(
            row.getInt(13), row.getInt(14), row.getInt(15), row.getInt(16), row.getInt(17)));
  }

  static List<BackfillRecord.Value> values(
      Connection connection, String backfill, List<BackfillRecord.State> states, int most)
      throws SQLException {
    List<Object> parameters = new ArrayList<>(List.of(StoredText.of(backfill)));
    states.forEach(state -> parameters.add(state.name()));
    parameters.add(most);
    List<BackfillRecord.Value> values = new ArrayList<>();
    try (PreparedStatement statement =
            SqlHistory.prepared(
                connection,
                "SELECT position, value, state, submission, task, explanation FROM backfill_value"
                    + " WHERE backfill = ? AND state IN ("
                    + SqlHistory.marks(states)
                    + ") ORDER BY position LIMIT ?",
                parameters);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        values.add(
            new BackfillRecord.Value(
                row.getInt(1),
                StoredText.read(row.getString(2)),
                BackfillRecord.State.valueOf(row.getString(3)),
                row.getString(4),
                StoredText.read(row.getString(5)),
                StoredText.read(row.getString(6))));
      }
    }
    return values;
  }

  /** Deletes those that ended before {@code limit}, and the oldest of too many. */
  static void forget(Connection connection, Instant limit) throws SQLException {
    int forgotten;
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM backfill WHERE ended < ? OR number <= (SELECT number FROM backfill"
                + " WHERE ended IS NOT NULL ORDER BY number DESC LIMIT 1 OFFSET ?)"
                + " AND ended IS NOT NULL")) {
      delete.setLong(1, Nanos.of(limit));
      delete.setInt(2, MOST_ENDED);
      forgotten = delete.executeUpdate();
    }
    if (forgotten > 0) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM backfill_value WHERE backfill NOT IN (SELECT id FROM backfill)")) {
        delete.executeUpdate();
      }
    }
  }
}
