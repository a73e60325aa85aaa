package dev.stillson.jdbc;

import dev.stillson.tabular.ResultRows;
import dev.stillson.tabular.RowType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executes statements on one connection; an error names the source and the statement.
 *
 * @param source the data source's name, for messages
 */
record Statements(Connection connection, Dialect dialect, String source) {
  private static final int FETCH = 1_000;

  long execute(String sql, @Nullable Object... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      return statement.execute() ? 0 : Math.max(0, statement.getLargeUpdateCount());
    } catch (SQLException e) {
      throw explained(e, sql);
    }
  }

  /** The stream closes the statement, not the connection. */
  <R> Stream<R> query(Class<R> row, String sql, @Nullable Object... arguments) throws SQLException {
    RowType<R> type = RowType.of(row);
    PreparedStatement statement = null;
    try {
      statement = connection.prepareStatement(sql);
      statement.setFetchSize(FETCH);
      bind(statement, arguments);
      ResultSet rows = statement.executeQuery();
      PreparedStatement opened = statement;
      return ResultRows.of(rows, type, "query of " + source).onClose(() -> close(opened));
    } catch (SQLException e) {
      Closing.after(statement, e);
      throw explained(e, sql);
    } catch (RuntimeException e) {
      Closing.after(statement, e);
      throw e;
    }
  }

  private void bind(PreparedStatement statement, @Nullable Object[] arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      Values.bind(statement, i + 1, arguments[i], dialect);
    }
  }

  /** {@code e} with what was asked; values are not shown, they may be secrets. */
  SQLException explained(SQLException e, String sql) {
    String shown = sql.length() > 300 ? sql.substring(0, 300) + "…" : sql;
    return new SQLException(
        "%s\n  source:    %s\n  statement: %s".formatted(e.getMessage(), source, shown.strip()),
        e.getSQLState(),
        e.getErrorCode(),
        e);
  }

  private void close(PreparedStatement statement) {
    try {
      statement.close();
    } catch (SQLException e) {
      throw new UncheckedIOException(
          new IOException("A query of " + source + " cannot be closed", e));
    }
  }
}
