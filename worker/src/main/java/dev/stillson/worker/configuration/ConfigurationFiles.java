package dev.stillson.worker.configuration;

import dev.stillson.store.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where configuration files are looked for. */
public final class ConfigurationFiles {
  private static final String NAME = "stillson.toml";

  private ConfigurationFiles() {}

  /**
   * The files that exist, the one that wins last: of the system ({@code
   * /etc/stillson/stillson.toml}), of the user ({@code ~/.config/stillson/stillson.toml}, or below
   * {@code XDG_CONFIG_HOME}), of the working directory, of {@code beside}, and the one that {@code
   * STILLSON_CONFIG} names. A file found twice counts at its last place.
   *
   * @param variables the process's environment
   * @param home the user's home directory
   * @param beside the folders of the pipeline's source, such as the folder of its {@code .java}
   *     file
   * @throws SettingsException if {@code STILLSON_CONFIG} names a file that does not exist
   */
  public static List<Path> find(Map<String, String> variables, Path home, List<Path> beside) {
    Map<Path, Path> found = new LinkedHashMap<>();
    look(Path.of("/etc/stillson", NAME), found);
    String configured = variables.getOrDefault("XDG_CONFIG_HOME", "");
    Path user = configured.isEmpty() ? home.resolve(".config") : Path.of(configured);
    look(user.resolve("stillson").resolve(NAME), found);
    look(Path.of(NAME), found);
    for (Path folder : beside) {
      look(folder.resolve(NAME), found);
    }
    String named = variables.getOrDefault("STILLSON_CONFIG", "");
    if (!named.isEmpty() && !look(Path.of(named), found)) {
      throw new SettingsException(
          "The configuration file "
              + named
              + " does not exist\n  set in: environment variable STILLSON_CONFIG");
    }
    return new ArrayList<>(found.values());
  }

  private static boolean look(Path file, Map<Path, Path> found) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    Path key = file.toAbsolutePath().normalize();
    found.remove(key);
    found.put(key, file);
    return true;
  }
}
