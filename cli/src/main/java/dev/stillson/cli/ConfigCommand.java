package dev.stillson.cli;

import dev.stillson.cli.pipeline.Pipeline;
import dev.stillson.cli.progress.Json;
import dev.stillson.core.text.Shown;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.configuration.Configuration;
import dev.stillson.worker.configuration.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code stillson config}. */
final class ConfigCommand {
  private final Console console;

  ConfigCommand(Console console) {
    this.console = console;
  }

  ExitCode run(Optional<Pipeline> pipeline, Options options) {
    Configuration configuration = TaskCall.configuration(pipeline, options, console);
    List<Setting> settings = configuration.settings();
    if (options.has(Option.JSON)) {
      for (Setting setting : settings) {
        Json json = new Json().with("key", setting.name()).with("value", setting.shown());
        console.print(json.with("origin", setting.origin().toString()).toString());
      }
      return ExitCode.OK;
    }
    int width = 0;
    for (Setting setting : settings) {
      width = Math.max(width, line(setting).length());
    }
    for (Setting setting : settings) {
      String line = line(setting);
      console.print(
          line + " ".repeat(width - line.length() + 2) + Shown.plain(setting.origin().toString()));
    }
    if (configuration.files().isEmpty()) {
      console.note("There is no configuration file; the name is stillson.toml");
    }
    for (Path file : configuration.files()) {
      console.note("read " + file);
    }
    return ExitCode.OK;
  }

  private static String line(Setting setting) {
    return setting.name() + " = " + Shown.plain(setting.shown());
  }
}
