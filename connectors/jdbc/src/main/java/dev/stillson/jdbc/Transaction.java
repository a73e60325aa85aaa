package dev.stillson.jdbc;

import dev.stillson.TablePartition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/** The load of one partition in a session. */
record Transaction(Session session, Dialect dialect, Place place, TablePartition target)
    implements Load {

  @Override
  public long execute(String sql, Object... arguments) throws SQLException {
    return statements().execute(sql, arguments);
  }

  @Override
  public long insert(Stream<? extends Record> rows) throws SQLException {
    return new Insertion(statements(), table()).insert(rows);
  }

  @Override
  public long replace(String column, Object value, Stream<? extends Record> rows)
      throws SQLException {
    try (rows) {
      execute("DELETE FROM " + table() + " WHERE " + dialect.quote(column) + " = ?", value);
      return insert(rows);
    }
  }

  @Override
  public String table() {
    return session.table(TableName.parse(target.table()), false);
  }

  @Override
  public String table(TablePartition input) {
    Place found = Place.of(input);
    if (!found.source().equals(place.source())) {
      throw new IllegalArgumentException(
          "%s is not in data source '%s', which is being loaded".formatted(input, place.source()));
    }
    return session.table(TableName.parse(input.table()), found.live());
  }

  @Override
  public Connection connection() {
    return GuardedConnection.of(session.connection());
  }

  private Statements statements() {
    return new Statements(session.connection(), dialect, place.toString());
  }
}
