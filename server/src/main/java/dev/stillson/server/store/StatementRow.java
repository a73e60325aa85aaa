package dev.stillson.server.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement. */
final class StatementRow implements Row {
  private final PreparedStatement statement;
  private int column;

  StatementRow(PreparedStatement statement) {
    this.statement = statement;
  }

  void add() throws SQLException {
    statement.addBatch();
    column = 0;
  }

  @Override
  public Row number(long value) throws SQLException {
    statement.setLong(++column, value);
    return this;
  }

  @Override
  public Row number(@Nullable Long value) throws SQLException {
    if (value == null) {
      statement.setNull(++column, Types.BIGINT);
      return this;
    }
    return number(value.longValue());
  }

  @Override
  public Row real(double value) throws SQLException {
    statement.setDouble(++column, value);
    return this;
  }

  @Override
  public Row flag(boolean value) throws SQLException {
    statement.setShort(++column, (short) (value ? 1 : 0));
    return this;
  }

  @Override
  public Row plain(@Nullable String value) throws SQLException {
    statement.setString(++column, value);
    return this;
  }
}
