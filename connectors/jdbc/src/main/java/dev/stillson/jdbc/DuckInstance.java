package dev.stillson.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB in memory with database files attached: the real one as {@code live}, environments as
 * {@code env_NAME}. Not for several threads, except that its sessions may be used by others.
 */
final class DuckInstance implements AutoCloseable {
  private static final String DRIVER = "org.duckdb.DuckDBDriver";
  private static final String LIBRARY = "org.duckdb:duckdb_jdbc";
  private static final String LIVE = "live";

  private final Source source;
  private final DuckDBConnection root;
  private final Set<String> attached = new HashSet<>();

  private DuckInstance(Source source, DuckDBConnection root) {
    this.source = source;
    this.root = root;
  }

  /** {@code spill} is where DuckDB keeps what does not fit into its memory. */
  static DuckInstance open(Source source, Path spill) throws SQLException {
    Properties properties = source.properties();
    properties.setProperty("jdbc_stream_results", "true");
    properties.putIfAbsent("temp_directory", spill.toString());
    Connection root = Drivers.connect(DRIVER, LIBRARY, "jdbc:duckdb:", properties);
    return new DuckInstance(source, root.unwrap(DuckDBConnection.class));
  }

  /** Makes {@code file} the tables of {@code environment}; null: they are in memory. */
  void attach(String environment, @Nullable Path file, boolean readOnly) throws SQLException {
    String catalog = catalog(environment);
    if (attached.contains(catalog)) {
      return;
    }
    String place = file == null ? ":memory:" : file.toString();
    try (Statement statement = root.createStatement()) {
      statement.execute(
          "ATTACH '%s' AS %s (TYPE duckdb%s)"
              .formatted(
                  place.replace("'", "''"),
                  Dialect.DUCKDB.quote(catalog),
                  readOnly ? ", READ_ONLY" : ""));
    }
    attached.add(catalog);
  }

  boolean has(String environment) {
    return attached.contains(catalog(environment));
  }

  /**
   * A session in which names mean {@code environment}'s tables, then the real ones. {@code release}
   * is run after it is closed; when there is none, it is the caller's.
   */
  Session session(String environment, Runnable release) throws SQLException {
    Connection connection = null;
    try {
      connection = root.duplicate();
      source.initialise(connection);
      String path = path(environment);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET search_path = '" + path + "'");
      }
      connection.setAutoCommit(false);
      return new Session(
          connection,
          new Names(environment, Set.copyOf(attached)),
          used -> {
            try (used) {
              release.run();
            }
          });
    } catch (SQLException | RuntimeException e) {
      Closing.after(connection, e);
      throw e;
    }
  }

  private String path(String environment) {
    String own = Dialect.DUCKDB.quote(catalog(environment)) + ".main";
    String live = Dialect.DUCKDB.quote(LIVE) + ".main";
    if (environment.isEmpty() || !has(environment)) {
      return live;
    }
    return has("") ? own + "," + live : own;
  }

  /** Definitions of {@code table} in the real file, executed in a session of an environment. */
  static void copyDefinition(Connection connection, TableName table) throws SQLException {
    String sql =
        "SELECT sql FROM duckdb_tables() WHERE database_name = 'live' AND schema_name = ? AND lower(table_name) = lower(?)";
    String definition = null;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.schema().orElse("main"));
      statement.setString(2, table.name());
      try (ResultSet rows = statement.executeQuery()) {
        if (rows.next()) {
          definition = rows.getString(1);
        }
      }
    }
    if (definition != null) {
      try (Statement statement = connection.createStatement()) {
        if (table.schema().isPresent()) {
          statement.execute(
              "CREATE SCHEMA IF NOT EXISTS " + Dialect.DUCKDB.quote(table.schema().get()));
        }
        statement.execute(definition);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }

  private static String catalog(String environment) {
    return environment.isEmpty() ? LIVE : "env_" + environment;
  }

  /** {@code environment}'s tables, and the catalogs there are. */
  private record Names(String environment, Set<String> catalogs) implements Session.Naming {
    @Override
    public String table(TableName table, boolean live) {
      return "%s.%s.%s"
          .formatted(
              Dialect.DUCKDB.quote(catalogOf(live)),
              Dialect.DUCKDB.quote(table.schema().orElse("main")),
              Dialect.DUCKDB.quote(table.name()));
    }

    @Override
    public boolean exists(Connection connection, TableName table, boolean live)
        throws SQLException {
      String sql =
          "SELECT 1 FROM duckdb_tables() WHERE database_name = ? AND schema_name = ? AND lower(table_name) = lower(?)";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, catalogOf(live));
        statement.setString(2, table.schema().orElse("main"));
        statement.setString(3, table.name());
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next();
        }
      }
    }

    private String catalogOf(boolean live) {
      String own = catalog(environment);
      return live || !catalogs.contains(own) ? LIVE : own;
    }
  }
}
