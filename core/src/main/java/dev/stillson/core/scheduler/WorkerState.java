package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything the scheduler knows about one worker. */
final class WorkerState {
  final String id;

  /** The order in which workers were first heard of. */
  final long order;

  final Instant started;
  WorkerProfile profile = WorkerProfile.UNKNOWN;
  Instant lastActive;

  /** When it last asked for work, rather than for how things are. */
  @Nullable Instant lastClaim;

  boolean disabled;

  /** Whether it introduced itself. */
  boolean registered;

  /** Whether it is counted as an assistant that may come for anything. */
  boolean assisting;

  final Deque<WorkerMessage> messages = new ArrayDeque<>();
  long messageNumber;

  /** How it combines tasks, by family. */
  final Map<String, Batching> batchers = new HashMap<>();

  /** Tasks with a live attempt here, in the order of handing out. */
  final List<TaskState> running = new ArrayList<>();

  /** The sets of workers that it is in and that some task uses. */
  final Set<WorkerSet> sets = new LinkedHashSet<>();

  /**
   * Tasks that it has, or had, a stake in or is able to run; some may be named twice. {@link
   * Membership} keeps it short.
   */
  ArrayList<TaskState> tasks = new ArrayList<>();

  /** How many of {@code tasks} there were after the last clearing out. */
  int tasksKept;

  /** Pending tasks that several can run, of which it was the last to say so. */
  int latestPending;

  /** Scratch of {@link Claiming}: slots that may still take better ranked tasks. */
  int spare;

  WorkerState(String id, long order, Instant now) {
    this.id = id;
    this.order = order;
    this.started = now;
    this.lastActive = now;
  }

  Standing standing() {
    if (disabled) {
      return Standing.DISABLED;
    }
    return registered ? Standing.ACTIVE : Standing.UNREGISTERED;
  }

  /** Whether it runs as many tasks as it has slots; one that is parked takes none. */
  boolean isFull() {
    int busy = 0;
    for (TaskState task : running) {
      busy += task.status == Status.RUNNING ? 1 : 0;
    }
    return busy >= profile.slots();
  }

  boolean isAssistant() {
    return !(profile.assistance() instanceof Assistance.None);
  }

  /** Whether it may take a task of {@code family} that it is not known to be able to run. */
  boolean assists(String family) {
    return switch (profile.assistance()) {
      case Assistance.None none -> false;
      case Assistance.Anything anything -> true;
      case Assistance.Families families -> families.names().contains(family);
    };
  }

  /** Whether it may be given a task of {@code family} that {@code able} can run. */
  boolean mayTake(WorkerSet able, String family, Map<String, String> labels) {
    return !disabled && has(labels) && (able.contains(this) || assists(family));
  }

  /** Whether it has these labels. */
  boolean has(Map<String, String> labels) {
    return labels.isEmpty() || profile.labels().entrySet().containsAll(labels.entrySet());
  }

  @Override
  public String toString() {
    return id;
  }
}
