package dev.stillson.cli;

import dev.stillson.Node;
import dev.stillson.cli.log.AttemptFiles;
import dev.stillson.cli.log.LogLines;
import dev.stillson.cli.pipeline.Pipeline;
import dev.stillson.cli.progress.JsonView;
import dev.stillson.cli.progress.LiveView;
import dev.stillson.cli.progress.PlainView;
import dev.stillson.cli.progress.RunView;
import dev.stillson.store.Settings;
import dev.stillson.worker.Engine;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.RunEvent;
import dev.stillson.worker.RunOptions;
import dev.stillson.worker.RunResult;
import dev.stillson.worker.configuration.Configuration;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** {@code stillson run}. */
final class RunCommand {
  private final Console console;
  private final TaskCall call;

  RunCommand(Console console, TaskCall call) {
    this.console = console;
    this.call = call;
  }

  ExitCode run() {
    return run(List.of(call.node()), call.runOptions(), List.of());
  }

  /** Runs {@code roots} with progress, summary and log files, after telling what went before. */
  ExitCode run(List<? extends Node> roots, RunOptions options, List<RunEvent> before) {
    int parallelism = Math.max(options.workers(), Runtime.getRuntime().availableProcessors());
    System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(parallelism));
    RunView view = view(console, call.options());
    LogLines lines = log(call.options(), call.configuration(), view);
    try (OwnServer own = ownServer()) {
      RunResult result = run(roots, linked(options, own), before, view, lines);
      if (own != null
          && result.status() != RunResult.Status.CANCELLED
          && !call.options().has(Option.JSON)) {
        own.linger();
      }
      return result.exitCode();
    } finally {
      view.close();
      lines.close();
    }
  }

  private @Nullable OwnServer ownServer() {
    Optional<String> scheduler = call.options().text(Option.SCHEDULER);
    if (!call.options().has(Option.UI)) {
      return null;
    }
    if (scheduler.isPresent()) {
      throw new UsageException(
          "The run has a web UI of its own or shares a server, not both"
              + "\nhint: leave out --ui; the server shows the run at its address");
    }
    return OwnServer.start(console, call);
  }

  private RunOptions linked(RunOptions options, @Nullable OwnServer own) {
    List<Pipeline> pipelines = List.of(call.pipeline());
    Optional<SchedulerLink> link =
        own == null
            ? Links.of(call.options(), console, "run", pipelines)
            : Optional.of(Links.to(own.address(), call.options(), console, "run", pipelines));
    return link.map(options::withScheduler).orElse(options);
  }

  private RunResult run(
      List<? extends Node> roots,
      RunOptions options,
      List<RunEvent> before,
      RunView view,
      LogLines lines) {
    RunOptions watched = options.withListener(view).withListener(new AttemptFiles(lines));
    for (RunEvent event : before) {
      watched.listeners().forEach(listener -> listener.on(event));
    }
    try (Engine engine = Engine.open(watched);
        Interruption _ = Interruption.cancels(engine, options.grace())) {
      RunResult result = engine.run(roots);
      view.close();
      if (view instanceof JsonView json) {
        json.result(result);
      } else {
        console.print(result.summary());
      }
      console.out().flush();
      finish(result);
      return result;
    }
  }

  private void finish(RunResult result) {
    Settings run = call.configuration().section("run");
    long keep = run.number("keep").orElse(RunFolders.USUALLY_KEPT);
    RunFolders.prune(result.folder(), keep, console);
    UnknownSettings.report(call.configuration(), call.pipeline(), console);
  }

  static RunView view(Console console, Options options) {
    boolean quiet = options.has(Option.QUIET);
    if (options.has(Option.JSON)) {
      return new JsonView(console.out(), console::note);
    }
    return console.live()
        ? new LiveView(console.err(), quiet, () -> TerminalWidth.ask(console.variables()))
        : new PlainView(console.err(), quiet, System::nanoTime);
  }

  static LogLines log(Options options, Configuration configuration, RunView view) {
    Settings settings = configuration.section("log");
    Level least = Level.INFO;
    if (settings.text("level").isPresent()) {
      String name = settings.text("level").get();
      try {
        least = Level.valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw settings.wrong(
            "level", "is not a level: '" + name + "' is none of error, warn, info, debug, trace");
      }
    }
    boolean verbose = options.has(Option.VERBOSE);
    LogLines lines = LogLines.ofProcess();
    Map<String, Level> libraries = options.has(Option.UI) ? Daemon.libraries() : Map.of();
    lines.open(least, verbose ? least : Level.WARN, libraries, view::line);
    System.setProperty("java.util.logging.config.class", "dev.stillson.cli.log.JulLines");
    return lines;
  }
}
