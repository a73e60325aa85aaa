package dev.stillson.worker;

import dev.stillson.DependencyFailed;
import dev.stillson.Messages;
import dev.stillson.Node;
import dev.stillson.PermanentFailure;
import dev.stillson.Producer;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.WorkerMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Answers an attempt's context in the process of the run. */
final class AttemptHost implements Host {
  private final Attempt attempt;
  private final Run run;

  AttemptHost(Attempt attempt) {
    this.attempt = attempt;
    this.run = attempt.owner();
  }

  @Override
  public boolean isReal(Producer<?> node) {
    return run.growth().isReal(node);
  }

  @Override
  public void require(List<? extends Node> nodes) throws InterruptedException {
    List<String> open = new ArrayList<>();
    for (Vertex vertex : run.growth().add(attempt, nodes)) {
      if (vertex.state != PlannedTask.State.DONE && vertex.fate != Vertex.Fate.DONE) {
        open.add(vertex.id());
      }
    }
    if (open.isEmpty()) {
      return;
    }
    Vertex vertex = attempt.vertex();
    run.desk().expect(attempt);
    switch (run.client().await(vertex.id(), attempt.number(), List.of(), open)) {
      case Awaited.Parked parked -> park();
      case Awaited.Settled settled -> check(settled.failed());
      case Awaited.Cycle cycle -> throw new PermanentFailure(circle(cycle.path()));
      case Awaited.Refused refused ->
          throw new IllegalStateException(
              "The attempt is over; it can require nothing more (" + refused.why() + ")");
    }
  }

  private void park() throws InterruptedException {
    attempt.limit().ifPresent(TimeLimit::stop);
    attempt.tell(() -> new RunEvent.AttemptParked(attempt.vertex(), attempt.number()));
    run.desk().add(new Note.Parked(attempt));
    List<String> failed = attempt.parking.stay();
    attempt.tell(() -> new RunEvent.AttemptResumed(attempt.vertex(), attempt.number()));
    attempt.limit().ifPresent(TimeLimit::start);
    check(failed);
  }

  private void check(List<String> failed) {
    if (!failed.isEmpty()) {
      String id = failed.getFirst();
      throw new DependencyFailed(
          id, run.graph().vertices().find(id).map(AttemptHost::cause).orElse(""));
    }
  }

  private static String cause(Vertex vertex) {
    Failure failure = vertex.failure;
    if (failure != null) {
      return failure.toString();
    }
    if (vertex.state == PlannedTask.State.MISSING) {
      return vertex.output().map(target -> "there is no " + target).orElse("");
    }
    return "something that it requires failed";
  }

  private String circle(List<String> path) {
    StringBuilder text = new StringBuilder("The tasks require each other in a circle\n  circle: ");
    for (int i = 0; i < path.size(); i++) {
      String id = path.get(i);
      text.append(i == 0 ? "" : "\n    → ")
          .append(run.graph().vertices().find(id).map(Vertex::name).orElse(id));
    }
    return text.toString();
  }

  @Override
  public void progress(double fraction) {
    Vertex vertex = attempt.vertex();
    int number = attempt.number();
    attempt.tell(() -> new RunEvent.Progress(vertex, number, fraction));
    progress(Optional.empty(), Optional.of(fraction * 100), Optional.empty());
  }

  @Override
  public void status(String message) {
    Vertex vertex = attempt.vertex();
    int number = attempt.number();
    attempt.tell(() -> new RunEvent.Status(vertex, number, message));
    progress(Optional.of(message), Optional.empty(), Optional.empty());
  }

  @Override
  public void trackingUrl(URI url) {
    Vertex vertex = attempt.vertex();
    int number = attempt.number();
    attempt.tell(() -> new RunEvent.Tracking(vertex, number, url));
    progress(Optional.empty(), Optional.empty(), Optional.of(url.toString()));
  }

  private void progress(
      Optional<String> message, Optional<Double> percentage, Optional<String> url) {
    if (run.client().isShared()) {
      run.client()
          .tell(worker ->
              new Command.Progress(
                  worker, attempt.vertex().id(), attempt.number(), message, percentage, url));
    }
  }

  @Override
  public void release(String resource, int amount) {
    run.client()
        .tell(worker ->
            new Command.DecreaseResources(
                worker, attempt.vertex().id(), attempt.number(), Demand.of(resource, amount)));
    run.desk().wake();
  }

  /** Nobody can send messages to a run with a scheduler of its own, so that none ever comes. */
  @Override
  public Optional<Messages.Message> message(Duration wait) throws InterruptedException {
    WorkerMessage.ForTask text = attempt.mail().poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    return text == null ? Optional.empty() : Optional.of(new Received(text));
  }

  /** A message from outside. */
  private final class Received implements Messages.Message {
    private final WorkerMessage.ForTask text;

    Received(WorkerMessage.ForTask text) {
      this.text = text;
    }

    @Override
    public String content() {
      return text.content();
    }

    @Override
    public void respond(String answer) {
      run.client().tell(worker -> new Command.Respond(text.taskId(), text.messageId(), answer));
    }
  }
}
