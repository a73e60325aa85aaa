package dev.stillson.tabular;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Between Parquet files and rows, by a DuckDB in memory for each file. */
final class ParquetRows {
  private static final String MEMORY = "512MB";

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
      DuckRows.fill(duck, "rows", type, rows.iterator());
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
          "Parquet needs DuckDB's driver, which is not on the class path\nhint: add org.duckdb:duckdb_jdbc",
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
      names.add(DuckRows.quoted(header.get(position)));
    }
    return names.toString();
  }

  /** The path as DuckDB's pattern that matches it alone. */
  private static String pattern(Path path) {
    String exact = path.toString().replaceAll("[\\[*?]", "[$0]");
    return Files.isDirectory(path) ? exact + "/*.parquet" : exact;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
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
