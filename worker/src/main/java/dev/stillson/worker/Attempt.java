package dev.stillson.worker;

import dev.stillson.Isolation;
import dev.stillson.Node;
import dev.stillson.Policy;
import dev.stillson.Task;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.parameter.Batch;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.worker.log.AttemptScope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One attempt at one task, or at one batch of tasks.
 *
 * <p>It ends once: by its own thread, or, when that does not stop in time, by being abandoned. Who
 * moves the stage to {@link Stage#ENDED} tells the {@link Desk}; the other does nothing more.
 */
final class Attempt implements Runnable {
  /** Where an attempt is in its life. */
  enum Stage {
    RUNNING,
    /** Asked to stop since its time is over. */
    OVERTIME,
    /** Asked to stop since the run is cancelled. */
    CANCELLED,
    /** Asked to stop since its lease is gone. */
    LOST,
    ENDED
  }

  private final Run run;
  private final Vertex vertex;
  private final int number;

  /** The tasks of the batch, {@link #vertex} first; empty if there is no batch. */
  private final List<Vertex> members;

  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.RUNNING);
  private final Gate gate = new Gate();
  private volatile @Nullable Thread thread;
  private volatile @Nullable TimeLimit limit;
  private volatile @Nullable Runnable abandonment;
  private Policy policy = Policy.DEFAULT;
  private long start;

  /** How many slots it holds: 1, or 0 while parked. Of the desk. */
  int slots = 1;

  /** How often it found something new, and those who found it. Of its thread. */
  int rounds;

  /** Where it is in the desk's list. Of the desk. */
  int position;

  private final LinkedBlockingQueue<WorkerMessage.ForTask> mail = new LinkedBlockingQueue<>();

  /** Wakes it when it is parked. */
  final Parking parking = new Parking();

  Attempt(Run run, Vertex vertex, int number, List<Vertex> members) {
    this.run = run;
    this.vertex = vertex;
    this.number = number;
    this.members = members;
    this.rounds = vertex.rounds;
  }

  Vertex vertex() {
    return vertex;
  }

  int number() {
    return number;
  }

  /** What people sent to it and it has not read. */
  BlockingQueue<WorkerMessage.ForTask> mail() {
    return mail;
  }

  Gate gate() {
    return gate;
  }

  Run owner() {
    return run;
  }

  Policy policy() {
    return policy;
  }

  Optional<TimeLimit> limit() {
    return Optional.ofNullable(limit);
  }

  @Override
  public void run() {
    start = System.nanoTime();
    Failure failure = null;
    Scratch scratch = new Scratch(run.folder(), vertex.id(), number);
    try {
      Node node = combined(vertices());
      if (node instanceof Task<?> task) {
        policy = task.policy();
        if (!(policy.isolation() instanceof Isolation.VirtualThread)
            && Thread.currentThread().isVirtual()) {
          Thread.ofPlatform()
              .daemon()
              .name(vertex.id())
              .inheritInheritableThreadLocals(false)
              .start(this);
          return;
        }
        List<Vertex> open = open();
        if (open.isEmpty()) {
          end(null, scratch);
          return;
        }
        begin();
        Task<?> made = open.size() == vertices().size() ? task : (Task<?>) combined(open);
        failure = perform(made, scratch).orElse(null);
      }
    } catch (Throwable e) {
      failure = Failures.of(e, vertex.node());
    }
    end(failure, scratch);
  }

  private static Node combined(List<Vertex> parts) {
    if (parts.size() == 1) {
      return parts.getFirst().node();
    }
    List<Node> nodes = new ArrayList<>(parts.size());
    for (Vertex part : parts) {
      nodes.add(part.node());
    }
    return Batch.combine(nodes);
  }

  /** Those whose output is not known to be there: nobody has looked for what was adopted. */
  private List<Vertex> open() {
    List<Vertex> open = new ArrayList<>(1);
    for (Vertex each : vertices()) {
      if (!each.adopted || !run.isDone(each)) {
        open.add(each);
      }
    }
    return open;
  }

  /** The tasks that it makes: one, or those of the batch. */
  List<Vertex> vertices() {
    return members.isEmpty() ? List.of(vertex) : members;
  }

  private Optional<Failure> missing() {
    try {
      return run.missing(vertices());
    } catch (IOException e) {
      return Optional.of(Failures.of(e, vertex.node()));
    }
  }

  private void begin() {
    Thread current = Thread.currentThread();
    current.setContextClassLoader(run.options().classes());
    Lease lease = new Lease(vertex.id(), number);
    new AttemptScope(vertex.id(), number, run.logs(), () -> run.client().logged(lease)).enter();
    if (run.options().mdc()) {
      MDC.put("task", vertex.id());
      MDC.put("attempt", Integer.toString(number));
    }
    tell(() -> new RunEvent.AttemptStarted(vertex, number));
    thread = current;
    if (stage.get() != Stage.RUNNING) {
      current.interrupt();
    }
    if (policy.timeout().isPresent()) {
      TimeLimit time = new TimeLimit(run.timer(), policy.timeout().get(), this::overtime);
      limit = time;
      time.start();
    }
  }

  /** Returns why it failed, where that was not thrown. */
  private Optional<Failure> perform(Task<?> task, Scratch scratch) throws Exception {
    AttemptHost host = new AttemptHost(this);
    if (policy.isolation() instanceof Isolation.ChildJvm child) {
      try {
        return ChildProcess.run(this, host, task, child).or(this::missing);
      } finally {
        scratch.sweep();
      }
    }
    AttemptContext context =
        new AttemptContext(
            new AttemptContext.Identity(vertex.family(), vertex.id(), number),
            task,
            run.connectors(),
            run.options().environment(),
            gate,
            host,
            scratch);
    task.run(context);
    // A store need not be asked for what it has just confirmed.
    boolean known = members.isEmpty() && context.hasPublished(task.output());
    return known ? Optional.empty() : missing();
  }

  private void overtime() {
    if (stage.compareAndSet(Stage.RUNNING, Stage.OVERTIME)) {
      tell(() ->
          new RunEvent.AttemptTimedOut(vertex, number, policy.timeout().orElse(Duration.ZERO)));
      interrupt();
      run.timer().after(run.options().grace(), this::abandon);
    }
  }

  /** Asks it to stop since the run is cancelled. */
  void cancel() {
    if (stage.compareAndSet(Stage.RUNNING, Stage.CANCELLED)) {
      interrupt();
    }
  }

  /** Asks it to stop since its lease is gone; from now on it publishes nothing. */
  void lose() {
    Stage before = stage.get();
    if (before != Stage.ENDED && stage.compareAndSet(before, Stage.LOST)) {
      gate.close();
      interrupt();
      run.timer().after(run.options().grace(), this::abandon);
    }
  }

  private void interrupt() {
    Thread current = thread;
    if (current != null) {
      current.interrupt();
    }
  }

  /** Calls {@code action} when it is abandoned. */
  void onAbandon(Runnable action) {
    abandonment = action;
    if (stage.get() == Stage.ENDED) {
      action.run();
    }
  }

  /** Ends it though its thread goes on: that can publish nothing more. */
  void abandon() {
    if (stage.get() == Stage.ENDED) {
      return;
    }
    Runnable action = abandonment;
    if (action != null) {
      action.run();
    }
    // What is being published may take a while, and neither timer nor desk may wait.
    Thread.ofVirtual()
        .start(() -> {
          try {
            gate.closeAndWait(run.options().grace().toNanos());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          finish(Failure.of("It did not stop"));
        });
  }

  private void end(@Nullable Failure failure, Scratch scratch) {
    Thread.interrupted(); // Cleaning up must not fail since the task was asked to stop.
    gate.close();
    try {
      scratch.remove();
    } catch (IOException e) {
      LoggerFactory.getLogger(Engine.class)
          .warn("The temporary files of {} are not removed: {}", vertex.id(), e.toString());
    }
    finish(failure);
  }

  private void finish(@Nullable Failure failure) {
    Stage before = stage.getAndSet(Stage.ENDED);
    if (before == Stage.ENDED) {
      return;
    }
    TimeLimit time = limit;
    if (time != null) {
      time.stop();
    }
    long nanos = System.nanoTime() - start;
    Duration duration = Duration.ofNanos(nanos);
    if (before == Stage.LOST) {
      tell(() -> new RunEvent.AttemptCancelled(vertex, number));
      run.desk().add(new Note.Lost(this));
    } else if (failure == null) {
      for (Vertex each : vertices()) {
        tell(() -> new RunEvent.TaskDone(each, number, duration));
      }
      run.desk().add(new Note.Done(this, nanos));
    } else if (before == Stage.CANCELLED) {
      tell(() -> new RunEvent.AttemptCancelled(vertex, number));
      run.desk().add(new Note.Cancelled(this, nanos));
    } else {
      Failure cause = before == Stage.OVERTIME ? late(failure) : failure;
      for (Vertex each : vertices()) {
        tell(() -> new RunEvent.AttemptFailed(each, number, cause, duration, retry(each, cause)));
      }
      run.desk().add(new Note.Failed(this, nanos, cause));
    }
  }

  private Failure late(Failure failure) {
    return new Failure(
        "It ran longer than its timeout of " + Texts.duration(policy.timeout().orElseThrow()),
        failure.place(),
        failure.details(),
        false);
  }

  private Optional<Duration> retry(Vertex task, Failure cause) {
    int failures = task.failures + 1;
    if (cause.permanent() || failures > policy.retry().times()) {
      return Optional.empty();
    }
    double factor = Math.pow(policy.retry().factor(), failures - 1.0);
    double millis =
        Math.min(
            policy.retry().delay().toMillis() * factor, (double) policy.retry().cap().toMillis());
    return Optional.of(Duration.ofMillis((long) millis));
  }

  void tell(Supplier<RunEvent> event) {
    if (run.listeners().any()) {
      run.listeners().tell(event.get());
    }
  }
}
