package dev.stillson.jdbc;

import dev.stillson.store.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The configured data sources, each opened when it is first used. */
final class DataSources implements AutoCloseable {
  private final Map<String, Source> configured;
  private final Map<String, Database> open = new ConcurrentHashMap<>();
  private final WriterLocks locks = new WriterLocks();

  DataSources(Map<String, Source> configured) {
    this.configured = configured;
  }

  /**
   * The database of source {@code name}.
   *
   * @throws SettingsException if there is no such source; the message names those there are
   */
  Database database(String name) {
    Source source = configured.get(name);
    if (source == null) {
      throw new SettingsException(
          "Data source '%s' is not configured\n  configured: %s\nhint: add [jdbc.%s] with its url to stillson.toml"
              .formatted(
                  name,
                  configured.isEmpty() ? "none" : String.join(", ", configured.keySet()),
                  name));
    }
    return open.computeIfAbsent(name, _ -> database(source));
  }

  private Database database(Source source) {
    Optional<FileUrl> local = FileUrl.parse(source.url());
    if (local.isEmpty()) {
      return source.url().startsWith("jdbc:postgresql:")
          ? new PostgresDatabase(source)
          : new OtherDatabase(source);
    }
    FileUrl url = local.get();
    if (url.dialect() == Dialect.SQLITE) {
      return new SqliteDatabase(source, file(source, url.file()), locks);
    }
    return new DuckDatabase(source, url.file().isEmpty() ? null : file(source, url.file()), locks);
  }

  private static DatabaseFile file(Source source, String path) {
    Path file = source.root().toAbsolutePath().resolve(path).normalize();
    return new DatabaseFile(source.name(), file);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Database database : open.values()) {
      try {
        database.close();
      } catch (SQLException e) {
        if (failure == null) {
          failure =
              new IOException("A data source cannot be closed\n  cause: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
