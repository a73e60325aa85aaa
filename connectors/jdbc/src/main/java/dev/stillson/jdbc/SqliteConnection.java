package dev.stillson.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * A connection to the file of one environment, with the real file attached if there is one.
 *
 * @param live the schema of the real file; empty: there was none
 * @param identity of the file when it was opened; empty where the file system has none
 */
record SqliteConnection(Connection connection, Optional<String> live, Optional<Object> identity) {
  private static final String DRIVER = "org.sqlite.JDBC";
  private static final String LIBRARY = "org.xerial:sqlite-jdbc";
  private static final String ATTACHED = "live";

  /** Opens it for reading, or, creating the file if it is missing, for writing. */
  static SqliteConnection open(Source source, DatabaseFile file, String environment, boolean write)
      throws SQLException {
    Path own = file.of(environment);
    Connection connection = connect(source, file, own, write);
    try {
      Optional<String> live = environment.isEmpty() ? Optional.of("main") : Optional.empty();
      if (live.isEmpty() && file.exists("")) {
        try (PreparedStatement attach = connection.prepareStatement("ATTACH ? AS " + ATTACHED)) {
          attach.setString(1, file.live().toUri() + "?mode=ro");
          attach.execute();
        }
        live = Optional.of(ATTACHED);
      }
      source.initialise(connection);
      connection.setAutoCommit(false);
      return new SqliteConnection(connection, live, identity(own));
    } catch (SQLException | RuntimeException e) {
      Closing.after(connection, e);
      throw e;
    }
  }

  private static Connection connect(Source source, DatabaseFile file, Path own, boolean write)
      throws SQLException {
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

  /** Whether this is still a connection to what is there now: files are deleted and replaced. */
  boolean isOf(DatabaseFile file, String environment) throws SQLException {
    boolean same =
        Files.exists(file.of(environment)) && identity.equals(identity(file.of(environment)));
    return same && live.isPresent() == (environment.isEmpty() || file.exists(""));
  }

  private static Optional<Object> identity(Path file) throws SQLException {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      throw new SQLException("Database file " + file + " cannot be looked at", e);
    }
  }
}
