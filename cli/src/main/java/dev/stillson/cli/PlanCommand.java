package dev.stillson.cli;

import dev.stillson.cli.progress.Amounts;
import dev.stillson.cli.progress.Json;
import dev.stillson.cli.progress.JsonView;
import dev.stillson.core.text.Shown;
import dev.stillson.worker.Engine;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.Plan;
import dev.stillson.worker.PlannedTask;
import java.util.List;

/** {@code stillson plan}. */
final class PlanCommand {
  private static final int LINES = 40;

  private final Console console;
  private final TaskCall call;

  PlanCommand(Console console, TaskCall call) {
    this.console = console;
    this.call = call;
  }

  ExitCode run() {
    try (Engine engine = Engine.open(call.runOptions())) {
      Plan plan = engine.plan(List.of(call.node()));
      if (call.options().has(Option.JSON)) {
        json(plan);
      } else {
        text(plan);
      }
      UnknownSettings.report(call.configuration(), call.pipeline(), console);
      return exitCode(plan);
    }
  }

  /** What a run would end with at best. */
  static ExitCode exitCode(Plan plan) {
    if (plan.count(PlannedTask.State.BROKEN) > 0) {
      return ExitCode.PLANNING;
    }
    return plan.count(PlannedTask.State.MISSING) > 0 ? ExitCode.MISSING : ExitCode.OK;
  }

  private void text(Plan plan) {
    int most = call.options().has(Option.VERBOSE) ? Integer.MAX_VALUE : LINES;
    for (PlannedTask.State state :
        List.of(
            PlannedTask.State.TO_RUN,
            PlannedTask.State.MISSING,
            PlannedTask.State.BROKEN,
            PlannedTask.State.BLOCKED)) {
      int printed = 0;
      for (PlannedTask task : plan.tasks()) {
        if (task.state() == state && printed++ < most) {
          console.print(line(plan, task));
        }
      }
      if (printed > most) {
        console.print(
            word(state) + "… and " + Amounts.count(printed - most) + " more; --verbose lists all");
      }
    }
    console.print(totals(plan));
  }

  private static String line(Plan plan, PlannedTask task) {
    return word(task.state()) + task.name() + Reason.brief(plan, task);
  }

  private static String totals(Plan plan) {
    StringBuilder line = new StringBuilder();
    line.append(Amounts.count(plan.tasks().size(), "task")).append(": ");
    line.append(Amounts.count(plan.count(PlannedTask.State.TO_RUN))).append(" to run, ");
    line.append(Amounts.count(plan.count(PlannedTask.State.DONE))).append(" done");
    append(line, plan, PlannedTask.State.MISSING, " missing");
    append(line, plan, PlannedTask.State.BROKEN, " broken");
    append(line, plan, PlannedTask.State.BLOCKED, " blocked");
    return line.toString();
  }

  private static void append(StringBuilder line, Plan plan, PlannedTask.State state, String what) {
    if (plan.count(state) > 0) {
      line.append(", ").append(Amounts.count(plan.count(state))).append(what);
    }
  }

  /** A state as the first column of a line. */
  static String word(PlannedTask.State state) {
    return switch (state) {
      case DONE -> "done     ";
      case TO_RUN -> "run      ";
      case MISSING -> "missing  ";
      case BROKEN -> "broken   ";
      case BLOCKED -> "blocked  ";
    };
  }

  private void json(Plan plan) {
    for (PlannedTask task : plan.tasks()) {
      Json json = new Json().with("task", task.id()).with("family", task.family());
      json.with("name", task.name()).with("state", JsonView.word(task.state()));
      task.output().ifPresent(output -> json.with("output", output.toString()));
      json.with("requires", task.dependencies().stream().map(PlannedTask::id).toList());
      if (!task.softDependencies().isEmpty()) {
        json.with("softlyRequires", task.softDependencies().stream().map(PlannedTask::id).toList());
      }
      task.failure().ifPresent(failure -> json.with("cause", Shown.plain(failure.toString())));
      console.print(json.toString());
    }
  }
}
