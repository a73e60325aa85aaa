package dev.stillson.server.store;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * A table and how its rows are written.
 *
 * @param <T> what a row tells
 */
final class Table<T> {
  /** How many rows are handed to the driver at once. */
  private static final int MOST = 1_000;

  /** From so many rows on, PostgreSQL's COPY is several times as quick as its INSERT. */
  private static final int MANY = 100;

  /** Writes one row. */
  @FunctionalInterface
  interface Filling<T> {
    void fill(T value, Row row) throws SQLException;
  }

  private final Connection connection;
  private final String copy;
  private final Filling<T> filling;
  private final PreparedStatement statement;
  private final StatementRow row;

  private Table(
      Connection connection, String name, List<String> columns, String rest, Filling<T> filling)
      throws SQLException {
    String into = name + " (" + String.join(", ", columns) + ")";
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    this.connection = connection;
    this.copy = "COPY " + into + " FROM STDIN";
    this.filling = filling;
    this.statement =
        connection.prepareStatement("INSERT INTO " + into + " VALUES (" + marks + ")" + rest);
    this.row = new StatementRow(statement);
  }

  /** One whose rows are only added. */
  static <T> Table<T> log(
      Connection connection, String name, List<String> columns, Filling<T> filling)
      throws SQLException {
    return new Table<>(connection, name, columns, "", filling);
  }

  /** One whose rows are replaced by later ones of the same key, the first column. */
  static <T> Table<T> keyed(
      Connection connection, String name, List<String> columns, Filling<T> filling)
      throws SQLException {
    return keyed(connection, name, 1, columns, filling);
  }

  /** One whose rows are replaced by later ones of the same key, the first {@code keys} columns. */
  static <T> Table<T> keyed(
      Connection connection, String name, int keys, List<String> columns, Filling<T> filling)
      throws SQLException {
    String key = String.join(", ", columns.subList(0, keys));
    String others =
        columns.stream()
            .skip(keys)
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    String rest = " ON CONFLICT (" + key + ") DO UPDATE SET " + others;
    return new Table<>(connection, name, columns, rest, filling);
  }

  /** Writes rows, which replace those of their keys. */
  void write(List<T> values) throws SQLException {
    int filled = 0;
    for (T value : values) {
      filling.fill(value, row);
      row.add();
      if (++filled == MOST) {
        statement.executeBatch();
        filled = 0;
      }
    }
    if (filled > 0) {
      statement.executeBatch();
    }
  }

  /** Writes rows whose keys the table does not have. */
  void add(List<T> values) throws SQLException {
    if (values.size() < MANY || !connection.isWrapperFor(PGConnection.class)) {
      write(values);
      return;
    }
    for (int from = 0; from < values.size(); from += MOST) {
      CopyRow rows = new CopyRow();
      for (T value : values.subList(from, Math.min(from + MOST, values.size()))) {
        filling.fill(value, rows);
        rows.add();
      }
      copy(rows.text());
    }
  }

  private void copy(String rows) throws SQLException {
    try {
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(rows));
    } catch (IOException e) {
      throw new SQLException("The rows could not be handed to the database", e);
    }
  }
}
