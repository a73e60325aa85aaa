package dev.stillson.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file. Each session has a connection of its own; one session in the process writes at a
 * time, so that only other processes are waited for inside SQLite. The writer's connection is kept
 * for the next one: when the last connection is closed, SQLite clears its log away, which costs
 * more than a small load.
 *
 * <p>An environment is a file beside it, with the real file attached as {@code live}, read-only:
 * SQLite finds a table there if the environment has none, and refuses to change it.
 */
final class SqliteDatabase implements Database {
  private final Source source;
  private final DatabaseFile file;
  private final WriterLocks locks;

  /** Writers' connections that nobody uses now, by environment. */
  private final Map<String, SqliteConnection> idle = new ConcurrentHashMap<>();

  SqliteDatabase(Source source, DatabaseFile file, WriterLocks locks) {
    this.source = source;
    this.file = file;
    this.locks = locks;
  }

  @Override
  public Optional<Session> look(String environment) throws SQLException {
    return file.exists(environment) ? Optional.of(reader(environment)) : Optional.empty();
  }

  @Override
  public Session read(String environment) throws SQLException {
    if (file.exists(environment)) {
      return reader(environment);
    }
    if (!file.exists("")) {
      throw file.missing();
    }
    return reader("");
  }

  private Session reader(String environment) throws SQLException {
    SqliteConnection opened = SqliteConnection.open(source, file, environment, false);
    return new Session(opened.connection(), new Names(opened.live()));
  }

  @Override
  public Session write(String environment, TableName table, MarkerTable markers)
      throws SQLException, InterruptedException {
    source.requireWritable();
    Runnable release = locks.take(file.of(environment));
    SqliteConnection writer;
    try {
      writer = writer(environment);
    } catch (SQLException | RuntimeException e) {
      release.run();
      throw e;
    }
    Session session =
        new Session(
            writer.connection(), new Names(writer.live()), _ -> keep(environment, writer, release));
    return session.after(connection -> {
      if (!session.exists(markers.table(), false)) {
        markers.create(session, Dialect.SQLITE);
      }
      if (!session.exists(table, false) && session.exists(table, true)) {
        copyDefinition(connection, table);
      }
    });
  }

  private SqliteConnection writer(String environment) throws SQLException {
    SqliteConnection kept = idle.remove(environment);
    if (kept != null) {
      if (kept.isOf(file, environment)) {
        return kept;
      }
      kept.connection().close();
    }
    return SqliteConnection.open(source, file, environment, true);
  }

  private void keep(String environment, SqliteConnection writer, Runnable release)
      throws SQLException {
    try {
      if (!writer.connection().isClosed()) {
        idle.put(environment, writer);
      }
    } finally {
      release.run();
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public void close() throws SQLException {
    for (SqliteConnection writer : idle.values()) {
      writer.connection().close();
    }
    idle.clear();
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
   * @param live the schema of the real file; empty: there is no real file
   */
  private record Names(Optional<String> live) implements Session.Naming {
    @Override
    public String table(TableName table, boolean live) {
      return Dialect.SQLITE.quote(schema(table, live)) + "." + Dialect.SQLITE.quote(table.name());
    }

    @Override
    public boolean exists(Connection connection, TableName table, boolean live)
        throws SQLException {
      if (live && this.live.isEmpty()) {
        return false;
      }
      String sql =
          "SELECT name FROM %s.sqlite_master WHERE name = ? COLLATE NOCASE"
              .formatted(Dialect.SQLITE.quote(schema(table, live)));
      return one(connection, sql, table.name()) != null;
    }

    private String schema(TableName table, boolean live) {
      return table.schema().orElse(live ? this.live.orElse("live") : "main");
    }
  }
}
