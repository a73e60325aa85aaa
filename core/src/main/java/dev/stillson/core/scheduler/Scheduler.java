package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scheduler: knows all tasks and workers and decides who runs what. Its state changes by {@link
 * #apply} alone and depends on nothing but the commands and the times given with them.
 *
 * <p>Not thread-safe: commands and queries come one at a time.
 */
public final class Scheduler {
  /** The effort of {@link #why(String)}: a millisecond or two at most. */
  public static final int USUAL_EFFORT = 10_000;

  private final State state;
  private final Transitions transitions;
  private final Announcing announcing;
  private final Awaiting awaiting;
  private final Claiming claiming;
  private final Attempts attempts;
  private final Departures departures;
  private final Operations operations;
  private final LuigiWorkers luigi;

  /** How often somebody paused the scheduler or ended a pause. */
  private long resumptions;

  /** A scheduler that knows nothing yet and whose state nobody keeps. */
  public Scheduler(SchedulerSettings settings) {
    this(settings, Changes.NONE);
  }

  /** A scheduler that knows nothing yet and tells {@code changes} what it touches. */
  public Scheduler(SchedulerSettings settings, Changes changes) {
    state = new State(settings, changes);
    transitions = new Transitions(state);
    announcing = new Announcing(state, transitions);
    awaiting = new Awaiting(state, transitions, announcing);
    claiming = new Claiming(state, transitions, awaiting);
    attempts = new Attempts(state, transitions);
    departures = new Departures(state, transitions, attempts);
    operations = new Operations(state, transitions, attempts);
    luigi = new LuigiWorkers(state, transitions, announcing, claiming, attempts, departures);
  }

  /**
   * Applies a command.
   *
   * @param now the present time; it may jump, but what is due by a wrong clock is done by it
   * @throws IllegalArgumentException if a value in the command makes no sense, such as a negative
   *     amount of a resource
   */
  @SuppressWarnings("unchecked") // Each command is answered with its own type of reply.
  public <R> R apply(Command<R> command, Instant now) {
    return (R) reply(command, now);
  }

  private Object reply(Command<?> command, Instant now) {
    // What every run says is looked at first: preparing the large switch takes a process longer
    // than a small run.
    if (command instanceof Command.Claim claim) {
      return claim(claim, now);
    }
    if (command instanceof Command.Report report) {
      return report(report, now);
    }
    if (command instanceof Command.Announce announce) {
      return announce(announce, now);
    }
    if (command instanceof Command.RegisterWorker register) {
      return register(register, now);
    }
    return switch (command) {
      case Command.Claim claim -> claim(claim, now);
      case Command.Report report -> report(report, now);
      case Command.Announce announce -> announce(announce, now);
      case Command.RegisterWorker register -> register(register, now);
      case Command.Await await -> awaiting.await(state.touch(await.worker(), now), await, now);
      case Command.Heartbeat heartbeat ->
          attempts.heartbeat(state.touch(heartbeat.worker(), now), heartbeat);
      case Command.Progress progress -> attempts.progress(progress);
      case Command.DecreaseResources decrease -> attempts.decrease(decrease);
      case Command.Forget forget -> {
        WorkerState worker = state.workers.get(forget.worker());
        if (worker != null) {
          departures.drop(worker, false, now);
        }
        yield Acknowledgement.OK;
      }
      case Command.ForgiveFailures forgive -> operations.forgive(forgive.taskId(), now);
      case Command.MarkDone done -> operations.markDone(done.taskId(), now);
      case Command.Invalidate invalidate -> operations.invalidate(invalidate.taskId(), now);
      case Command.ReEnable reEnable -> operations.reEnable(reEnable.taskId(), now);
      case Command.Disable disable -> operations.disable(disable.taskId(), now);
      case Command.Cancel cancel -> operations.cancel(cancel.taskId(), now);
      case Command.SetPriority set -> operations.setPriority(set.taskId(), set.priority());
      case Command.Pause pause -> pause(true);
      case Command.Resume resume -> pause(false);
      case Command.DisableWorker disable -> {
        departures.disable(state.mention(disable.worker(), now));
        yield Acknowledgement.OK;
      }
      case Command.SetSlots set -> {
        state.send(
            state.mention(set.worker(), now),
            number -> new WorkerMessage.Slots(number, set.slots()));
        yield Acknowledgement.OK;
      }
      case Command.SetResource set -> {
        state.resources.total(set.name(), set.total());
        state.changes.general();
        yield Acknowledgement.OK;
      }
      case Command.SendMessage message -> {
        state.send(
            state.mention(message.worker(), now),
            number ->
                new WorkerMessage.ForTask(
                    number, message.taskId(), message.messageId(), message.content()));
        yield Acknowledgement.OK;
      }
      case Command.Start start -> operations.start(start);
      case Command.Delete delete -> operations.delete(delete);
      case Command.Respond respond -> operations.respond(respond);
      case Command.TakeResponse take -> operations.takeResponse(take);
      case Command.Prune prune -> {
        departures.prune(now);
        yield Acknowledgement.OK;
      }
      case LuigiCommand<?> said -> luigi.apply(said, now);
    };
  }

  private Claimed claim(Command.Claim claim, Instant now) {
    WorkerState worker = state.touch(claim.worker(), now);
    if (state.settings.pruneOnClaim()) {
      departures.prune(now);
    }
    return claiming.claim(worker, claim, now);
  }

  private Verdict report(Command.Report report, Instant now) {
    return attempts.report(state.touch(report.worker(), now), report, now);
  }

  private Standing announce(Command.Announce announce, Instant now) {
    WorkerState worker = state.touch(announce.worker(), now);
    announcing.announce(worker, announce.tasks(), now);
    return worker.standing();
  }

  private Acknowledgement register(Command.RegisterWorker register, Instant now) {
    departures.profile(state.touch(register.worker(), now), register.profile());
    return Acknowledgement.OK;
  }

  private Acknowledgement pause(boolean paused) {
    state.paused = paused;
    resumptions++;
    state.changes.general();
    return Acknowledgement.OK;
  }

  /** The task's status; empty if the task is unknown. */
  public Optional<Status> status(String taskId) {
    TaskState task = state.tasks.find(taskId);
    return task == null ? Optional.empty() : Optional.of(task.status);
  }

  /** How many tasks there are of each status; those without any are left out. */
  public Map<Status, Integer> counts() {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      if (state.tasks.count(status) > 0) {
        counts.put(status, state.tasks.count(status));
      }
    }
    return counts;
  }

  /** Whether the scheduler is paused. */
  public boolean isPaused() {
    return state.paused;
  }

  /** The task as it is now; empty if it is unknown. */
  public Optional<TaskRow> task(String taskId) {
    TaskState task = state.tasks.find(taskId);
    return task == null ? Optional.empty() : Optional.of(new Rows(state).row(task));
  }

  /** Ids of the tasks that depend on this one, sorted; none if it is unknown. */
  public List<String> dependants(String taskId) {
    TaskState task = state.tasks.find(taskId);
    List<String> ids = new ArrayList<>();
    if (task != null) {
      for (int e = task.firstDependant; e != 0; e = state.graph.edges.nextDependant(e)) {
        ids.add(state.graph.edges.dependant(e).id);
      }
      Collections.sort(ids);
    }
    return ids;
  }

  /**
   * Why the task is not running, or that it is; empty if it is unknown. That it waits for itself is
   * told where {@link #USUAL_EFFORT} finds it.
   */
  public Optional<Why> why(String taskId) {
    return why(taskId, USUAL_EFFORT);
  }

  /**
   * As {@link #why(String)}.
   *
   * @param effort how many dependencies are followed in each direction to find out whether the task
   *     waits for itself; what it costs grows with that in the middle of large graphs
   */
  public Optional<Why> why(String taskId, int effort) {
    TaskState task = state.tasks.find(taskId);
    return task == null ? Optional.empty() : Optional.of(new Reasons(state, effort).why(task));
  }

  /** Finds what pending tasks wait for; to be used before the next command. */
  public UpstreamStatus upstream() {
    return new UpstreamStatus(state);
  }

  /** Everything, without copies; to be used before the next command. */
  public Inventory inventory() {
    return new Inventory(state);
  }

  /** When the next task returns from a failure or from being disabled; a pruning does it. */
  public Optional<Instant> nextWake() {
    return state.returns.next();
  }

  /**
   * A number that differs from what it was before whenever {@link #isClaimWorthwhile} or {@link
   * #hasMessages} may have become true for some worker. A pause and its end change it too.
   */
  public long openings() {
    return state.ready.additions
        + state.resources.releases
        + state.membership.conclusions
        + departures.turns
        + state.sent
        + resumptions;
  }

  /**
   * Whether a claim that found nothing should be repeated: there may be a task for the worker, or
   * the reply would tell that there is nothing to wait for, since the worker is unknown or not
   * {@link Standing#ACTIVE}, or, if it is no assistant, nothing that it has a stake in can come to
   * an end any more. Cheap whatever the number of tasks.
   */
  public boolean isClaimWorthwhile(String workerId) {
    WorkerState worker = state.workers.get(workerId);
    return worker == null || claiming.isWorthwhile(worker);
  }

  /** Whether there are messages for the worker that it has not said to have seen. */
  public boolean hasMessages(String workerId) {
    WorkerState worker = state.workers.get(workerId);
    return worker != null && !worker.messages.isEmpty();
  }

  /** How the scheduler treats time and failures. */
  public SchedulerSettings settings() {
    return state.settings;
  }

  /** How much of each resource is in use, by name; those not in use are left out. */
  public Map<String, Double> usedResources() {
    return state.resources.used();
  }

  /** How much there is of each resource that was set, by name. */
  public Map<String, Double> totals() {
    return state.resources.configured();
  }

  /** The worker as it is now; empty if it is unknown. */
  public Optional<WorkerRow> worker(String workerId) {
    WorkerState worker = state.workers.get(workerId);
    return worker == null ? Optional.empty() : Optional.of(new Rows(state).row(worker));
  }

  /** All that the scheduler knows; {@link #restore} makes a scheduler of it again. */
  public Snapshot snapshot() {
    return new Rows(state).all();
  }

  /**
   * A scheduler that knows what the snapshot says and behaves as the one it was taken from.
   *
   * @throws IllegalArgumentException if the rows do not fit together, as when a task is held by a
   *     worker that has no row
   */
  public static Scheduler restore(SchedulerSettings settings, Changes changes, Snapshot snapshot) {
    Scheduler scheduler = new Scheduler(settings, changes);
    new Restoring(scheduler.state).restore(snapshot);
    return scheduler;
  }

  State state() {
    return state;
  }
}
