package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the scheduler knows about one task. There may be millions: what few tasks have is in
 * {@link Rarity}, edges are in {@link Edges}.
 *
 * <p>A task that is not {@code present} is only named by others as their dependency; nobody is
 * shown it.
 */
final class TaskState implements TaskView {
  /**
   * Best first: the higher priority, then the one heard of earlier. A class, as all on the way of
   * every run: the first lambda of a process costs more than a small run takes.
   */
  static final Comparator<TaskState> RANK =
      new Comparator<>() {
        @Override
        public int compare(TaskState one, TaskState other) {
          return compareRank(one, other);
        }
      };

  final String id;

  /** Where {@link Tasks} keeps it. */
  final int index;

  /** The order in which tasks were first heard of: a clock that jumps cannot change it. */
  long order;

  String family = "";
  Parameters parameters = Parameters.NONE;
  Terms terms = Terms.PLAIN;
  double priority;
  Status status = Status.UNKNOWN;
  Face face = Face.OPEN;
  boolean present;

  /** Whether somebody announced it, rather than only naming it as a dependency. */
  boolean announced;

  /** Whether somebody ever was able to run it. */
  boolean runnable;

  boolean batchable;
  Instant heard = Instant.EPOCH;
  Instant updated = Instant.EPOCH;

  int firstDependency;
  int firstDependant;

  /** How many dependencies keep it from starting. */
  int waiting;

  /** How many hard dependencies are lost. */
  int doomedBy;

  /** How many hard dependencies are lost because of a disabled task. */
  int disabledBy;

  /** The hash of the outputs that were told last; 0: it is not known what was told. */
  int outputs;

  /** Scratch for one pass over the graph, see {@link Tasks#stamp}. */
  int mark;

  WorkerSet stakeholders;
  WorkerSet able;

  /** What {@link Membership} has counted it as. */
  byte counted;

  /** How many attempts were started; the number of the last one. */
  int attempts;

  /** The last attempt, perhaps over. */
  @Nullable Attempt attempt;

  /** When it is tried again or re-enabled. */
  @Nullable Timer timer;

  @Nullable Lane lane;
  int laneIndex;
  @Nullable Rarity rarity;

  TaskState(String id, int index, WorkerSet nobody) {
    this.id = id;
    this.index = index;
    this.stakeholders = nobody;
    this.able = nobody;
  }

  /** Whether an attempt is going on, so that there is a lease. */
  boolean isLive() {
    return switch (status) {
      case RUNNING, PARKED, BATCH_RUNNING -> true;
      case PENDING, DONE, FAILED, DISABLED, UNKNOWN -> false;
    };
  }

  boolean isPlaceholder() {
    return status == Status.UNKNOWN && !announced;
  }

  Attempt attempt() {
    Attempt last = attempt;
    if (last == null) {
      throw new IllegalStateException("Task " + id + " has never been handed out");
    }
    return last;
  }

  /** What few tasks have; created when first asked for. */
  Rarity rare() {
    Rarity mine = rarity;
    if (mine == null) {
      mine = new Rarity();
      rarity = mine;
    }
    return mine;
  }

  @Nullable Batch batch() {
    return rarity == null ? null : rarity.batch;
  }

  boolean disabledByScheduler() {
    return rarity != null && rarity.disabledAt != null;
  }

  /** What it holds when it runs, or would. */
  Demand demand() {
    return status == Status.PARKED ? attempt().held : terms.demand();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public boolean isKnown() {
    return present;
  }

  @Override
  public String family() {
    return family;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Terms terms() {
    return terms;
  }

  @Override
  public double priority() {
    return priority;
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public Instant heard() {
    return heard;
  }

  @Override
  public Instant updated() {
    return updated;
  }

  @Override
  public List<String> able() {
    List<String> ids = new ArrayList<>(able.workers.size());
    for (WorkerState worker : able.workers) {
      ids.add(worker.id);
    }
    return ids;
  }

  @Override
  public Optional<String> runner() {
    return attempt == null || attempt.lost ? Optional.empty() : Optional.of(attempt.worker.id);
  }

  @Override
  public Optional<Instant> started() {
    return attempt == null ? Optional.empty() : Optional.of(attempt.since);
  }

  @Override
  public Optional<Demand> held() {
    return attempt == null ? Optional.empty() : Optional.of(attempt.held);
  }

  @Override
  public boolean isDisabledByScheduler() {
    return disabledByScheduler();
  }

  @Override
  public Optional<String> explanation() {
    return rarity == null ? Optional.empty() : rarity.explanation;
  }

  @Override
  public Optional<String> message() {
    return rarity == null ? Optional.empty() : rarity.message;
  }

  @Override
  public Optional<Double> percentage() {
    return rarity == null ? Optional.empty() : rarity.percentage;
  }

  @Override
  public Optional<String> trackingUrl() {
    return rarity == null ? Optional.empty() : rarity.trackingUrl;
  }

  static int compareRank(TaskState one, TaskState other) {
    int byPriority = Double.compare(other.priority, one.priority);
    return byPriority != 0 ? byPriority : Long.compare(one.order, other.order);
  }

  @Override
  public String toString() {
    return id + " " + status;
  }
}
