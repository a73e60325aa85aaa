package dev.stillson.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps a PostgreSQL transaction of an environment from changing real tables. Whatever statement
 * changes a table, its transaction holds a lock on it until it ends; so just before the commit the
 * transaction's own locks name every table it has changed.
 *
 * @param source the data source's name, for messages
 * @param environment the one whose tables may change
 */
record RealTables(Pool pool, String source, String environment) {
  private static final String CHANGED =
      """
      SELECT DISTINCT relation::bigint FROM pg_locks
      WHERE pid = pg_backend_pid() AND locktype = 'relation'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',
                     'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
      """;
  private static final String NAMES =
      """
      SELECT n.nspname || '.' || c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND n.nspname <> ? AND NOT starts_with(n.nspname, ?)
        AND NOT starts_with(n.nspname, 'pg_') AND n.nspname <> 'information_schema'
      """;

  /** Throws if {@code connection}'s transaction has changed a real table. */
  void check(Connection connection) throws SQLException {
    List<Long> changed = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CHANGED);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        changed.add(rows.getLong(1));
      }
    }
    if (changed.isEmpty()) {
      return;
    }
    Set<String> real = names(connection, changed);
    // A table that the transaction has dropped is visible to others only.
    try (Connection outside = pool.take()) {
      real.addAll(names(outside, changed));
      outside.rollback();
    }
    if (!real.isEmpty()) {
      throw new SQLException(
          "A load in a test environment changed real tables, and was rolled back\n  source:      %s\n  environment: %s\n  tables:      %s\nhint: take the table's name from load.table(), or leave its schema out"
              .formatted(source, environment, String.join(", ", real)));
    }
  }

  private Set<String> names(Connection connection, List<Long> tables) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(NAMES)) {
      statement.setArray(1, connection.createArrayOf("oid", tables.toArray()));
      statement.setString(2, "env_" + environment);
      statement.setString(3, "env_" + environment + "$");
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
