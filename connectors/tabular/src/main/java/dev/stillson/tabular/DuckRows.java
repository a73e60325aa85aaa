package dev.stillson.tabular;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.StringJoiner;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Rows appended to a temporary table of DuckDB: its fast way in, without a statement for each row.
 */
public final class DuckRows {
  private static final int DECIMALS = 9;

  private DuckRows() {}

  /**
   * Creates the temporary table {@code table} and fills it with {@code rows}, in the transaction of
   * {@code duck} if there is one.
   *
   * @return how many rows there were
   * @throws IllegalArgumentException if a {@link BigDecimal} has more than 9 digits after the point
   */
  public static <R> long fill(
      Connection duck, String table, RowType<R> type, Iterator<? extends R> rows)
      throws SQLException {
    try (Statement statement = duck.createStatement()) {
      statement.execute("CREATE TEMP TABLE " + quoted(table) + " " + columns(type));
    }
    long count = 0;
    try (DuckDBAppender appender =
        duck.unwrap(DuckDBConnection.class).createAppender("temp", "main", table)) {
      while (rows.hasNext()) {
        appender.beginRow();
        for (Object value : type.values(rows.next())) {
          append(appender, value);
        }
        appender.endRow();
        count++;
      }
    }
    return count;
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String columns(RowType<?> type) {
    StringJoiner columns = new StringJoiner(", ", "(", ")");
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
}
