package dev.stillson.jdbc;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Locale;

/** What differs between the databases' SQL. */
enum Dialect {
  SQLITE("TEXT", "TEXT"),
  DUCKDB("TEXT", "TIMESTAMPTZ"),
  POSTGRES("TEXT", "TIMESTAMPTZ"),
  /** A database that is known by its driver only. */
  OTHER("VARCHAR(250)", "TIMESTAMP");

  private static final DateTimeFormatter SQL_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private final String text;
  private final String instant;

  Dialect(String text, String instant) {
    this.text = text;
    this.instant = instant;
  }

  /** The type of a text that can be part of a key. */
  String text() {
    return text;
  }

  /** The type of an instant. */
  String instant() {
    return instant;
  }

  /** A temporal value as the driver takes it; SQLite keeps text, in the form of its functions. */
  Object temporal(Temporal value) {
    Temporal zoned = value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    if (this != SQLITE) {
      return this == OTHER && zoned instanceof OffsetDateTime time
          ? time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
          : zoned;
    }
    return switch (zoned) {
      case LocalDateTime time -> SQL_TIME.format(time);
      case OffsetDateTime time ->
          SQL_TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "Z";
      default -> zoned.toString();
    };
  }

  /**
   * {@code name} as SQL writes it. A name in lower case is quoted, so that it may be a reserved
   * word; one with capitals is left to the database's folding, as it is where people write it.
   */
  String quote(String name) {
    boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_]*");
    boolean folded = this == OTHER || !name.equals(name.toLowerCase(Locale.ROOT));
    return plain && folded ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** {@code table} with its schema, if it has one, as SQL writes it. */
  String quoted(TableName table) {
    return table.schema().map(schema -> quote(schema) + ".").orElse("") + quote(table.name());
  }
}
