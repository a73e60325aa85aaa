package dev.stillson.worker.configuration;

import dev.stillson.Secret;
import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** One section of the configuration; remembers which of its keys were asked for. */
final class Section implements Settings {
  private final List<String> path;
  private final Table table;
  private final Variables variables;
  private final Path directory;
  private final Map<String, Section> opened = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  Section(List<String> path, Table table, Variables variables, Path directory) {
    this.path = path;
    this.table = table;
    this.variables = variables;
    this.directory = directory;
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    for (Setting setting : table.values().values()) {
      keys.add(setting.key());
    }
    TreeSet<String> more = new TreeSet<>();
    variables.namesBelow(path, table, more, new TreeSet<>());
    keys.addAll(more);
    return keys;
  }

  @Override
  public Set<String> sections() {
    Set<String> sections = new LinkedHashSet<>(table.tables().keySet());
    TreeSet<String> more = new TreeSet<>();
    variables.namesBelow(path, table, new TreeSet<>(), more);
    sections.addAll(more);
    return sections;
  }

  @Override
  public Section section(String name) {
    Section known = opened.get(name);
    if (known != null) {
      return known;
    }
    String[] names = path.toArray(new String[path.size() + 1]);
    names[path.size()] = name;
    Table inner = table.tables().get(name);
    Section section =
        new Section(List.of(names), inner == null ? new Table() : inner, variables, directory);
    Section earlier = opened.putIfAbsent(name, section);
    return earlier == null ? section : earlier;
  }

  /** The setting in force for {@code key}, without marking it as known. */
  Optional<Setting> find(String key) {
    Setting written = table.values().get(Table.canonical(key));
    if (written != null && written.origin() instanceof Origin.Option) {
      return Optional.of(written);
    }
    Optional<Setting> variable = variables.setting(path, key, directory);
    return variable.isPresent() ? variable : Optional.ofNullable(written);
  }

  Set<String> asked() {
    return asked;
  }

  /** The sections inside this one that were asked for. */
  Map<String, Section> opened() {
    return opened;
  }

  private Optional<Setting> ask(String key) {
    asked.add(Table.canonical(key));
    return find(key);
  }

  private String value(Setting setting) {
    return setting.origin() instanceof Origin.Line
        ? References.replace(setting, variables)
        : setting.written();
  }

  @Override
  public Optional<String> text(String key) {
    Optional<Setting> setting = ask(key);
    return setting.isEmpty() ? Optional.empty() : Optional.of(value(setting.get()));
  }

  @Override
  public OptionalLong number(String key) {
    Optional<Setting> setting = ask(key);
    if (setting.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(value(setting.get()).strip()));
    } catch (NumberFormatException e) {
      throw badForm(setting.get(), "is not a whole number", "a whole number, such as 4");
    }
  }

  @Override
  public Optional<Boolean> flag(String key) {
    Optional<Setting> setting = ask(key);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    String value = value(setting.get()).strip();
    if (value.equalsIgnoreCase("true")) {
      return Optional.of(true);
    }
    if (value.equalsIgnoreCase("false")) {
      return Optional.of(false);
    }
    throw badForm(setting.get(), "is neither true nor false", "true or false");
  }

  @Override
  public Optional<Duration> duration(String key) {
    Optional<Setting> setting = ask(key);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> duration = Durations.parse(value(setting.get()).strip());
    if (duration.isEmpty()) {
      throw badForm(setting.get(), "is not a duration", "such as 30s, 5m, 1h 30m, 1d or PT5M");
    }
    return duration;
  }

  @Override
  public Optional<Secret> secret(String key) {
    Optional<Setting> setting = ask(key);
    return setting.isEmpty() ? Optional.empty() : Optional.of(Secret.of(value(setting.get())));
  }

  @Override
  public Optional<Path> path(String key) {
    Optional<Setting> setting = ask(key);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path given = Path.of(value(setting.get()));
      return Optional.of(setting.get().directory().resolve(given).normalize());
    } catch (InvalidPathException e) {
      throw badForm(setting.get(), "is not a path", "a path, such as data/out");
    }
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public SettingsException wrong(String key, String problem) {
    Optional<Setting> setting = find(key);
    String name = String.join(".", path) + "." + key;
    String where = setting.isPresent() ? setting.get().origin().toString() : "nowhere";
    return new SettingsException(name + " " + problem + "\n  set in: " + where);
  }

  private static SettingsException badForm(Setting setting, String problem, String expected) {
    return new SettingsException(
        setting.name()
            + " "
            + problem
            + "\n  given:    "
            + setting.shown()
            + "\n  set in:   "
            + setting.origin()
            + "\n  expected: "
            + expected);
  }
}
