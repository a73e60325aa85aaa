package dev.stillson.tabular;

import dev.stillson.Blob;
import dev.stillson.Producer;
import dev.stillson.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Rows as Parquet: a value that says how, and reads and writes through the task's context.
 *
 * <pre>{@code
 * try (var flights = Parquet.of(Flight.class).read(ctx, requires())) {
 *   Parquet.of(Flight.class).write(ctx, output(), flights.filter(Flight::late));
 * }
 * }</pre>
 *
 * <p>Read and written by DuckDB, whose driver ({@code org.duckdb:duckdb_jdbc}) must be on the class
 * path. Columns are found by their names; only those that the record has are read. Times are kept
 * to the microsecond, a {@link java.math.BigDecimal} with up to 29 digits before and 9 after the
 * point. Memory does not grow with the file.
 *
 * @param type how a record is a row
 */
public record Parquet<R extends Record>(RowType<R> type) {

  /**
   * Parquet with rows of {@code type}.
   *
   * @throws IllegalArgumentException if {@code type} cannot be a {@linkplain RowType row}
   */
  public static <R extends Record> Parquet<R> of(Class<R> type) {
    return new Parquet<>(RowType.of(type));
  }

  /**
   * The rows of {@code node}'s output; of a directory, those of its {@code *.parquet} files, in the
   * order of their names. To be closed by the caller.
   *
   * @throws BadRow if a column of the record is missing; later, when it comes to a row that does
   *     not fit
   * @throws IOException if it is not Parquet
   * @throws TaskContext.UndeclaredInput if the task does not require {@code node}
   */
  public Stream<R> read(TaskContext ctx, Producer<Blob> node) throws IOException {
    return ParquetRows.read(type, ctx.readFile(node), ctx.input(node).toString());
  }

  /** The rows of {@code file}, as {@link #read(TaskContext, Producer)}. */
  public Stream<R> read(Path file) throws IOException {
    return ParquetRows.read(type, file, file.toString());
  }

  /**
   * Writes {@code rows} and publishes {@code target} when the last row is written; an existing
   * target is replaced. Closes the stream.
   *
   * @throws IllegalArgumentException if a number has too many digits
   */
  public void write(TaskContext ctx, Blob target, Stream<? extends R> rows) throws IOException {
    ctx.writeFile(target, file -> write(file, rows));
  }

  /** Writes {@code rows} to {@code file}, replacing it. Closes the stream. */
  public void write(Path file, Stream<? extends R> rows) throws IOException {
    ParquetRows.write(type, file, rows);
  }
}
