package dev.stillson.cli;

import dev.stillson.Node;
import dev.stillson.cli.pipeline.Pipeline;
import dev.stillson.core.parameter.Configured;
import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import dev.stillson.worker.RunOptions;
import dev.stillson.worker.SettingsSource;
import dev.stillson.worker.configuration.Configuration;
import dev.stillson.worker.configuration.ConfigurationFiles;
import dev.stillson.worker.configuration.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that a command about a task knows when it begins.
 *
 * @param pipeline where the task is from
 * @param type the task's type
 * @param words what was given for its parameters
 * @param options the command's options, before and after the task's name
 * @param configuration the settings in force
 */
record TaskCall(
    Pipeline pipeline,
    TaskType type,
    TaskWords words,
    Options options,
    Configuration configuration) {

  /**
   * Finds the task and reads its words and the configuration.
   *
   * @throws UsageException if there is no such task
   * @throws SettingsException if the configuration is wrong
   */
  static TaskCall of(Pipeline pipeline, CommandLine line, String task, Console console) {
    TaskType type = pipeline.type(task);
    TaskWords words = TaskWords.parse(type, line.command(), line.options(), line.rest());
    return new TaskCall(
        pipeline,
        type,
        words,
        line.options(),
        configuration(Optional.of(pipeline), line.options(), console));
  }

  /** The settings that are in force for {@code pipeline}. */
  static Configuration configuration(
      Optional<Pipeline> pipeline, Options options, Console console) {
    List<Path> beside =
        pipeline.isPresent() && pipeline.get().folder().isPresent()
            ? List.of(pipeline.get().folder().get())
            : List.of();
    List<Path> files = ConfigurationFiles.find(console.variables(), console.home(), beside);
    return Configuration.read(
        files, console.variables(), options.all(Option.CONFIG), Path.of("").toAbsolutePath());
  }

  /** The task that is meant. */
  Node node() {
    return words.make(defaults(configuration, type));
  }

  /** The task with {@code more} values by wire name. */
  Node node(Map<String, String> more) {
    return words.make(defaults(configuration, type), more);
  }

  /** What the section of {@code type} in the configuration says about its parameters. */
  static Configured defaults(Configuration configuration, TaskType type) {
    return new Configured() {
      @Override
      public Optional<Value> value(Parameter parameter) {
        Optional<Setting> setting = configuration.taskDefault(type.family(), parameter.wireName());
        return setting.isPresent()
            ? Optional.of(new Value(setting.get().written(), setting.get().origin().toString()))
            : Optional.empty();
      }
    };
  }

  /** How the engine is to be opened: options first, then the section {@code [run]}. */
  RunOptions runOptions() {
    return runOptions(pipeline, options, configuration);
  }

  /** The same for a command that is about no single task. */
  static RunOptions runOptions(Pipeline pipeline, Options options, Configuration configuration) {
    Settings run = configuration.section("run");
    RunOptions result =
        RunOptions.defaults()
            .withClasses(pipeline.loader())
            .withClassPath(pipeline.classPath())
            .withSettings(configuration.root())
            .withSettingsSource(
                new SettingsSource(
                    configuration.files(),
                    options.all(Option.CONFIG),
                    Path.of("").toAbsolutePath()))
            .withMdc(false)
            .withFolder(folder(run, options))
            .withOnly(options.has(Option.ONLY))
            .withWorkers(workers(run, options));
    Optional<String> environment = options.text(Option.ENV);
    if (environment.isPresent()) {
      try {
        result = result.withEnvironment(environment.get());
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
    Optional<Integer> rounds = count(run, "rounds");
    if (rounds.isPresent()) {
      result = result.withRounds(rounds.get());
    }
    return run.duration("grace").map(result::withGrace).orElse(result);
  }

  private static int workers(Settings run, Options options) {
    Optional<Integer> option = options.number(Option.WORKERS, 1);
    Optional<Integer> setting = count(run, "workers");
    return option.or(() -> setting).orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  private static Optional<Integer> count(Settings run, String key) {
    OptionalLong setting = run.number(key);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    if (setting.getAsLong() < 1 || setting.getAsLong() > Integer.MAX_VALUE) {
      throw run.wrong(key, "is not at least 1");
    }
    return Optional.of((int) setting.getAsLong());
  }

  private static Path folder(Settings run, Options options) {
    Optional<Path> setting = run.path("folder");
    Path folder =
        options.text(Option.FOLDER).map(Path::of).orElse(setting.orElse(Path.of(".stillson")));
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new UsageException(
          "The folder for logs and temporary files cannot be written\n  folder: "
              + folder
              + "\n  cause:  "
              + existing
              + (Files.isDirectory(existing) ? " is not writable" : " is not a folder")
              + "\nhint: choose another with --folder or folder in [run]");
    }
    return folder;
  }
}
