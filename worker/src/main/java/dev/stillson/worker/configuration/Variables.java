package dev.stillson.worker.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.Set;

/** The environment variables that are settings: those whose names begin with {@code STILLSON_}. */
final class Variables {
  static final String PREFIX = "STILLSON_";

  /** Mean something else: where the configuration is, and how the launcher starts Java. */
  private static final List<String> RESERVED =
      List.of("STILLSON_CONFIG", "STILLSON_JAVA_OPTS", "STILLSON_JDK", "STILLSON_HOME");

  private final Map<String, String> all;
  private final TreeMap<String, String> settings = new TreeMap<>();

  Variables(Map<String, String> all) {
    this.all = all;
    for (Map.Entry<String, String> variable : all.entrySet()) {
      if (variable.getKey().startsWith(PREFIX) && !RESERVED.contains(variable.getKey())) {
        settings.put(variable.getKey(), variable.getValue());
      }
    }
  }

  static Variables none() {
    return new Variables(Map.of());
  }

  /** Whether none of them is a setting. */
  boolean isEmpty() {
    return settings.isEmpty();
  }

  /** The value of any variable of the process, for {@code ${…}}. */
  Optional<String> value(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** The setting that a variable gives to {@code key} of {@code section}, if there is one. */
  Optional<Setting> setting(List<String> section, String key, Path directory) {
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    String name = prefix(section) + capitals(key);
    String value = settings.get(name);
    return value == null
        ? Optional.empty()
        : Optional.of(new Setting(section, key, value, new Origin.Variable(name), directory));
  }

  /**
   * The names below {@code section} that only variables give. A name in capitals does not say where
   * its sections end: one without {@code _} is a key, of any other the first word is a section.
   */
  void namesBelow(List<String> section, Table table, Set<String> keys, Set<String> sections) {
    String prefix = prefix(section);
    for (String name : settings.tailMap(prefix).keySet()) {
      if (!name.startsWith(prefix)) {
        break;
      }
      String rest = name.substring(prefix.length());
      if (rest.isEmpty() || inFile(rest, table)) {
        continue;
      }
      int end = rest.indexOf('_');
      if (end < 0) {
        keys.add(rest.toLowerCase(Locale.ROOT));
      } else if (end > 0) {
        sections.add(rest.substring(0, end).toLowerCase(Locale.ROOT));
      }
    }
  }

  private static boolean inFile(String rest, Table table) {
    for (Setting setting : table.values().values()) {
      if (capitals(setting.key()).equals(rest)) {
        return true;
      }
    }
    for (String name : table.tables().keySet()) {
      if (rest.startsWith(capitals(name) + "_")) {
        return true;
      }
    }
    return false;
  }

  /** The variables that override nothing in {@code table}, as settings named as well as can be. */
  List<Setting> beside(Table table) {
    List<Setting> result = new ArrayList<>();
    for (Map.Entry<String, String> variable : settings.entrySet()) {
      List<String> section = new ArrayList<>();
      Table at = table;
      String rest = variable.getKey().substring(PREFIX.length());
      for (boolean deeper = true; deeper; ) {
        deeper = false;
        for (Map.Entry<String, Table> inner : at.tables().entrySet()) {
          if (rest.startsWith(capitals(inner.getKey()) + "_")) {
            section.add(inner.getKey());
            rest = rest.substring(inner.getKey().length() + 1);
            at = inner.getValue();
            deeper = true;
            break;
          }
        }
      }
      int end = rest.indexOf('_');
      if (section.isEmpty() && end > 0) {
        section.add(rest.substring(0, end).toLowerCase(Locale.ROOT));
        rest = rest.substring(end + 1);
      }
      if (!at.values().containsKey(rest.toLowerCase(Locale.ROOT))) {
        Origin origin = new Origin.Variable(variable.getKey());
        String key = rest.toLowerCase(Locale.ROOT);
        result.add(new Setting(section, key, variable.getValue(), origin, Path.of("")));
      }
    }
    return result;
  }

  private static String prefix(List<String> section) {
    StringBuilder name = new StringBuilder(PREFIX);
    for (String part : section) {
      name.append(capitals(part)).append('_');
    }
    return name.toString();
  }

  private static String capitals(String name) {
    StringBuilder capitals = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      capitals.append(Character.isLetterOrDigit(c) ? Character.toUpperCase(c) : '_');
    }
    return capitals.toString();
  }
}
