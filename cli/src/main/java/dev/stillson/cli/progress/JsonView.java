package dev.stillson.cli.progress;

import dev.stillson.worker.Failure;
import dev.stillson.worker.PlannedTask;
import dev.stillson.worker.RunEvent;
import dev.stillson.worker.RunResult;
import dev.stillson.worker.TaskOutcome;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A JSON object for each thing that happens, one per line; the last is the result. Fields are only
 * ever added.
 */
public final class JsonView implements RunView {
  private final PrintStream out;
  private final Consumer<String> notes;

  /**
   * A view that prints objects to {@code out}.
   *
   * @param notes gets lines that are no objects
   */
  public JsonView(PrintStream out, Consumer<String> notes) {
    this.out = out;
    this.notes = notes;
  }

  @Override
  public void on(RunEvent event) {
    switch (event) {
      case RunEvent.RunStarted started ->
          print(
              event("run-started")
                  .with("run", started.run())
                  .with("folder", started.folder().toString()));
      case RunEvent.Planned planned ->
          print(
              event("planned")
                  .with("toRun", planned.toRun())
                  .with("done", planned.done())
                  .with("missing", planned.missing())
                  .with("broken", planned.broken()));
      case RunEvent.DependencyMissing missing -> print(task("missing", missing.task()));
      case RunEvent.TaskBroken broken ->
          print(failure(task("broken", broken.task()), broken.failure()));
      case RunEvent.AttemptStarted started ->
          print(task("started", started.task()).with("attempt", started.attempt()));
      case RunEvent.AttemptParked parked ->
          print(task("parked", parked.task()).with("attempt", parked.attempt()));
      case RunEvent.AttemptResumed resumed ->
          print(task("resumed", resumed.task()).with("attempt", resumed.attempt()));
      case RunEvent.Progress progress ->
          print(
              task("progress", progress.task())
                  .with("attempt", progress.attempt())
                  .withJson("fraction", Double.toString(progress.fraction())));
      case RunEvent.Status status ->
          print(
              task("status", status.task())
                  .with("attempt", status.attempt())
                  .with("message", status.message()));
      case RunEvent.Tracking tracking ->
          print(
              task("tracking", tracking.task())
                  .with("attempt", tracking.attempt())
                  .with("url", tracking.url().toString()));
      case RunEvent.AttemptTimedOut late ->
          print(
              task("timed-out", late.task())
                  .with("attempt", late.attempt())
                  .withJson("limit", Amounts.seconds(late.limit())));
      case RunEvent.ProcessDied died ->
          print(
              task("process-died", died.task())
                  .with("attempt", died.attempt())
                  .with("explanation", died.explanation()));
      case RunEvent.AttemptFailed failed -> failed(failed);
      case RunEvent.AttemptCancelled cancelled ->
          print(task("cancelled", cancelled.task()).with("attempt", cancelled.attempt()));
      case RunEvent.TaskDone done ->
          print(
              task("done", done.task())
                  .with("attempt", done.attempt())
                  .withJson("seconds", Amounts.seconds(done.duration())));
      case RunEvent.RangeEvaluated range ->
          print(
              event("range")
                  .with("family", range.family())
                  .with("complete", range.complete())
                  .with("total", range.total())
                  .with("delay", range.delay()));
      case RunEvent.DependencyDiscovered _, RunEvent.DependencyPresent _, RunEvent.RunEnded _ -> {}
    }
  }

  private void failed(RunEvent.AttemptFailed failed) {
    Json json =
        task("failed", failed.task())
            .with("attempt", failed.attempt())
            .withJson("seconds", Amounts.seconds(failed.duration()));
    failed.retry().ifPresent(wait -> json.withJson("retryIn", Amounts.seconds(wait)));
    print(failure(json, failed.failure()));
  }

  private static Json event(String name) {
    return new Json().with("event", name);
  }

  private static Json task(String event, PlannedTask task) {
    return event(event)
        .with("task", task.id())
        .with("family", task.family())
        .with("name", task.name());
  }

  private static Json failure(Json json, Failure failure) {
    json.with("cause", failure.message());
    failure.place().ifPresent(place -> json.with("place", place));
    return json;
  }

  /** Prints the result: the last object. */
  public void result(RunResult result) {
    RunResult.Counts counts = result.counts();
    Json tasks = new Json();
    tasks.with("done", counts.done()).with("alreadyDone", counts.alreadyDone());
    tasks.with("failed", counts.failed()).with("missing", counts.missing());
    tasks.with("broken", counts.broken()).with("notRun", counts.notRun());
    tasks.with("cancelled", counts.cancelled()).with("retried", counts.retried());
    Json json = event("result").with("run", result.run());
    json.with("status", word(result.status())).with("exitCode", result.exitCode().code());
    json.withJson("seconds", Amounts.seconds(result.duration()));
    json.withJson("counts", tasks.toString());
    json.withAll(
        "problems",
        result.tasks().stream().filter(JsonView::isProblem).map(JsonView::outcome).toList());
    print(json);
  }

  private static boolean isProblem(TaskOutcome outcome) {
    return outcome.state() != TaskOutcome.State.DONE
        && outcome.state() != TaskOutcome.State.ALREADY_DONE;
  }

  private static Json outcome(TaskOutcome outcome) {
    Json json = new Json().with("task", outcome.task().id()).with("name", outcome.task().name());
    json.with("state", word(outcome.state())).with("attempts", outcome.attempts());
    outcome.failure().ifPresent(failure -> failure(json, failure));
    outcome.log().ifPresent(log -> json.with("log", log.toString()));
    if (!outcome.blockers().isEmpty()) {
      json.with("blockers", outcome.blockers().stream().map(PlannedTask::id).toList());
    }
    return json;
  }

  /** An enum's name as the JSON form has it: {@code not-run}. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private synchronized void print(Json json) {
    out.print(json + "\n");
    out.flush();
  }

  @Override
  public void line(String line) {
    notes.accept(line);
  }

  @Override
  public void close() {}
}
