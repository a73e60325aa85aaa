package dev.stillson.cli;

import dev.stillson.cli.pipeline.Pipeline;
import dev.stillson.cli.pipeline.TaskClass;
import dev.stillson.core.parameter.InvalidTaskType;
import dev.stillson.core.parameter.Nearest;
import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.worker.configuration.Configuration;
import dev.stillson.worker.configuration.Setting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Tells the user about settings that nobody knows, such as misspelled ones. */
final class UnknownSettings {
  private UnknownSettings() {}

  /** Prints a message for each; to be called when the command has read what it reads. */
  static void report(Configuration configuration, Pipeline pipeline, Console console) {
    if (configuration.isEmpty()) {
      return;
    }
    for (String problem : of(configuration, pipeline)) {
      console.note("warning: " + problem);
    }
  }

  private static List<String> of(Configuration configuration, Pipeline pipeline) {
    List<String> problems = new ArrayList<>();
    Set<String> families = pipeline.families();
    for (Setting setting : configuration.settings()) {
      if (!setting.section().isEmpty()
          && setting.section().getFirst().equals("task")
          && setting.section().size() > 1) {
        task(setting, families, pipeline, problems);
      }
    }
    Set<String> sections =
        new LinkedHashSet<>(List.of("run", "log", "task", "server", "scheduler", "resources"));
    for (ConnectorProvider connector :
        ServiceLoader.load(ConnectorProvider.class, pipeline.loader())) {
      sections.add(connector.name());
    }
    problems.addAll(configuration.unknown(sections));
    return problems;
  }

  private static void task(
      Setting setting, Set<String> families, Pipeline pipeline, List<String> problems) {
    String family = String.join(".", setting.section().subList(1, setting.section().size()));
    for (TaskClass task : pipeline.tasks()) {
      if (task.family().equals(family)) {
        parameter(setting, task, pipeline, problems);
        return;
      }
    }
    problems.add(
        "The configuration sets "
            + setting.name()
            + ", but there is no such task\n  set in: "
            + setting.origin()
            + Nearest.of(family, families)
                .map(near -> "\nhint: did you mean " + near + "?")
                .orElse(""));
  }

  private static void parameter(
      Setting setting, TaskClass task, Pipeline pipeline, List<String> problems) {
    List<String> names = new ArrayList<>();
    try {
      for (Parameter parameter : TaskType.of(pipeline.load(task)).parameters()) {
        names.add(parameter.wireName());
      }
    } catch (InvalidTaskType | UsageException e) {
      // Such a task cannot be run; what is set for it matters to nobody.
      return;
    }
    String key = setting.key().replace('-', '_');
    if (!names.contains(key)) {
      problems.add(
          "The configuration sets "
              + setting.name()
              + ", but "
              + task.family()
              + " has no such parameter\n  set in: "
              + setting.origin()
              + Nearest.of(key, names)
                  .map(near -> "\nhint: did you mean " + near + "?")
                  .orElse(""));
    }
  }
}
