package dev.stillson.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads what people did. */
final class AuditRows {
  static final List<String> WRITTEN = List.of("at", "who", "action", "subject", "detail");

  private static final String PAGE =
      "SELECT number, "
          + String.join(", ", WRITTEN)
          + " FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?";

  private AuditRows() {}

  static void write(AuditEntry entry, Row row) throws SQLException {
    row.time(entry.at())
        .text(entry.who())
        .text(entry.action())
        .text(entry.subject())
        .text(entry.detail());
  }

  /** The latest entries with a number below {@code before}, the latest first. */
  static List<History.PastAction> page(Connection connection, long before, int most)
      throws SQLException {
    List<History.PastAction> actions = new ArrayList<>();
    try (PreparedStatement statement =
            SqlHistory.prepared(connection, PAGE, List.of(before, most));
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        actions.add(
            new History.PastAction(
                row.getLong(1),
                new AuditEntry(
                    Nanos.time(row.getLong(2)),
                    StoredText.read(row.getString(3)),
                    StoredText.read(row.getString(4)),
                    StoredText.read(row.getString(5)),
                    StoredText.read(row.getString(6)))));
      }
    }
    return actions;
  }
}
