package dev.stillson.tabular;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Between Parquet files and rows, by a DuckDB in memory for each file. */
final class ParquetRows {
  private static final String MEMORY = "512MB";
  private static final int DECIMALS = 9;

  private ParquetRows() {}

  static <R> Stream<R> read(RowType<R> type, Path path, String source) throws IOException {
    Connection duck = null;
    try {
      duck = open();
      String from = " FROM read_parquet(" + literal(pattern(path)) + ")";
      Statement statement = duck.createStatement();
      ResultSet rows = statement.executeQuery(select(statement, type, from, source));
      Connection opened = duck;
      return ResultRows.of(rows, type, source).onClose(() -> close(opened, source));
    } catch (SQLException e) {
      quietly(duck, e);
      throw new IOException(source + " cannot be read as Parquet\n  cause: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      quietly(duck, e);
      throw e;
    }
  }

  static <R> void write(RowType<R> type, Path file, Stream<? extends R> rows) throws IOException {
    Path spill = Files.createTempDirectory("stillson-parquet");
    try (rows;
        Connection duck = open();
        Statement statement = duck.createStatement()) {
      statement.execute("SET temp_directory = " + literal(spill.toString()));
      statement.execute(table(type));
      try (DuckDBAppender appender =
          duck.unwrap(DuckDBConnection.class).createAppender("main", "rows")) {
        for (Iterator<? extends R> each = rows.iterator(); each.hasNext(); ) {
          appender.beginRow();
          for (Object value : type.values(each.next())) {
            append(appender, value);
          }
          appender.endRow();
        }
      }
      statement.execute(
          "COPY rows TO " + literal(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (SQLException e) {
      throw new IOException(file + " cannot be written\n  cause: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(spill);
    }
  }

  private static Connection open() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("memory_limit", MEMORY);
    try {
      return new DuckDBDriver().connect("jdbc:duckdb:", settings);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "Parquet needs DuckDB's driver, which is not on the class path\n  hint: add org.duckdb:duckdb_jdbc",
          e);
    }
  }

  /** Asks for the type's columns only, so that the others are never decoded. */
  private static String select(Statement statement, RowType<?> type, String from, String source)
      throws SQLException {
    List<String> header = new ArrayList<>();
    try (ResultSet none = statement.executeQuery("SELECT *" + from + " LIMIT 0")) {
      ResultSetMetaData meta = none.getMetaData();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        header.add(meta.getColumnLabel(i));
      }
    }
    StringJoiner names = new StringJoiner(", ", "SELECT ", from);
    for (int position : type.positions(header, new Schema(source))) {
      names.add(quoted(header.get(position)));
    }
    return names.toString();
  }

  private static String table(RowType<?> type) {
    StringJoiner columns = new StringJoiner(", ", "CREATE TABLE rows (", ")");
    for (Column column : type.columns()) {
      columns.add(quoted(column.name()) + " " + sqlType(column.type()));
    }
    return columns.toString();
  }

  private static String sqlType(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> "INTEGER";
      case "long", "Long" -> "BIGINT";
      case "double", "Double" -> "DOUBLE";
      case "boolean", "Boolean" -> "BOOLEAN";
      case "BigDecimal" -> "DECIMAL(38, " + DECIMALS + ")";
      case "LocalDate" -> "DATE";
      case "LocalDateTime" -> "TIMESTAMP";
      case "Instant" -> "TIMESTAMPTZ";
      default -> "VARCHAR";
    };
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case Integer number -> appender.append(number);
      case Long number -> appender.append(number);
      case Double number -> appender.append(number);
      case Boolean truth -> appender.append(truth);
      case BigDecimal number -> appender.append(scaled(number));
      case LocalDate date -> appender.append(date);
      case LocalDateTime time -> appender.append(time);
      case Instant instant -> appender.append(instant.atOffset(ZoneOffset.UTC));
      case Enum<?> constant -> appender.append(constant.name());
      default -> appender.append(value.toString());
    }
  }

  private static BigDecimal scaled(BigDecimal number) {
    try {
      return number.setScale(DECIMALS, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "The number %s has more than %d digits after the point".formatted(number, DECIMALS), e);
    }
  }

  /** The path as DuckDB's pattern that matches it alone. */
  private static String pattern(Path path) {
    String exact = path.toString().replaceAll("[\\[*?]", "[$0]");
    return Files.isDirectory(path) ? exact + "/*.parquet" : exact;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static void close(Connection duck, String source) {
    try {
      duck.close();
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(source + " cannot be closed", e));
    }
  }

  private static void quietly(@Nullable Connection duck, Exception cause) {
    if (duck != null) {
      try {
        duck.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private record Schema(String source) implements Place {
    @Override
    public String position() {
      return "schema";
    }
  }
}
