package dev.stillson.jdbc;

import dev.stillson.Secret;
import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * A data source as it is configured: the section {@code [jdbc.NAME]}.
 *
 * @param url as the driver takes it, without a password
 * @param pool how many connections there are at most, where connections are pooled
 * @param patience how long to wait for a connection, or for another process's lock
 * @param readOnly whether loads are refused
 * @param init a statement for each new connection
 * @param options the driver's options, by their names
 * @param root what relative files of the URL are resolved against
 */
record Source(
    String name,
    String url,
    Optional<String> user,
    Optional<Secret> password,
    int pool,
    Duration patience,
    boolean readOnly,
    Optional<String> init,
    Map<String, String> options,
    Path root) {
  private static final int POOL = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** All sources of {@code settings}, by name; throws once for all problems. */
  static Map<String, Source> readAll(Settings settings) {
    Map<String, Source> sources = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    Path root = settings.path("root").orElse(settings.directory());
    for (String name : settings.sections()) {
      try {
        sources.put(name, read(name, settings.section(name), root));
      } catch (SettingsException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(String.join("\n", problems));
    }
    return sources;
  }

  private static Source read(String name, Settings settings, Path root) {
    String url = settings.text("url").orElse("");
    Optional<FileUrl> file = FileUrl.parse(url);
    Map<String, String> options = new LinkedHashMap<>();
    file.ifPresent(parsed -> options.putAll(parsed.options()));
    options.putAll(options(settings.section("options")));
    OptionalLong pool = settings.number("pool");
    Source source =
        new Source(
            name,
            url,
            settings.text("user"),
            settings.secret("password"),
            Math.clamp(pool.orElse(POOL), 0, 10_000),
            settings.duration("patience").orElse(PATIENCE),
            settings.flag("read_only").orElse(false),
            settings.text("init"),
            options,
            root);
    if (!url.startsWith("jdbc:")) {
      throw settings.wrong(
          "url",
          url.isEmpty() ? "is missing" : "must begin with jdbc:, such as jdbc:sqlite:shop.db");
    }
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw settings.wrong("url", "is of a source whose name is not letters, digits, - and _");
    }
    if (source.pool < 2) {
      throw settings.wrong("pool", "must be at least 2");
    }
    if (file.isPresent() && file.get().dialect() == Dialect.SQLITE && file.get().file().isEmpty()) {
      throw settings.wrong(
          "url",
          "names no file\nhint: every connection has a SQLite memory of its own; jdbc:duckdb: is shared");
    }
    Optional<String> hostile = HostileOptions.in(url);
    if (hostile.isPresent()) {
      throw settings.wrong("url", hostile.get());
    }
    for (Map.Entry<String, String> option : options.entrySet()) {
      Optional<String> problem = HostileOptions.in(option.getKey(), option.getValue());
      if (problem.isPresent()) {
        throw settings.section("options").wrong(option.getKey(), problem.get());
      }
    }
    return source;
  }

  private static Map<String, String> options(Settings settings) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String key : settings.keys()) {
      settings.text(key).ifPresent(value -> options.put(key, value));
    }
    return options;
  }

  /** Runs {@code init} on a new connection. */
  void initialise(Connection connection) throws SQLException {
    if (init.isPresent()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(init.get());
      }
    }
  }

  void requireWritable() throws SQLException {
    if (readOnly) {
      throw new SQLException("Data source '%s' is read-only".formatted(name));
    }
  }

  /** What the driver is given beside the URL. */
  Properties properties() {
    Properties properties = new Properties();
    options.forEach(properties::setProperty);
    user.ifPresent(text -> properties.setProperty("user", text));
    password.ifPresent(secret -> properties.setProperty("password", secret.reveal()));
    return properties;
  }
}
