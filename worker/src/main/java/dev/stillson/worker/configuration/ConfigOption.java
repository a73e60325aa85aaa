package dev.stillson.worker.configuration;

import dev.stillson.store.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The text of a {@code --config} option: {@code jdbc.analytics.url=jdbc:sqlite:x.db}. */
final class ConfigOption {
  private ConfigOption() {}

  /**
   * The setting that {@code text} sets.
   *
   * @throws SettingsException if it has no {@code =} or an empty name
   */
  static Setting parse(String text, Path directory) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted || (c != '.' && c != '=')) {
        name.append(c);
      } else {
        names.add(name.toString().strip());
        name.setLength(0);
        if (c == '=') {
          return setting(names, text, i, directory);
        }
      }
    }
    throw wrong(text);
  }

  private static Setting setting(List<String> names, String text, int equals, Path directory) {
    if (names.size() < 2 || names.contains("")) {
      throw wrong(text);
    }
    String value = text.substring(equals + 1).strip();
    Origin origin = new Origin.Option("--config " + text.substring(0, equals).strip());
    int last = names.size() - 1;
    return new Setting(names.subList(0, last), names.get(last), value, origin, directory);
  }

  private static SettingsException wrong(String text) {
    return new SettingsException(
        "An option --config sets nothing\n  given:    "
            + text
            + "\n  expected: section.key=value, such as run.workers=4");
  }
}
