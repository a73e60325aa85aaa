package dev.stillson.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The URL of a database that is a file: SQLite's {@code jdbc:sqlite:FILE?name=value&…}, DuckDB's
 * {@code jdbc:duckdb:FILE;name=value;…}.
 *
 * @param dialect which of the two
 * @param file as it is written; empty: in memory
 * @param options those of the URL
 */
record FileUrl(Dialect dialect, String file, Map<String, String> options) {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String DUCKDB = "jdbc:duckdb:";

  /** Empty if {@code url} is of another kind of database. */
  static Optional<FileUrl> parse(String url) {
    if (url.startsWith(SQLITE)) {
      return Optional.of(parse(Dialect.SQLITE, url.substring(SQLITE.length()), "[?&]"));
    }
    if (url.startsWith(DUCKDB)) {
      return Optional.of(parse(Dialect.DUCKDB, url.substring(DUCKDB.length()), ";"));
    }
    return Optional.empty();
  }

  private static FileUrl parse(Dialect dialect, String rest, String separators) {
    String[] parts = rest.split(separators, -1);
    String file = parts[0].startsWith("file:") ? parts[0].substring(5) : parts[0];
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        options.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
      }
    }
    return new FileUrl(dialect, file.equals(":memory:") ? "" : file, options);
  }
}
