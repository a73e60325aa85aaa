package dev.stillson.tabular;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of a query as a stream of records, read one by one as the stream is consumed. */
public final class ResultRows {
  private ResultRows() {}

  /**
   * The rows of {@code results} from its next one on. The stream does not close {@code results}; it
   * throws {@link BadRow} for a row that does not fit, and {@link UncheckedIOException} when the
   * database fails.
   *
   * @param source what is read, for messages
   * @throws BadRow if the query lacks a column of {@code type}
   */
  public static <R> Stream<R> of(ResultSet results, RowType<R> type, String source)
      throws SQLException {
    Cursor<R> cursor = new Cursor<>(results, type, source);
    return StreamSupport.stream(cursor, false);
  }

  private static final class Cursor<R> extends AbstractSpliterator<R> implements Place {
    private final ResultSet results;
    private final RowType<R> type;
    private final String source;
    private final int[] positions;
    private final boolean[] zoned;
    private long row;

    Cursor(ResultSet results, RowType<R> type, String source) throws SQLException {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.results = results;
      this.type = type;
      this.source = source;
      ResultSetMetaData meta = results.getMetaData();
      List<String> header = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        header.add(meta.getColumnLabel(i));
      }
      positions = type.positions(header, this);
      zoned = new boolean[positions.length];
      for (int i = 0; i < positions.length; i++) {
        positions[i]++;
        String typeName = meta.getColumnTypeName(positions[i]).toLowerCase(Locale.ROOT);
        zoned[i] = typeName.endsWith("tz") || typeName.endsWith("with time zone");
      }
    }

    @Override
    public boolean tryAdvance(Consumer<? super R> action) {
      @Nullable Object[] values = new @Nullable Object[positions.length];
      try {
        if (!results.next()) {
          return false;
        }
        row++;
        for (int i = 0; i < values.length; i++) {
          values[i] = value(positions[i], zoned[i]);
        }
      } catch (SQLException e) {
        throw new UncheckedIOException(
            new IOException(source + ", row " + row + ": " + e.getMessage(), e));
      }
      action.accept(type.read(values, this));
      return true;
    }

    /** Dates and times as {@code java.time}'s, which no default zone can shift. */
    private @Nullable Object value(int position, boolean zoned) throws SQLException {
      Object value = results.getObject(position);
      return switch (value) {
        case java.sql.Date _ -> results.getObject(position, LocalDate.class);
        case java.sql.Time _ -> results.getObject(position, LocalTime.class);
        case java.sql.Timestamp _ when zoned -> results.getObject(position, OffsetDateTime.class);
        case java.sql.Timestamp _ -> results.getObject(position, LocalDateTime.class);
        case null, default -> value;
      };
    }

    @Override
    public String source() {
      return source;
    }

    @Override
    public String position() {
      return row == 0 ? "header" : "row " + row;
    }
  }
}
