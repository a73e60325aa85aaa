package dev.stillson.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.Temporal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts arguments into statements, the same way for every database. */
final class Values {
  private Values() {}

  static void bind(PreparedStatement statement, int index, @Nullable Object value, Dialect dialect)
      throws SQLException {
    switch (value) {
      case null -> statement.setObject(index, null);
      case Optional<?> optional -> bind(statement, index, optional.orElse(null), dialect);
      case String text -> statement.setString(index, text);
      case Boolean truth -> statement.setBoolean(index, truth);
      case BigInteger number -> statement.setBigDecimal(index, new BigDecimal(number));
      case BigDecimal number -> statement.setBigDecimal(index, number);
      case Number number -> statement.setObject(index, number);
      case Enum<?> constant -> statement.setString(index, constant.name());
      case Temporal time -> statement.setObject(index, dialect.temporal(time));
      case UUID id when dialect == Dialect.SQLITE -> statement.setString(index, id.toString());
      case UUID id -> statement.setObject(index, id);
      case byte[] bytes -> statement.setBytes(index, bytes);
      default ->
          throw new IllegalArgumentException(
              "Argument %d of a statement is a %s, which is no value of a database\nhint: give its text or its parts"
                  .formatted(index, value.getClass().getName()));
    }
  }
}
