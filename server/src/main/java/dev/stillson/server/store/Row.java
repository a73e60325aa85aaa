package dev.stillson.server.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row that is being written, column after column in the order of its table. */
interface Row {
  Row number(long value) throws SQLException;

  /** Null: the column has no value. */
  Row number(@Nullable Long value) throws SQLException;

  Row real(double value) throws SQLException;

  Row flag(boolean value) throws SQLException;

  /** A text of our own making; null: the column has no value. */
  Row plain(@Nullable String value) throws SQLException;

  /** Any text; null: the column has no value. */
  default Row text(@Nullable String value) throws SQLException {
    return plain(StoredText.ofNullable(value));
  }

  default Row time(Instant value) throws SQLException {
    return number(Nanos.of(value));
  }

  default Row time(Optional<Instant> value) throws SQLException {
    return number(value.map(Nanos::of).orElse(null));
  }
}
