package dev.stillson.worker.configuration;

import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All settings that are in force. Files first, environment variables over them, options over both.
 *
 * <p>A variable's name is {@code STILLSON_}, the sections and the key in capitals, joined by {@code
 * _}; every character that is neither a letter nor a digit is {@code _} too: {@code
 * STILLSON_JDBC_ANALYTICS_URL} is {@code url} of {@code [jdbc.analytics]}. In keys {@code -} and
 * {@code _} are the same. A text of a file may refer to a variable: {@code password =
 * "${PG_PASSWORD}"}; it is replaced when the key is read; a doubled {@code $} before the brace
 * keeps the text as it is.
 *
 * <p>Safe for use by many threads.
 */
public final class Configuration {
  private final Table table;
  private final Variables variables;
  private final List<Path> files;
  private final Section root;

  private Configuration(Table table, Variables variables, List<Path> files, Path directory) {
    this.table = table;
    this.variables = variables;
    this.files = List.copyOf(files);
    this.root = new Section(List.of(), table, variables, directory.toAbsolutePath());
  }

  /** No settings at all; relative places are resolved against {@code directory}. */
  public static Configuration none(Path directory) {
    return new Configuration(new Table(), Variables.none(), List.of(), directory);
  }

  /**
   * Reads {@code files}, of which the last wins.
   *
   * @param variables the process's environment
   * @param options texts {@code section.key=value}, as given to {@code --config}; the last wins
   * @param directory what relative places are resolved against that no file gives
   * @throws SettingsException if a file or an option is wrong; all problems at once
   */
  public static Configuration read(
      List<Path> files, Map<String, String> variables, List<String> options, Path directory) {
    Table table = new Table();
    List<String> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        for (Setting setting : TomlFile.read(file)) {
          table.put(setting);
        }
      } catch (SettingsException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    for (String option : options) {
      try {
        table.put(ConfigOption.parse(option, directory));
      } catch (SettingsException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(String.join("\n", problems));
    }
    return new Configuration(table, new Variables(variables), files, directory);
  }

  /** The whole configuration, whose sections are the connectors' and the engine's. */
  public Settings root() {
    return root;
  }

  /** The section {@code name}; empty if there is none. */
  public Settings section(String name) {
    return root.section(name);
  }

  /**
   * The section of task family {@code family}: {@code [task.WordCount]}. A family with dots is
   * written {@code [task.sales.Daily]} or {@code [task."sales.Daily"]}; the latter wins.
   */
  public Settings task(String family) {
    return taskSection(family);
  }

  /**
   * The default that the configuration gives to parameter {@code name} of {@code family}, with its
   * {@code ${…}} replaced; empty if there is none.
   *
   * @throws SettingsException if a variable that it refers to is not set
   */
  public Optional<Setting> taskDefault(String family, String name) {
    Section section = taskSection(family);
    Optional<Setting> setting = section.find(name);
    if (setting.isEmpty()) {
      return setting;
    }
    String value = section.text(name).orElseThrow();
    return Optional.of(setting.get().withWritten(value));
  }

  private Section taskSection(String family) {
    Section tasks = root.section("task");
    if (family.indexOf('.') < 0 || tasks.sections().contains(family)) {
      return tasks.section(family);
    }
    Section section = tasks;
    for (int start = 0; start >= 0; ) {
      int dot = family.indexOf('.', start);
      section = section.section(family.substring(start, dot < 0 ? family.length() : dot));
      start = dot < 0 ? -1 : dot + 1;
    }
    return section;
  }

  /** Whether nothing is set anywhere. */
  public boolean isEmpty() {
    return table.values().isEmpty() && table.tables().isEmpty() && variables.isEmpty();
  }

  /** The files that were read, the one that wins last. */
  public List<Path> files() {
    return files;
  }

  /** Every setting in force, section by section in the alphabet, those of variables included. */
  public List<Setting> settings() {
    Map<String, Setting> all = new TreeMap<>();
    collect(root, table, all);
    for (Setting setting : variables.beside(table)) {
      all.putIfAbsent(setting.name(), setting);
    }
    return new ArrayList<>(all.values());
  }

  private static void collect(Section section, Table table, Map<String, Setting> all) {
    for (Setting written : table.values().values()) {
      section.find(written.key()).ifPresent(setting -> all.put(written.name(), setting));
    }
    table.tables().forEach((name, inner) -> collect(section.section(name), inner, all));
  }

  /**
   * One message for each setting that nobody knows: in a section whose name is none of {@code
   * sections}, outside of every section, or in a section of which other keys were read but this one
   * was not. To be asked at the end, when what is used has been used.
   */
  public List<String> unknown(Collection<String> sections) {
    return new Unknown(sections, variables).of(root, table);
  }
}
