package dev.stillson.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file. Each session has a connection of its own; one session in the process writes at a
 * time, so that only other processes are waited for inside SQLite.
 *
 * <p>An environment is a file beside it, with the real file attached as {@code live}, read-only:
 * SQLite finds a table there if the environment has none, and refuses to change it.
 */
final class SqliteDatabase implements Database {
  private static final String DRIVER = "org.sqlite.JDBC";
  private static final String LIBRARY = "org.xerial:sqlite-jdbc";

  private final Source source;
  private final DatabaseFile file;
  private final WriterLocks locks;

  SqliteDatabase(Source source, DatabaseFile file, WriterLocks locks) {
    this.source = source;
    this.file = file;
    this.locks = locks;
  }

  @Override
  public Optional<Session> look(String environment) throws SQLException {
    return file.exists(environment)
        ? Optional.of(open(environment, false, () -> {}))
        : Optional.empty();
  }

  @Override
  public Session read(String environment) throws SQLException {
    if (file.exists(environment)) {
      return open(environment, false, () -> {});
    }
    if (!file.exists("")) {
      throw file.missing();
    }
    return open("", false, () -> {});
  }

  @Override
  public Session write(String environment, TableName table, MarkerTable markers)
      throws SQLException, InterruptedException {
    source.requireWritable();
    Runnable release = locks.take(file.of(environment));
    Session session;
    try {
      session = open(environment, true, release);
    } catch (SQLException | RuntimeException e) {
      release.run();
      throw e;
    }
    return session.after(connection -> {
      if (!session.exists(markers.table(), false)) {
        markers.create(session, Dialect.SQLITE);
      }
      if (!session.exists(table, false) && session.exists(table, true)) {
        copyDefinition(connection, table);
      }
    });
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public void close() {}

  /** {@code release} is run when the session is closed; when there is none, it is the caller's. */
  private Session open(String environment, boolean write, Runnable release) throws SQLException {
    Connection connection = null;
    try {
      connection = connect(file.of(environment), write);
      boolean attached = !environment.isEmpty() && file.exists("");
      if (attached) {
        try (PreparedStatement attach = connection.prepareStatement("ATTACH ? AS live")) {
          attach.setString(1, file.live().toUri() + "?mode=ro");
          attach.execute();
        }
      }
      source.initialise(connection);
      connection.setAutoCommit(false);
      String live = environment.isEmpty() ? "main" : "live";
      return new Session(connection, new Names(live, attached || live.equals("main")), release);
    } catch (SQLException | RuntimeException e) {
      Closing.after(connection, e);
      throw e;
    }
  }

  private Connection connect(Path own, boolean write) throws SQLException {
    Properties properties = source.properties();
    properties.setProperty("busy_timeout", String.valueOf(source.patience().toMillis()));
    if (!write) {
      properties.setProperty("open_mode", "1");
    } else {
      properties.setProperty("transaction_mode", "IMMEDIATE");
      if (!Files.exists(own)) {
        file.makeFolder();
        // Readers and the writer do not hinder each other; a database that others made stays as is.
        properties.setProperty("journal_mode", "WAL");
      }
    }
    return Drivers.connect(DRIVER, LIBRARY, "jdbc:sqlite:" + own.toUri(), properties);
  }

  private static void copyDefinition(Connection connection, TableName table) throws SQLException {
    String sql =
        "SELECT sql FROM live.sqlite_master WHERE type = 'table' AND name = ? COLLATE NOCASE";
    String definition = one(connection, sql, table.name());
    if (definition != null) {
      try (var statement = connection.createStatement()) {
        statement.execute(definition);
      }
    }
  }

  private static @Nullable String one(Connection connection, String sql, String argument)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  /**
   * The session's own file is {@code main}.
   *
   * @param live the schema of the real file
   * @param present whether there is a real file
   */
  private record Names(String live, boolean present) implements Session.Naming {
    @Override
    public String table(TableName table, boolean live) {
      return Dialect.SQLITE.quote(schema(table, live)) + "." + Dialect.SQLITE.quote(table.name());
    }

    @Override
    public boolean exists(Connection connection, TableName table, boolean live)
        throws SQLException {
      if (live && !present) {
        return false;
      }
      String sql =
          "SELECT name FROM %s.sqlite_master WHERE name = ? COLLATE NOCASE"
              .formatted(Dialect.SQLITE.quote(schema(table, live)));
      return one(connection, sql, table.name()) != null;
    }

    private String schema(TableName table, boolean live) {
      return table.schema().orElse(live ? this.live : "main");
    }
  }
}
