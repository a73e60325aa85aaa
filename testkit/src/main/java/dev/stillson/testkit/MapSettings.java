package dev.stillson.testkit;

import dev.stillson.Secret;
import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Settings from a map, for tests of connectors.
 *
 * @param prefix what the keys of this section begin with; empty: all
 * @param values texts by dotted key, such as {@code shop.options.threads}
 * @param directory what relative paths begin at
 */
public record MapSettings(String prefix, Map<String, String> values, Path directory)
    implements Settings {

  /** Settings from dotted keys: {@code shop.url}, {@code shop.options.threads}. */
  public static Settings of(Path directory, Map<String, String> values) {
    return new MapSettings("", values, directory);
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    for (String key : values.keySet()) {
      if (key.startsWith(prefix) && key.indexOf('.', prefix.length()) < 0) {
        keys.add(key.substring(prefix.length()));
      }
    }
    return keys;
  }

  @Override
  public Set<String> sections() {
    Set<String> sections = new LinkedHashSet<>();
    for (String key : values.keySet()) {
      int dot = key.startsWith(prefix) ? key.indexOf('.', prefix.length()) : -1;
      if (dot >= 0) {
        sections.add(key.substring(prefix.length(), dot));
      }
    }
    return sections;
  }

  @Override
  public Settings section(String name) {
    return new MapSettings(prefix + name + ".", values, directory);
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(prefix + key));
  }

  @Override
  public OptionalLong number(String key) {
    return text(key)
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  @Override
  public Optional<Boolean> flag(String key) {
    return text(key).map(Boolean::valueOf);
  }

  @Override
  public Optional<Duration> duration(String key) {
    return text(key).map(Duration::parse);
  }

  @Override
  public Optional<Secret> secret(String key) {
    return text(key).map(Secret::of);
  }

  @Override
  public Optional<Path> path(String key) {
    return text(key).map(directory::resolve);
  }

  @Override
  public SettingsException wrong(String key, String problem) {
    return new SettingsException("[" + prefix + key + "] " + problem);
  }
}
