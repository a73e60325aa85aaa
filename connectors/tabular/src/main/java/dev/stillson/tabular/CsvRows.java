package dev.stillson.tabular;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Between CSV's fields and rows. */
final class CsvRows {
  private CsvRows() {}

  static <R extends Record> Stream<R> read(Csv<R> csv, InputStream in, String source)
      throws IOException {
    try {
      Reading<R> reading = new Reading<>(csv, in, source);
      return StreamSupport.stream(reading, false).onClose(reading::close);
    } catch (RuntimeException e) {
      in.close();
      throw e;
    }
  }

  static <R extends Record> void write(Csv<R> csv, OutputStream out, Stream<? extends R> rows)
      throws IOException {
    CsvWriter writer =
        CsvWriter.builder()
            .fieldSeparator(csv.separator())
            .lineDelimiter(LineDelimiter.LF)
            .build(out);
    RowType<R> type = csv.type();
    try (rows) {
      writer.writeRecord(type.columns().stream().map(Column::name).toArray(String[]::new));
      for (Iterator<? extends R> each = rows.iterator(); each.hasNext(); ) {
        @Nullable Object[] values = type.values(each.next());
        @Nullable String[] fields = new @Nullable String[values.length];
        for (int i = 0; i < values.length; i++) {
          fields[i] = field(values[i]);
        }
        writer.writeRecord(fields);
      }
      writer.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static @Nullable String field(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> number.toPlainString();
      case Enum<?> constant -> constant.name();
      default -> value.toString();
    };
  }

  /** Reads on as the stream is consumed, and knows the line it is at. */
  private static final class Reading<R extends Record> extends AbstractSpliterator<R>
      implements Place {
    private final RowType<R> type;
    private final String source;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final int width;
    private final int[] positions;
    private long line = 1;

    Reading(Csv<R> csv, InputStream in, String source) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.type = csv.type();
      this.source = source;
      reader =
          CsvReader.builder()
              .fieldSeparator(csv.separator())
              .detectBomHeader(true)
              .allowUnclosedQuote(false)
              .skipEmptyLines(type.columns().size() > 1)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(in);
      records = reader.iterator();
      CsvRecord header = next();
      if (header == null) {
        throw new BadRow(this, "the file is empty; its first line must name the columns");
      }
      List<String> names = header.getFields();
      width = names.size();
      positions = type.positions(names, this);
    }

    @Override
    public boolean tryAdvance(Consumer<? super R> action) {
      CsvRecord fields = next();
      if (fields == null) {
        return false;
      }
      if (fields.getFieldCount() != width) {
        throw new BadRow(
            this,
            "the row has %d fields, the header has %d".formatted(fields.getFieldCount(), width));
      }
      @Nullable Object[] values = new @Nullable Object[positions.length];
      for (int i = 0; i < values.length; i++) {
        String field = fields.getField(positions[i]);
        Column column = type.columns().get(i);
        boolean missing = field.isEmpty() && (column.optional() || column.type() != String.class);
        values[i] = missing ? null : field;
      }
      action.accept(type.read(values, this));
      return true;
    }

    private @Nullable CsvRecord next() {
      try {
        if (!records.hasNext()) {
          return null;
        }
        CsvRecord fields = records.next();
        line = fields.getStartingLineNumber();
        return fields;
      } catch (CsvParseException e) {
        throw new BadRow(this, "the text after it is not CSV\n  cause: " + e.getMessage(), e);
      }
    }

    @Override
    public String source() {
      return source;
    }

    @Override
    public String position() {
      return "line " + line;
    }

    private void close() {
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
