package dev.stillson.worker;

import dev.stillson.store.Settings;
import dev.stillson.worker.configuration.Configuration;
import java.nio.file.Path;
import java.util.List;

/**
 * Where settings come from, so that a task's own JVM can read the same: beside these, from the
 * environment's variables.
 *
 * @param files the files, of which the last wins
 * @param options texts {@code section.key=value}, which win over the files
 * @param directory what relative places are resolved against that no file gives
 */
public record SettingsSource(List<Path> files, List<String> options, Path directory) {

  /** Nothing but the environment's variables, and the current directory. */
  public static final SettingsSource NONE = new SettingsSource(List.of(), List.of(), Path.of(""));

  /** Copies the lists. */
  public SettingsSource {
    files = List.copyOf(files);
    options = List.copyOf(options);
  }

  /** Reads them now. */
  Settings read() {
    return Configuration.read(files, System.getenv(), options, directory).root();
  }
}
