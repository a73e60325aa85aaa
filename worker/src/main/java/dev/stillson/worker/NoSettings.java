package dev.stillson.worker;

import dev.stillson.Secret;
import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The configuration of who has none. */
record NoSettings(Path directory) implements Settings {
  @Override
  public Set<String> keys() {
    return Set.of();
  }

  @Override
  public Set<String> sections() {
    return Set.of();
  }

  @Override
  public Settings section(String name) {
    return this;
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.empty();
  }

  @Override
  public OptionalLong number(String key) {
    return OptionalLong.empty();
  }

  @Override
  public Optional<Boolean> flag(String key) {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> duration(String key) {
    return Optional.empty();
  }

  @Override
  public Optional<Secret> secret(String key) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path(String key) {
    return Optional.empty();
  }

  @Override
  public SettingsException wrong(String key, String problem) {
    return new SettingsException("The setting '" + key + "' is wrong: " + problem);
  }
}
