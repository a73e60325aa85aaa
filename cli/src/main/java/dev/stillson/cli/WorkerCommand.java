package dev.stillson.cli;

import dev.stillson.ExternalTask;
import dev.stillson.cli.log.AttemptFiles;
import dev.stillson.cli.log.LogLines;
import dev.stillson.cli.pipeline.Pipeline;
import dev.stillson.cli.pipeline.TaskClass;
import dev.stillson.cli.progress.RunView;
import dev.stillson.core.parameter.Families;
import dev.stillson.core.parameter.FamilyConflict;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.worker.Engine;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.RunEvent;
import dev.stillson.worker.RunListener;
import dev.stillson.worker.RunOptions;
import dev.stillson.worker.configuration.Configuration;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** {@code stillson worker}. */
final class WorkerCommand {
  private final Console console;
  private final List<Pipeline> pipelines;
  private final Options options;

  WorkerCommand(Console console, List<Pipeline> pipelines, Options options) {
    this.console = console;
    this.pipelines = pipelines;
    this.options = options;
  }

  ExitCode run() {
    SchedulerLink link = Links.required(options, console, "worker", pipelines);
    Families families = families();
    Configuration configuration =
        TaskCall.configuration(Optional.of(pipelines.getFirst()), options, console);
    List<Path> classPath = new ArrayList<>();
    pipelines.forEach(pipeline -> classPath.addAll(pipeline.classPath()));
    RunOptions plain =
        TaskCall.runOptions(pipelines.getFirst(), options, configuration)
            .withClassPath(classPath)
            .withScheduler(link);
    int parallelism = Math.max(plain.workers(), Runtime.getRuntime().availableProcessors());
    System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(parallelism));
    RunView view = RunCommand.view(console, options);
    LogLines lines = RunCommand.log(options, configuration, view);
    Tally tally = new Tally();
    RunOptions watched =
        plain.withListener(view).withListener(new AttemptFiles(lines)).withListener(tally);
    try (Engine engine = Engine.open(watched)) {
      Signals.handle(
          () -> {
            console.note("The worker finishes what runs and takes no more; again to stop at once");
            engine.drain();
          },
          engine::cancel);
      console.note(
          "The worker "
              + link.worker()
              + " takes tasks from "
              + link.address()
              + "\n  families: "
              + families.all().size()
              + "\n  slots:    "
              + plain.workers());
      engine.serve(families.all(), type -> TaskCall.defaults(configuration, type));
      console.note("The worker has left: " + tally.done + " done, " + tally.failed + " failed");
      return ExitCode.OK;
    } finally {
      view.close();
      lines.close();
    }
  }

  private Families families() {
    Families families = new Families();
    for (Pipeline pipeline : pipelines) {
      for (TaskClass task : pipeline.tasks()) {
        TaskType type = TaskType.of(pipeline.load(task));
        if (!ExternalTask.class.isAssignableFrom(type.nodeClass())) {
          add(families, type);
        }
      }
    }
    if (families.all().isEmpty()) {
      throw new UsageException("There is no task that this worker could run");
    }
    return families;
  }

  private static void add(Families families, TaskType type) {
    try {
      families.add(type);
    } catch (FamilyConflict e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Counts what became of attempts. */
  private static final class Tally implements RunListener {
    final AtomicLong done = new AtomicLong();
    final AtomicLong failed = new AtomicLong();

    @Override
    public void on(RunEvent event) {
      if (event instanceof RunEvent.TaskDone) {
        done.incrementAndGet();
      } else if (event instanceof RunEvent.AttemptFailed) {
        failed.incrementAndGet();
      }
    }
  }
}
