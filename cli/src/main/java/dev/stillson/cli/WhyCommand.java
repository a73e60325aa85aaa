package dev.stillson.cli;

import dev.stillson.cli.progress.Amounts;
import dev.stillson.worker.Engine;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.Plan;
import dev.stillson.worker.PlannedTask;
import java.util.List;

/** {@code stillson why}. */
final class WhyCommand {
  private static final int LINES = 10;

  private final Console console;
  private final TaskCall call;

  WhyCommand(Console console, TaskCall call) {
    this.console = console;
    this.call = call;
  }

  ExitCode run() {
    try (Engine engine = Engine.open(call.runOptions())) {
      Plan plan = engine.plan(List.of(call.node()));
      PlannedTask task = plan.roots().getFirst();
      console.print(task.name() + " " + Reason.sentence(task));
      List<PlannedTask> blockers = plan.blockers(task);
      for (PlannedTask blocker : blockers) {
        console.print("  " + blocker.name() + " " + Reason.sentence(blocker));
      }
      requirements(task, blockers);
      return PlanCommand.exitCode(plan);
    }
  }

  private void requirements(PlannedTask task, List<PlannedTask> told) {
    if (task.state() != PlannedTask.State.TO_RUN && task.state() != PlannedTask.State.BLOCKED) {
      return;
    }
    List<PlannedTask> all = task.dependencies();
    if (all.isEmpty()) {
      console.print("It requires nothing.");
      return;
    }
    int done = 0;
    for (PlannedTask dependency : all) {
      done += dependency.state() == PlannedTask.State.DONE ? 1 : 0;
    }
    console.print(
        "It requires "
            + Amounts.count(all.size(), "task")
            + (done == all.size() ? ", all done" : ", " + Amounts.count(done) + " of them done"));
    int printed = 0;
    for (PlannedTask dependency : all) {
      boolean open = dependency.state() != PlannedTask.State.DONE && !told.contains(dependency);
      if (open && printed++ < LINES) {
        console.print("  " + dependency.name() + " " + Reason.sentence(dependency));
      }
    }
    if (printed > LINES) {
      console.print("  … and " + Amounts.count(printed - LINES) + " more that are not done");
    }
  }
}
