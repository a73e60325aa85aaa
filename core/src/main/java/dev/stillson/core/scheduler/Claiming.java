package dev.stillson.core.scheduler;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Handing out tasks. */
final class Claiming {
  private static final Comparator<TaskState> BY_HANDING_OUT =
      new Comparator<>() {
        @Override
        public int compare(TaskState one, TaskState other) {
          int byTime = one.attempt().since.compareTo(other.attempt().since);
          return byTime != 0 ? byTime : Long.compare(one.order, other.order);
        }
      };

  private final State state;
  private final Transitions transitions;
  private final Awaiting awaiting;
  private final Choice choice;

  Claiming(State state, Transitions transitions, Awaiting awaiting) {
    this.state = state;
    this.transitions = transitions;
    this.awaiting = awaiting;
    this.choice = new Choice(state);
  }

  Claimed claim(WorkerState worker, Command.Claim command, Instant now) {
    if (command.most() > 0) {
      worker.lastClaim = now;
    }
    List<Assignment> assignments = new ArrayList<>(1);
    List<Resumption> resumptions = new ArrayList<>(0);
    if (command.held().isPresent()) {
      sendAgain(worker, command.held().get(), assignments, resumptions);
    }
    for (int given = assignments.size() + resumptions.size(); given < command.most(); given++) {
      TaskState task = choice.next(worker, now);
      if (task == null) {
        break;
      }
      if (task.status == Status.PARKED) {
        resumptions.add(awaiting.resume(task, now));
      } else {
        assignments.add(start(task, worker, now));
      }
    }
    return reply(worker, assignments, resumptions);
  }

  /** Whether a claim would give a task, or tell that waiting for one is in vain. */
  boolean isWorthwhile(WorkerState worker) {
    if (worker.standing() != Standing.ACTIVE || choice.bestFitting(worker) != null) {
      return true;
    }
    if (worker.isAssistant()) {
      return false;
    }
    for (WorkerSet set : worker.sets) {
      if (set.live > 0) {
        return false;
      }
    }
    return true;
  }

  private Claimed reply(
      WorkerState worker, List<Assignment> assignments, List<Resumption> resumptions) {
    int live = 0;
    int pending = 0;
    int unique = 0;
    int latest = worker.latestPending;
    for (WorkerSet set : worker.sets) {
      live += set.live;
      pending += set.pending;
      if (set.workers.size() == 1) {
        unique += set.pending;
        latest += set.pending;
      }
    }
    return new Claimed(
        assignments,
        resumptions,
        live,
        state.returns.next(),
        worker.standing(),
        pending,
        unique,
        latest);
  }

  /** What the worker was given and does not know of, in the order of handing out. */
  private static void sendAgain(
      WorkerState worker,
      Set<String> held,
      List<Assignment> assignments,
      List<Resumption> resumptions) {
    List<TaskState> running = new ArrayList<>(worker.running);
    running.sort(BY_HANDING_OUT);
    for (TaskState task : running) {
      if (task.status != Status.RUNNING || held.contains(task.id)) {
        continue;
      }
      List<String> failed = task.attempt().resumed;
      if (failed != null) {
        resumptions.add(new Resumption(task.id, task.attempts, failed));
        continue;
      }
      List<Assignment> members = new ArrayList<>();
      Batch batch = task.batch();
      if (batch != null) {
        members.add(alone(task));
        List<TaskState> others = new ArrayList<>(batch.members);
        others.sort(TaskState.RANK);
        for (TaskState member : others) {
          members.add(alone(member));
        }
      }
      assignments.add(assignment(task, members));
    }
  }

  private Assignment start(TaskState task, WorkerState worker, Instant now) {
    List<TaskState> all = crew(task, worker);
    if (all.size() == 1) {
      begin(task, worker, Status.RUNNING, now);
      return alone(task);
    }
    Batch batch = new Batch(id(all));
    state.batches.put(batch.id, batch);
    List<Assignment> parts = new ArrayList<>();
    for (TaskState member : all) {
      member.rare().batch = batch;
      begin(member, worker, member == task ? Status.RUNNING : Status.BATCH_RUNNING, now);
      parts.add(alone(member));
    }
    batch.members.addAll(all.subList(1, all.size()));
    return assignment(task, parts);
  }

  /** The task and those that the worker combines with it, best ranked first. */
  List<TaskState> crew(TaskState task, WorkerState worker) {
    Batching batching = task.batchable ? batching(task, worker) : null;
    if (batching == null
        || batching.names().isEmpty()
        || !task.parameters.signature().names().containsAll(batching.names())) {
      return List.of(task);
    }
    boolean trivial = isTrivial(worker);
    List<TaskState> all = new ArrayList<>();
    all.add(task);
    for (TaskState member : state.ready.groups.after(task, batching.names())) {
      if (all.size() >= batching.most()) {
        break;
      }
      if ((!trivial || member.able.contains(worker)) && worker.has(member.terms.labels())) {
        all.add(member);
      }
    }
    return all;
  }

  /** Who makes tasks of a family for others combines them as whoever announced them would. */
  private static @Nullable Batching batching(TaskState task, WorkerState worker) {
    Batching own = worker.batchers.get(task.family);
    return own == null && worker.profile.starts(task.family)
        ? task.terms.batching().orElse(null)
        : own;
  }

  void begin(TaskState task, WorkerState worker, Status status, Instant now) {
    task.attempts++;
    task.attempt = new Attempt(worker, now, task.terms.demand());
    Instant ready = ready(task);
    transitions.set(task, status, now);
    state.changes.attemptStarted(new AttemptStart(task.id, task.family, task.attempts, ready, now));
  }

  /** Since when the task is pending with nothing left to wait for. */
  private Instant ready(TaskState task) {
    TaskState last = state.graph.lastDone(task);
    return last == null || last.updated.isBefore(task.updated) ? task.updated : last.updated;
  }

  /**
   * Whether nothing that the worker is able to run needs resources. Luigi's scheduler then looks at
   * the worker's own tasks only, also for the other members of a batch.
   */
  private static boolean isTrivial(WorkerState worker) {
    if (worker.isAssistant()) {
      return false;
    }
    for (WorkerSet set : worker.sets) {
      if (set.demanding > 0) {
        return false;
      }
    }
    return true;
  }

  private static Assignment alone(TaskState task) {
    return assignment(task, List.of());
  }

  private static Assignment assignment(TaskState task, List<Assignment> members) {
    return new Assignment(task.id, task.attempts, task.family, task.parameters, members);
  }

  /** Luigi's name for a batch of these tasks. */
  static String id(List<TaskState> members) {
    StringBuilder ids = new StringBuilder();
    for (TaskState member : members) {
      ids.append(ids.isEmpty() ? "" : "|").append(member.id);
    }
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest(ids.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no MD5, which every JVM must have", e);
    }
  }
}
