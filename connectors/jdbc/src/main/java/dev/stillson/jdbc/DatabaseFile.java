package dev.stillson.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A database that is a file. Its environments are files beside it: {@code shop.db} → {@code
 * shop.env-NAME.db}.
 *
 * @param source the data source, for messages
 * @param live absolute
 */
record DatabaseFile(String source, Path live) {

  Path of(String environment) {
    if (environment.isEmpty()) {
      return live;
    }
    String name = live.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String extension = dot <= 0 ? "" : name.substring(dot);
    return live.resolveSibling(stem + ".env-" + environment + extension);
  }

  boolean exists(String environment) {
    return Files.exists(of(environment));
  }

  void makeFolder() throws SQLException {
    Path folder = live.resolveSibling("");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SQLException(
          "The folder of data source '%s' cannot be made\n  folder: %s\n  cause:  %s"
              .formatted(source, folder, e),
          e);
    }
  }

  SQLException missing() {
    return new SQLException(
        "Data source '%s' has no database yet\n  file: %s".formatted(source, live));
  }
}
