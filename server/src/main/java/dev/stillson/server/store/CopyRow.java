package dev.stillson.server.store;

import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of PostgreSQL's COPY.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY</a>
 */
final class CopyRow implements Row {
  private final StringBuilder text = new StringBuilder(1 << 16);

  /** Ends a row. */
  void add() {
    text.setCharAt(text.length() - 1, '\n');
  }

  /** All rows. */
  String text() {
    return text.toString();
  }

  @Override
  public Row number(long value) {
    text.append(value).append('\t');
    return this;
  }

  @Override
  public Row number(@Nullable Long value) {
    return value == null ? none() : number(value.longValue());
  }

  @Override
  public Row real(double value) {
    text.append(value).append('\t');
    return this;
  }

  @Override
  public Row flag(boolean value) {
    return number(value ? 1 : 0);
  }

  @Override
  public Row plain(@Nullable String value) {
    if (value == null) {
      return none();
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
    text.append('\t');
    return this;
  }

  private Row none() {
    text.append("\\N\t");
    return this;
  }
}
