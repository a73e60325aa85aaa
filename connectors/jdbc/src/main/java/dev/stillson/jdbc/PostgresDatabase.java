package dev.stillson.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * PostgreSQL, with pooled connections.
 *
 * <p>The tables of environment {@code ci} are in the schema {@code env_ci}, those of schema {@code
 * sales} in {@code env_ci$sales}. The search path of a session in an environment begins with its
 * schema; {@link RealTables} keeps such a session from changing a real table.
 */
final class PostgresDatabase implements Database {
  /** Any number that others are unlikely to take for their advisory locks. */
  private static final long CREATION = 0x57111_50_AL;

  private final Source source;
  private final Pool pool;
  private final ReentrantLock preparing = new ReentrantLock();
  private final Set<String> prepared = new HashSet<>();

  PostgresDatabase(Source source) {
    this.source = source;
    this.pool = new Pool(source);
  }

  @Override
  public Optional<Session> look(String environment) throws SQLException {
    return Optional.of(read(environment));
  }

  @Override
  public Session read(String environment) throws SQLException {
    return session(environment)
        .after(connection -> execute(connection, "SET TRANSACTION READ ONLY"));
  }

  @Override
  public Session write(String environment, TableName table, MarkerTable markers)
      throws SQLException, InterruptedException {
    source.requireWritable();
    preparing.lockInterruptibly();
    try {
      String place = environment + ":" + table;
      if (!prepared.contains(place)) {
        prepare(environment, table, markers);
        prepared.add(place);
      }
    } finally {
      preparing.unlock();
    }
    return session(environment);
  }

  /**
   * Creates what is missing, in a transaction of its own and behind a lock: two processes that
   * create one table at once fail, even with IF NOT EXISTS.
   */
  private void prepare(String environment, TableName table, MarkerTable markers)
      throws SQLException {
    try (Session session = session(environment)) {
      Connection connection = session.connection();
      execute(connection, "SELECT pg_advisory_xact_lock(" + CREATION + ")");
      if (!environment.isEmpty()) {
        createSchema(connection, Names.schema(environment, Optional.empty()));
        createSchema(connection, Names.schema(environment, table.schema()));
      }
      if (!session.exists(markers.table(), false)) {
        markers.create(session, Dialect.POSTGRES);
      }
      if (!session.exists(table, false) && session.exists(table, true)) {
        execute(
            connection,
            "CREATE TABLE %s (LIKE %s INCLUDING ALL)"
                .formatted(session.table(table, false), session.table(table, true)));
      }
      session.commit();
    }
  }

  private Session session(String environment) throws SQLException {
    Connection connection = pool.take();
    try {
      if (environment.isEmpty()) {
        return new Session(connection, new Names("", ""));
      }
      String live = one(connection, "SELECT coalesce(current_schema(), 'public')");
      one(
          connection,
          "SELECT set_config('search_path', ? || ', ' || current_setting('search_path'), true)",
          exactly(Names.schema(environment, Optional.empty())));
      return new Session(
          connection,
          new Names(environment, live),
          new RealTables(pool, source.name(), environment)::check,
          Connection::close);
    } catch (SQLException | RuntimeException e) {
      Closing.after(connection, e);
      throw e;
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public void close() {
    pool.close();
  }

  /** Only where it is missing: creating schemas takes a permission that not everybody has. */
  private static void createSchema(Connection connection, String schema) throws SQLException {
    String quoted = exactly(schema);
    if (one(connection, "SELECT to_regnamespace(?)::text", quoted).isEmpty()) {
      execute(connection, "CREATE SCHEMA " + quoted);
    }
  }

  private static String exactly(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The one text that a query gives; empty if it gives none. */
  private static String one(Connection connection, String sql, String... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        String text = rows.next() ? rows.getString(1) : null;
        return text == null ? "" : text;
      }
    }
  }

  /**
   * The tables of {@code environment}, or those the server's search path finds.
   *
   * @param live in an environment: the schema of real tables that are named without one
   */
  private record Names(String environment, String live) implements Session.Naming {

    static String schema(String environment, Optional<String> schema) {
      return "env_" + environment + schema.map(name -> "$" + name).orElse("");
    }

    @Override
    public String table(TableName table, boolean live) {
      if (environment.isEmpty()) {
        return Dialect.POSTGRES.quoted(table);
      }
      if (live && table.schema().isPresent()) {
        return Dialect.POSTGRES.quoted(table);
      }
      // Names that the server gave, or that were made here, are never to be folded.
      String schema = live ? this.live : schema(environment, table.schema());
      return exactly(schema) + "." + Dialect.POSTGRES.quote(table.name());
    }

    @Override
    public boolean exists(Connection connection, TableName table, boolean live)
        throws SQLException {
      return !one(connection, "SELECT to_regclass(?)::text", table(table, live)).isEmpty();
    }
  }
}
