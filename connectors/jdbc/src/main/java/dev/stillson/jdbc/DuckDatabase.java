package dev.stillson.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB file, or a DuckDB in memory. A file belongs to one process while it is open for writing,
 * so the process opens it once, and every session gets a connection of that one instance; one
 * session writes at a time.
 *
 * <p>An environment is a file beside it. In a run in an environment the real file is read-only:
 * DuckDB finds a table there if the environment has none, and refuses to change it.
 *
 * <p>Before any task has used the database, looking opens it read-only and closes it again, so that
 * planning keeps no other process out.
 */
final class DuckDatabase implements Database {
  private final Source source;
  private final @Nullable DatabaseFile file;
  private final WriterLocks locks;
  private final ReentrantLock gate = new ReentrantLock();
  private @Nullable DuckInstance instance;

  /** The environment that the tasks of {@code instance} run in. */
  private String running = "";

  /** {@code file} is null for a database in memory. */
  DuckDatabase(Source source, @Nullable DatabaseFile file, WriterLocks locks) {
    this.source = source;
    this.file = file;
    this.locks = locks;
  }

  @Override
  public Optional<Session> look(String environment) throws SQLException {
    gate.lock();
    try {
      if (instance != null) {
        attachExisting(instance, environment);
        return instance.has(environment)
            ? Optional.of(instance.session(environment, () -> {}))
            : Optional.empty();
      }
      return file != null && file.exists(environment)
          ? Optional.of(lookBriefly(file.of(environment), environment))
          : Optional.empty();
    } finally {
      gate.unlock();
    }
  }

  /** Keeps the gate until the session is closed, so that nobody opens the file meanwhile. */
  private Session lookBriefly(Path own, String environment) throws SQLException {
    DuckInstance brief = DuckInstance.open(source, spill());
    try {
      brief.attach(environment, own, true);
      Session session = brief.session(environment, () -> end(brief));
      gate.lock();
      return session;
    } catch (SQLException | RuntimeException e) {
      Closing.after(brief, e);
      throw e;
    }
  }

  private void end(DuckInstance brief) {
    try (brief) {
      gate.unlock();
    } catch (SQLException e) {
      throw new IllegalStateException("Data source '" + source.name() + "' cannot be closed", e);
    }
  }

  @Override
  public Session read(String environment) throws SQLException {
    gate.lock();
    try {
      DuckInstance open = instanceFor(environment);
      attachExisting(open, environment);
      attachExisting(open, "");
      if (file != null && !open.has(environment) && !open.has("")) {
        throw file.missing();
      }
      return open.session(environment, () -> {});
    } finally {
      gate.unlock();
    }
  }

  @Override
  public Session write(String environment, TableName table, MarkerTable markers)
      throws SQLException, InterruptedException {
    source.requireWritable();
    Runnable release =
        locks.take(file == null ? source.name() + " in memory" : file.of(environment));
    Session session;
    try {
      session = openToWrite(environment, release);
    } catch (SQLException | RuntimeException e) {
      release.run();
      throw e;
    }
    return session.after(connection -> {
      if (!session.exists(markers.table(), false)) {
        markers.create(session, Dialect.DUCKDB);
      }
      if (!session.exists(table, false) && session.exists(table, true)) {
        DuckInstance.copyDefinition(connection, table);
      }
    });
  }

  private Session openToWrite(String environment, Runnable release) throws SQLException {
    gate.lock();
    try {
      DuckInstance open = instanceFor(environment);
      if (file != null) {
        file.makeFolder();
      }
      open.attach(environment, file == null ? null : file.of(environment), false);
      attachExisting(open, "");
      return open.session(environment, release);
    } finally {
      gate.unlock();
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.DUCKDB;
  }

  @Override
  public void close() throws SQLException {
    gate.lock();
    try {
      if (instance != null) {
        instance.close();
      }
    } finally {
      instance = null;
      gate.unlock();
    }
  }

  /**
   * The instance for tasks. Its real file is read-only in an environment, so it serves only one.
   */
  private DuckInstance instanceFor(String environment) throws SQLException {
    if (instance == null) {
      instance = DuckInstance.open(source, spill());
      running = environment;
    } else if (!running.equals(environment)) {
      throw new IllegalStateException(
          "Data source '%s' is used in two environments at once\n  now:    %s\n  before: %s\nhint: DuckDB's files can be open in one; make it two runs"
              .formatted(source.name(), shown(environment), shown(running)));
    }
    return instance;
  }

  private void attachExisting(DuckInstance open, String environment) throws SQLException {
    if (file == null) {
      open.attach(environment, null, false);
    } else if (file.exists(environment)) {
      boolean own = environment.equals(running) && !source.readOnly();
      open.attach(environment, file.of(environment), !own);
    }
  }

  /** Where DuckDB puts what does not fit into its memory. */
  private Path spill() {
    return file == null
        ? Path.of(
            System.getProperty("java.io.tmpdir"),
            "stillson-duckdb-" + ProcessHandle.current().pid())
        : file.live().resolveSibling(file.live().getFileName() + ".tmp");
  }

  private static String shown(String environment) {
    return environment.isEmpty() ? "none" : environment;
  }
}
