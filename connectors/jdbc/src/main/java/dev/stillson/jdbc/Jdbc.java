package dev.stillson.jdbc;

import dev.stillson.TablePartition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * The databases of the configuration, for one attempt of a task: {@code ctx.client(Jdbc.class)}.
 *
 * <pre>{@code
 * ctx.client(Jdbc.class).load(output(), load -> {
 *   load.execute("DELETE FROM totals WHERE day = ?", day);
 *   load.execute("INSERT INTO totals SELECT day, sum(value) FROM orders WHERE day = ? GROUP BY day", day);
 * });
 * }</pre>
 *
 * <p>A source is the name of a section {@code [jdbc.NAME]} of the configuration. A {@code ?} in a
 * statement takes an argument: a text, a number, a boolean, {@code byte[]}, a {@code LocalDate},
 * {@code LocalTime}, {@code LocalDateTime}, {@code OffsetDateTime}, {@code Instant}, a {@code
 * UUID}, an enum (by its name), an {@code Optional} of these, or null.
 *
 * <p>In a test environment a table named in SQL is the environment's where it exists there, else
 * the real one, which cannot be changed. May be used by several threads at once.
 */
public interface Jdbc {

  /**
   * Runs {@code body} in one transaction, records in it that {@code target} exists, and commits.
   * Whatever {@code body} throws rolls everything back: there is never data without its marker row,
   * nor the other way round.
   *
   * <p>{@code body} removes what an earlier attempt may have left of the partition, such as by
   * {@link Load#replace}. SQLite and DuckDB have one writer at a time: a further load waits until
   * this one has ended, so {@code body} should not wait for other things.
   *
   * @throws IllegalStateException if called inside the body of another load of the same source
   * @throws SQLException if the database fails
   * @throws InterruptedException if interrupted while waiting for the other writers
   * @throws X whatever {@code body} throws
   */
  <X extends Exception> void load(TablePartition target, LoadBody<X> body)
      throws SQLException, InterruptedException, X;

  /**
   * The rows of a query, read one by one as the stream is consumed; to be closed by the caller, who
   * holds a connection until then.
   *
   * <p>The stream throws {@link dev.stillson.tabular.BadRow} for a row that does not fit, and
   * {@link java.io.UncheckedIOException} when the database fails.
   *
   * @param row a record whose components are columns of the query, or the type of a single value;
   *     see {@link dev.stillson.tabular.RowType}
   * @throws SQLException if the database refuses the statement
   */
  <R> Stream<R> query(String source, Class<R> row, String sql, Object... arguments)
      throws SQLException;

  /**
   * Runs {@code body} with a connection, for what only JDBC itself can do. Changes are undone when
   * it returns.
   *
   * @return what {@code body} returns
   * @throws SQLException if the database fails
   * @throws X whatever {@code body} throws
   */
  <T, X extends Exception> T read(String source, ReadBody<T, X> body) throws SQLException, X;

  /** Loads a partition. */
  @FunctionalInterface
  interface LoadBody<X extends Exception> {
    /** Writes the partition's rows through {@code load}, which is valid until this returns. */
    void run(Load load) throws SQLException, X;
  }

  /** Reads. */
  @FunctionalInterface
  interface ReadBody<T, X extends Exception> {
    /** Reads through {@code connection}, which is valid until this returns. */
    T run(Connection connection) throws SQLException, X;
  }
}
