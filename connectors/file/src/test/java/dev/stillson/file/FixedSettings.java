package dev.stillson.file;

import dev.stillson.Secret;
import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings from a map.
 *
 * @param values full keys, such as {@code env.test.root}, and their texts
 * @param prefix what the keys of this section begin with
 */
record FixedSettings(Map<String, String> values, String prefix, Path directory)
    implements Settings {

  FixedSettings(Path directory, Map<String, String> values) {
    this(values, "", directory);
  }

  private Set<String> parts(boolean sections) {
    return values.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .filter(key -> sections == key.contains("."))
        .map(key -> key.split("\\.", -1)[0])
        .collect(Collectors.toSet());
  }

  @Override
  public Set<String> keys() {
    return parts(false);
  }

  @Override
  public Set<String> sections() {
    return parts(true);
  }

  @Override
  public Settings section(String name) {
    return new FixedSettings(values, prefix + name + ".", directory);
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
    return new SettingsException(prefix + key + " " + problem);
  }
}
