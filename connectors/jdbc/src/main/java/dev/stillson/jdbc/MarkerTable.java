package dev.stillson.jdbc;

import dev.stillson.TablePartition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table that says which partitions exist: one row for each, with the task that loaded it.
 *
 * @param table its name; each place has one of its own
 */
record MarkerTable(TableName table) {
  private static final int CHUNK = 500;

  void create(Session session, Dialect dialect) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS %s (
            target_table %2$s NOT NULL,
            target_partition %2$s NOT NULL,
            task_id %2$s NOT NULL,
            attempt INTEGER NOT NULL,
            marked_at %3$s NOT NULL,
            PRIMARY KEY (target_table, target_partition))
          """
              .formatted(session.table(table, false), dialect.text(), dialect.instant()));
    }
  }

  /** Records that {@code task} has loaded {@code target}, in the session's transaction. */
  void mark(
      Session session,
      Dialect dialect,
      TablePartition target,
      String task,
      int attempt,
      Instant now)
      throws SQLException {
    // Update, then insert: the one form of "insert or replace" that every database has.
    Statements statements = new Statements(session.connection(), dialect, target.source());
    String own = session.table(table, false);
    long known =
        statements.execute(
            "UPDATE "
                + own
                + " SET task_id = ?, attempt = ?, marked_at = ? WHERE target_table = ? AND target_partition = ?",
            task,
            attempt,
            now,
            target.table(),
            target.partition());
    if (known == 0) {
      statements.execute(
          "INSERT INTO "
              + own
              + " (target_table, target_partition, task_id, attempt, marked_at) VALUES (?, ?, ?, ?, ?)",
          target.table(),
          target.partition(),
          task,
          attempt,
          now);
    }
  }

  /** Those of {@code partitions} of table {@code target} that are marked. */
  Set<String> marked(Session session, String target, List<String> partitions) throws SQLException {
    Set<String> marked = new HashSet<>();
    for (List<String> chunk : chunks(partitions)) {
      String sql =
          "SELECT target_partition FROM "
              + session.table(table, false)
              + " WHERE target_table = ? AND target_partition IN "
              + places(chunk.size());
      try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
        bind(statement, target, chunk);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            marked.add(rows.getString(1));
          }
        }
      }
    }
    return marked;
  }

  /** Removes the marks of {@code partitions} of table {@code target}. */
  void remove(Session session, String target, List<String> partitions) throws SQLException {
    for (List<String> chunk : chunks(partitions)) {
      String sql =
          "DELETE FROM "
              + session.table(table, false)
              + " WHERE target_table = ? AND target_partition IN "
              + places(chunk.size());
      try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
        bind(statement, target, chunk);
        statement.executeUpdate();
      }
    }
  }

  private static List<List<String>> chunks(List<String> partitions) {
    List<List<String>> chunks = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i += CHUNK) {
      chunks.add(partitions.subList(i, Math.min(i + CHUNK, partitions.size())));
    }
    return chunks;
  }

  private static String places(int count) {
    return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
  }

  private static void bind(PreparedStatement statement, String table, List<String> partitions)
      throws SQLException {
    statement.setString(1, table);
    for (int i = 0; i < partitions.size(); i++) {
      statement.setString(i + 2, partitions.get(i));
    }
  }
}
