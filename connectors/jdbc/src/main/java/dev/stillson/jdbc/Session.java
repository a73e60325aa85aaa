package dev.stillson.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection lent to one thread, in a transaction. Closing it undoes what was not committed and
 * gives the connection back.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Naming naming;
  private final Step beforeCommit;
  private final Step end;

  /** A session whose connection is closed with it. */
  Session(Connection connection, Naming naming) {
    this(connection, naming, Connection::close);
  }

  /** A session whose connection {@code end} closes or keeps; it is closed if it is broken. */
  Session(Connection connection, Naming naming, Step end) {
    this(connection, naming, _ -> {}, end);
  }

  /** A session that {@code beforeCommit} may still refuse to commit. */
  Session(Connection connection, Naming naming, Step beforeCommit, Step end) {
    this.connection = connection;
    this.naming = naming;
    this.beforeCommit = beforeCommit;
    this.end = end;
  }

  Connection connection() {
    return connection;
  }

  /**
   * {@code table} as SQL names it unmistakably.
   *
   * @param live the real table; otherwise the one of the session's own place
   */
  String table(TableName table, boolean live) {
    return naming.table(table, live);
  }

  /** Whether {@code table} exists; {@code live} as in {@link #table}. */
  boolean exists(TableName table, boolean live) throws SQLException {
    return naming.exists(connection, table, live);
  }

  /** This session after {@code step}; closed if {@code step} fails. */
  Session after(Step step) throws SQLException {
    try {
      step.run(connection);
      return this;
    } catch (SQLException | RuntimeException e) {
      try (this) {
        throw e;
      }
    }
  }

  void commit() throws SQLException {
    beforeCommit.run(connection);
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      Closing.after(connection, e);
      throw e;
    } finally {
      end.run(connection);
    }
  }

  /** How tables are named and found in one place. */
  interface Naming {
    String table(TableName table, boolean live);

    boolean exists(Connection connection, TableName table, boolean live) throws SQLException;
  }

  /** Does something with the session's connection. */
  @FunctionalInterface
  interface Step {
    void run(Connection connection) throws SQLException;
  }
}
