package dev.stillson.store;

import dev.stillson.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A section of the configuration ({@code stillson.toml}, overridden by environment variables).
 * Reading a key marks it as known; keys nobody knows are reported to the user.
 *
 * <p>Every getter throws {@link SettingsException} for a value of the wrong form; the message names
 * file, line and key.
 */
public interface Settings {

  /** The keys that hold values, in the order of the file. */
  Set<String> keys();

  /** The names of the sections inside this one, in the order of the file. */
  Set<String> sections();

  /** The section {@code name} inside this one; empty if the configuration has none. */
  Settings section(String name);

  /** A text. */
  Optional<String> text(String key);

  /** A whole number. */
  OptionalLong number(String key);

  /** True or false. */
  Optional<Boolean> flag(String key);

  /** A duration, such as {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d} or {@code PT5M}. */
  Optional<Duration> duration(String key);

  /** A text that is never shown. */
  Optional<Secret> secret(String key);

  /** A path; a relative one is resolved against the folder of the file that gives it. */
  Optional<Path> path(String key);

  /** The folder that relative places are resolved against where no key says otherwise. */
  Path directory();

  /**
   * An exception that says that {@code key} is wrong: names where it is set, then {@code problem}.
   */
  SettingsException wrong(String key, String problem);
}
