package dev.stillson.jdbc;

import dev.stillson.TablePartition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * The transaction that loads one partition; used by one thread, valid until the load's body ends.
 */
public interface Load {

  /**
   * Executes a statement.
   *
   * @param arguments one for each {@code ?}; see {@link Jdbc}
   * @return how many rows it changed
   */
  long execute(String sql, Object... arguments) throws SQLException;

  /**
   * Inserts {@code rows} into the target's table; the components are the columns, in snake_case.
   * Closes the stream.
   *
   * @return how many rows there were
   */
  long insert(Stream<? extends Record> rows) throws SQLException;

  /**
   * Makes {@code rows} the target's rows: deletes those of the target's table whose {@code column}
   * is {@code value}, then inserts. Closes the stream.
   *
   * @return how many rows were inserted
   */
  long replace(String column, Object value, Stream<? extends Record> rows) throws SQLException;

  /** The target's table, as SQL names it. */
  String table();

  /**
   * The table of an input in the same database, as SQL names it: for {@code ctx.input(node)} in a
   * test environment exactly the place that the input was found in.
   *
   * @throws IllegalArgumentException if {@code input} is of another source
   */
  String table(TablePartition input);

  /**
   * The transaction's connection, for what only JDBC itself can do. It cannot be committed or
   * rolled back, and closing it does nothing.
   */
  Connection connection();
}
