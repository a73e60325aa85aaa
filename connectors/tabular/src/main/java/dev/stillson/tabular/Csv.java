package dev.stillson.tabular;

import dev.stillson.Blob;
import dev.stillson.Producer;
import dev.stillson.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Stream;

/**
 * Rows as CSV (RFC 4180) in UTF-8, the first line being the header: a value that says how, and
 * reads and writes through the task's context.
 *
 * <pre>{@code
 * record Order(int customerId, LocalDate dateOrdered, int orderValue) {}
 *
 * try (var orders = Csv.of(Order.class).read(ctx, requires())) {
 *   Csv.of(BigOrder.class).write(ctx, output(), orders.filter(o -> o.orderValue() > 9).map(BigOrder::of));
 * }
 * }</pre>
 *
 * <p>Columns are found by their names, in any order; columns that the record does not have are
 * passed over. An empty field is a missing value, except that for a {@code String} it is the empty
 * text. Rows are read and written one by one: memory does not grow with the file.
 *
 * @param type how a record is a row
 * @param separator between fields; a comma by default
 */
public record Csv<R extends Record>(RowType<R> type, char separator) {

  /**
   * CSV with rows of {@code type}, separated by commas.
   *
   * @throws IllegalArgumentException if {@code type} cannot be a {@linkplain RowType row}
   */
  public static <R extends Record> Csv<R> of(Class<R> type) {
    return new Csv<>(RowType.of(type), ',');
  }

  /** This CSV with {@code separator} between fields. */
  public Csv<R> withSeparator(char separator) {
    return new Csv<>(type, separator);
  }

  /**
   * The rows of {@code node}'s output, decompressed by its extension. To be closed by the caller;
   * throws {@link BadRow}, naming file and line, when it comes to a row that does not fit.
   *
   * @throws BadRow if the file has no header, or one that lacks columns of the record
   * @throws TaskContext.UndeclaredInput if the task does not require {@code node}
   */
  public Stream<R> read(TaskContext ctx, Producer<Blob> node) throws IOException {
    return read(ctx.read(node), ctx.input(node).toString());
  }

  /**
   * The rows of {@code in}, as {@link #read(TaskContext, Producer)}; closing the stream closes
   * {@code in}.
   *
   * @param source what is read, for messages
   */
  public Stream<R> read(InputStream in, String source) throws IOException {
    return CsvRows.read(this, in, source);
  }

  /**
   * Writes a header and {@code rows} and publishes {@code target} when the last row is written; an
   * existing target is replaced. Closes the stream.
   */
  public void write(TaskContext ctx, Blob target, Stream<? extends R> rows) throws IOException {
    ctx.write(target, out -> write(out, rows));
  }

  /** Writes a header and {@code rows} to {@code out} without closing it. Closes the stream. */
  public void write(OutputStream out, Stream<? extends R> rows) throws IOException {
    CsvRows.write(this, out, rows);
  }
}
