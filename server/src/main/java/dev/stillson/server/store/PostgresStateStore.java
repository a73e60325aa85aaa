package dev.stillson.server.store;

import dev.stillson.core.scheduler.Snapshot;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * The state in the schema 'stillson' of a PostgreSQL database. One server at a time writes: it
 * holds an advisory lock as long as its connection lives, and an epoch that each of its
 * transactions looks for.
 */
public final class PostgresStateStore implements StateStore {
  /** Names the lock among all advisory locks of the database. */
  private static final long LOCK = 0x5374696c6c736f6eL;

  /** What the database says when the time for waiting is over. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final String url;
  private final Properties properties = new Properties();
  private final String where;
  private final String release;
  private final SqlHistory history;
  private @Nullable Connection connection;
  private @Nullable OpenState state;

  /**
   * A store that is not open yet.
   *
   * @param url as {@code postgresql://host:port/database}, with or without {@code jdbc:} before it
   *     and {@code user:password@} before the host
   * @param user the role, unless the URL names it
   * @param password its password, unless the URL names it
   * @param release the name of this release
   */
  public PostgresStateStore(
      String url, Optional<String> user, Optional<String> password, String release) {
    this.release = release;
    String plain = url.startsWith("jdbc:") ? url.substring(5) : url;
    plain = plain.replaceFirst("^postgres(ql)?://", "");
    int path = plain.indexOf('/');
    int at = plain.lastIndexOf('@', path < 0 ? plain.length() : path);
    if (at >= 0) {
      String[] parts = plain.substring(0, at).split(":", 2);
      properties.setProperty("user", decoded(parts[0]));
      if (parts.length == 2) {
        properties.setProperty("password", decoded(parts[1]));
      }
    }
    user.ifPresent(name -> properties.setProperty("user", name));
    password.ifPresent(secret -> properties.setProperty("password", secret));
    String rest = plain.substring(at + 1);
    this.url = "jdbc:postgresql://" + rest;
    int query = rest.indexOf('?');
    this.where = "postgresql://" + (query < 0 ? rest : rest.substring(0, query));
    properties.setProperty("currentSchema", "stillson");
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("prepareThreshold", "2");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("ApplicationName", "stillson");
    this.history = new SqlHistory(this.url, properties);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public Snapshot open() {
    close();
    try {
      Connection writer = connected();
      connection = writer;
      lock(writer);
      Layout.bring(
          writer,
          where,
          isEmpty(writer),
          release,
          Flyway.configure()
              .dataSource(url, properties.getProperty("user"), properties.getProperty("password"))
              .defaultSchema("stillson")
              .createSchemas(true)
              .locations("classpath:dev/stillson/server/store/postgresql"));
      writer.setAutoCommit(false);
      OpenState open = OpenState.begin(writer, release, true);
      state = open;
      return open.read();
    } catch (SQLException e) {
      throw explained(e);
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | tools.jackson.core.JacksonException e) {
      throw new UnusableStateException(
          """
          The state is damaged; nothing has been changed in it.
            database:  %s, schema stillson
            problem:   %s
          hint: restore it from a backup\
          """
              .formatted(where, e.getMessage()),
          e);
    }
  }

  private Connection connected() {
    try {
      return DriverManager.getConnection(url, properties);
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      Throwable cause = e.getCause();
      String problem =
          switch (state.substring(0, Math.min(2, state.length()))) {
            case "28" -> "The database does not let the server in";
            case "3D" -> "There is no such database";
            default -> "The database cannot be reached";
          };
      throw new StoreException(
          """
          %s
            database:  %s
            cause:     %s
          hint: --database names it: postgresql://USER:PASSWORD@HOST:PORT/NAME\
          """
              .formatted(
                  problem,
                  where,
                  cause instanceof UnknownHostException unknown
                      ? "no machine has the name " + unknown.getMessage()
                      : e.getMessage()),
          e);
    }
  }

  private void lock(Connection writer) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      // Acknowledged means stored, whatever the role's defaults say.
      statement.execute("SET synchronous_commit = on");
      // The database notices the end of a server that is gone a moment later.
      statement.execute("SET lock_timeout = '3s'");
      statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
      statement.execute("RESET lock_timeout");
      return;
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
    }
    throw new StateInUseException(
        """
        Another server has the database.
          database:  %s
          server:    %s
        hint: stop it, or start this one with --standby to take over when that one is gone\
        """
            .formatted(where, isEmpty(writer) ? "?" : Hold.holder(writer)));
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT to_regclass('stillson.meta') IS NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  @Override
  public void commit(Changeset changes) {
    try {
      opened().commit(changes);
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  @Override
  public boolean forgetBefore(Instant limit) {
    try {
      return opened().forgetBefore(limit);
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  private OpenState opened() {
    OpenState open = state;
    if (open == null) {
      throw new StoreException("The state in " + where + " is not open");
    }
    return open;
  }

  private StoreException explained(SQLException e) {
    return new StoreException("The state in %s: %s".formatted(where, e.getMessage()), e);
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public void close() {
    history.close();
    state = null;
    Connection open = connection;
    connection = null;
    if (open != null) {
      OpenState.close(open);
    }
  }
}
