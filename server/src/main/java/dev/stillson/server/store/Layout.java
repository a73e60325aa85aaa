package dev.stillson.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The layout of the tables and its number. The migrations are asked for only when the number is not
 * the present one: looking for them takes longer than all else at the start.
 */
final class Layout {
  /** What this release reads and writes: the highest of the migrations. */
  static final int PRESENT = 4;

  private Layout() {}

  /**
   * Brings the tables to the present layout, or leaves them.
   *
   * @param where names the state to people
   * @param empty whether there are no tables yet
   * @param release the name of this release
   * @param flyway knows the database and the migrations
   */
  static void bring(
      Connection connection,
      String where,
      boolean empty,
      String release,
      FluentConfiguration flyway)
      throws SQLException {
    int found = empty ? 0 : number(connection);
    if (found > PRESENT) {
      throw new UnusableStateException(
          """
          The state was written by a newer release than this one.
            state:  %s
            wrote:  release %s, layout %d
            this:   release %s, layout %d
          hint: start the newer release, or restore a backup that was made before the upgrade\
          """
              .formatted(where, value(connection, "release"), found, release, PRESENT));
    }
    if (found < PRESENT) {
      try {
        flyway.loggers("slf4j").load().migrate();
      } catch (FlywayException e) {
        throw new StoreException("The state %s could not be migrated".formatted(where), e);
      }
    }
  }

  /** Notes who wrote last. */
  static void note(Connection connection, String release) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE meta SET value = ? WHERE name = ?")) {
      update.setString(1, release);
      update.setString(2, "release");
      update.executeUpdate();
      update.setString(1, Integer.toString(PRESENT));
      update.setString(2, "format");
      update.executeUpdate();
    }
  }

  private static int number(Connection connection) throws SQLException {
    return Integer.parseInt(value(connection, "format"));
  }

  private static String value(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT value FROM meta WHERE name = '" + name + "'")) {
      if (!row.next()) {
        throw new SQLException("The table meta has no row '" + name + "'");
      }
      return row.getString(1);
    }
  }
}
