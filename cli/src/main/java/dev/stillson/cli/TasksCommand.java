package dev.stillson.cli;

import dev.stillson.ExternalTask;
import dev.stillson.WrapperTask;
import dev.stillson.cli.pipeline.Pipeline;
import dev.stillson.cli.pipeline.TaskClass;
import dev.stillson.cli.progress.Json;
import dev.stillson.core.parameter.InvalidTaskType;
import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.text.Shown;
import dev.stillson.worker.ExitCode;
import java.util.ArrayList;
import java.util.List;

/** {@code stillson tasks}. */
final class TasksCommand {
  private final Console console;

  TasksCommand(Console console) {
    this.console = console;
  }

  ExitCode run(Pipeline pipeline, Options options) {
    boolean wrong = false;
    for (TaskClass task : pipeline.tasks()) {
      try {
        TaskType type = TaskType.of(pipeline.load(task));
        if (options.has(Option.JSON)) {
          console.print(json(type).toString());
        } else {
          text(type);
        }
      } catch (InvalidTaskType | UsageException e) {
        wrong = true;
        console.note(String.valueOf(e.getMessage()));
      }
    }
    if (pipeline.tasks().isEmpty()) {
      console.note("There is no task in " + pipeline.name());
    }
    return wrong ? ExitCode.USAGE : ExitCode.OK;
  }

  private void text(TaskType type) {
    console.print(type.family() + kind(type));
    type.help().lines().forEach(line -> console.print("  " + Shown.plain(line)));
    int width = 0;
    for (Parameter parameter : type.parameters()) {
      width = Math.max(width, parameter.flag().length());
    }
    for (Parameter parameter : type.parameters()) {
      String gap = " ".repeat(width - parameter.flag().length() + 2);
      console.print("  " + parameter.flag() + gap + Help.description(parameter));
    }
  }

  private static String kind(TaskType type) {
    if (ExternalTask.class.isAssignableFrom(type.nodeClass())) {
      return "  (external)";
    }
    return WrapperTask.class.isAssignableFrom(type.nodeClass()) ? "  (wrapper)" : "";
  }

  private static Json json(TaskType type) {
    List<Json> parameters = new ArrayList<>();
    for (Parameter parameter : type.parameters()) {
      Json json = new Json().with("name", parameter.wireName()).with("flag", parameter.flag());
      json.with("form", parameter.form()).with("example", parameter.example());
      json.with("required", parameter.required()).with("help", Shown.plain(parameter.help()));
      if (parameter.defaultValue().isPresent() && parameter.isPublic()) {
        json.with("default", parameter.defaultValue().get());
      }
      if (!parameter.choices().isEmpty()) {
        json.with("choices", parameter.choices());
      }
      parameters.add(json);
    }
    Json json = new Json().with("family", type.family()).with("class", type.nodeClass().getName());
    json.with("help", Shown.plain(type.help())).with("owners", type.owners());
    return json.with(
            "kind", kind(type).isEmpty() ? "task" : kind(type).strip().replaceAll("[()]", ""))
        .withAll("parameters", parameters);
  }
}
