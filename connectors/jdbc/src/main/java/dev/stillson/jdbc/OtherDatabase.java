package dev.stillson.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * A database that is known by its driver only, which is anywhere on the class path. It has no
 * environments.
 */
final class OtherDatabase implements Database {
  private final Source source;
  private final Pool pool;

  OtherDatabase(Source source) {
    this.source = source;
    this.pool = new Pool(source);
  }

  @Override
  public Optional<Session> look(String environment) throws SQLException {
    // Nothing was ever written to an environment here.
    return environment.isEmpty() ? Optional.of(session()) : Optional.empty();
  }

  @Override
  public Session read(String environment) throws SQLException {
    return session();
  }

  @Override
  public Session write(String environment, TableName table, MarkerTable markers)
      throws SQLException {
    source.requireWritable();
    if (!environment.isEmpty()) {
      throw new SQLException(
          "Data source '%s' has no test environments\nhint: only SQLite, DuckDB and PostgreSQL have"
              .formatted(source.name()));
    }
    Session session = session();
    return session.after(connection -> {
      if (!session.exists(markers.table(), false)) {
        markers.create(session, Dialect.OTHER);
        connection.commit();
      }
    });
  }

  private Session session() throws SQLException {
    return new Session(pool.take(), new Names());
  }

  @Override
  public Dialect dialect() {
    return Dialect.OTHER;
  }

  @Override
  public void close() {
    pool.close();
  }

  private static final class Names implements Session.Naming {
    @Override
    public String table(TableName table, boolean live) {
      return Dialect.OTHER.quoted(table);
    }

    @Override
    public boolean exists(Connection connection, TableName table, boolean live)
        throws SQLException {
      // Databases fold names that are not quoted, each in its own way.
      String escape = connection.getMetaData().getSearchStringEscape();
      String pattern = table.name().replace("_", escape + "_").replace("%", escape + "%");
      for (String name :
          new String[] {
            pattern, pattern.toUpperCase(Locale.ROOT), pattern.toLowerCase(Locale.ROOT)
          }) {
        try (ResultSet tables =
            connection
                .getMetaData()
                .getTables(
                    connection.getCatalog(),
                    table.schema().orElse(connection.getSchema()),
                    name,
                    null)) {
          if (tables.next()) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
