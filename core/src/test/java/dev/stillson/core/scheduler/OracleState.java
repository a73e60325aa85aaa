package dev.stillson.core.scheduler;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the {@link Oracle} knows, and the answers it finds by looking at all of it. */
class OracleState {
  static final Comparator<Work> RANK =
      comparingDouble((Work one) -> -one.priority).thenComparingLong(one -> one.order);

  static final Comparator<Work> HANDED_OUT =
      comparing((Work one) -> one.started).thenComparingLong(one -> one.order);

  static final class Work {
    final String id;
    long order;
    Instant started = Instant.MIN;
    String family = "";
    Parameters parameters = Parameters.NONE;
    Terms terms = Terms.PLAIN;
    double priority;
    Status status;
    boolean announced;
    boolean runnable;
    boolean batchable;
    boolean cancelled;
    boolean reported;
    boolean foundDone;
    Instant updated;
    Set<String> hard = new LinkedHashSet<>();
    Set<String> soft = new LinkedHashSet<>();
    Set<String> awaited = new LinkedHashSet<>();
    Set<String> dynamic = new LinkedHashSet<>();
    TreeSet<Party> stake = new TreeSet<>(comparingLong(one -> one.order));
    TreeSet<Party> able = new TreeSet<>(comparingLong(one -> one.order));
    @Nullable Party latest;
    int attempts;
    @Nullable Party holder;
    Demand held = Demand.NONE;
    @Nullable List<String> resumed;
    @Nullable String batch;
    @Nullable Instant due;
    @Nullable Instant disabledAt;
    @Nullable Instant removal;
    @Nullable Instant firstFailure;
    List<Instant> failures = new ArrayList<>();
    int count;
    int losses;

    Work(String id, Status status, double priority, long order, Instant now) {
      this.id = id;
      this.status = status;
      this.priority = priority;
      this.order = order;
      this.updated = now;
    }

    boolean live() {
      return holder != null
          && Set.of(Status.RUNNING, Status.PARKED, Status.BATCH_RUNNING).contains(status);
    }

    Party holder() {
      return Objects.requireNonNull(holder);
    }

    boolean counted() {
      return terms.retry() instanceof RetryRule.Counted;
    }
  }

  static final class Party {
    final String id;
    final long order;
    WorkerProfile profile = WorkerProfile.UNKNOWN;
    Instant active;
    @Nullable Instant claimed;
    boolean disabled;
    boolean registered;
    final Map<String, Batching> batchers = new HashMap<>();
    final List<WorkerMessage> messages = new ArrayList<>();
    long number;

    Party(String id, long order, Instant now) {
      this.id = id;
      this.order = order;
      this.active = now;
    }

    Standing standing() {
      Standing met = registered ? Standing.ACTIVE : Standing.UNREGISTERED;
      return disabled ? Standing.DISABLED : met;
    }

    boolean assistant() {
      return !(profile.assistance() instanceof Assistance.None);
    }

    boolean has(Work task) {
      return profile.labels().entrySet().containsAll(task.terms.labels().entrySet());
    }

    boolean assists(String family) {
      return profile.assistance() instanceof Assistance.Anything
          || (profile.assistance() instanceof Assistance.Families some
              && some.names().contains(family));
    }
  }

  final SchedulerSettings settings;
  final Map<String, Work> tasks = new LinkedHashMap<>();
  final Map<String, Party> workers = new LinkedHashMap<>();
  final Map<String, Double> totals = new HashMap<>();
  boolean paused;
  long next;

  OracleState(SchedulerSettings settings) {
    this.settings = settings;
  }

  /** The task and, if it is the runner of a batch, the members. */
  List<Work> crew(Work task) {
    if (task.batch == null || task.status == Status.BATCH_RUNNING) {
      return List.of(task);
    }
    return Stream.concat(
            Stream.of(task),
            tasks.values().stream()
                .filter(one -> one != task && task.batch.equals(one.batch))
                .sorted(RANK))
        .toList();
  }

  Face face(Work task) {
    return switch (task.status) {
      case DONE -> Face.DONE;
      case RUNNING, PARKED, BATCH_RUNNING -> Face.OPEN;
      case UNKNOWN -> task.announced ? Face.LOST : Face.OPEN;
      case DISABLED -> Face.DISABLED;
      case FAILED -> task.due == null || doom(task) != Face.OPEN ? Face.LOST : Face.OPEN;
      case PENDING -> {
        boolean assisted =
            workers.values().stream().anyMatch(one -> one.assistant() && !one.disabled);
        boolean missing = task.able.isEmpty() && !(task.runnable && assisted);
        yield doom(task) == Face.OPEN && missing ? Face.LOST : doom(task);
      }
    };
  }

  private Face doom(Work task) {
    List<Face> below = task.hard.stream().map(this::faceOf).toList();
    if (below.contains(Face.DISABLED)) {
      return Face.DISABLED;
    }
    return below.contains(Face.LOST) ? Face.LOST : Face.OPEN;
  }

  Face faceOf(String id) {
    return tasks.containsKey(id) ? face(tasks.get(id)) : Face.OPEN;
  }

  boolean ready(Work task) {
    return switch (task.status) {
      case PENDING ->
          (task.runnable || !task.able.isEmpty())
              && task.hard.stream().allMatch(id -> faceOf(id) == Face.DONE)
              && task.soft.stream().noneMatch(id -> faceOf(id) == Face.OPEN);
      case PARKED -> task.awaited.stream().noneMatch(id -> faceOf(id) == Face.OPEN);
      default -> false;
    };
  }

  private boolean fits(Demand demand, Map<String, Double> used) {
    return demand.amounts().entrySet().stream()
        .allMatch(need ->
            need.getValue() + used.getOrDefault(need.getKey(), 0.0)
                <= totals.getOrDefault(need.getKey(), 1.0));
  }

  @Nullable Work choose(Party worker, Instant now) {
    Map<String, Double> used = new TreeMap<>();
    tasks.values().stream()
        .filter(task -> task.status == Status.RUNNING)
        .forEach(
            task -> task.held.amounts().forEach((name, n) -> used.merge(name, n, Double::sum)));
    Map<Party, Integer> greedy = new HashMap<>();
    for (Party one : workers.values()) {
      if (one.claimed != null && one.claimed.isAfter(now.minus(settings.workerTimeout()))) {
        greedy.put(one, one.profile.slots());
      }
    }
    Map<String, Double> reserved = new TreeMap<>();
    List<Work> candidates =
        tasks.values().stream()
            .filter(one -> one.status == Status.RUNNING || ready(one))
            .filter(one -> one.status != Status.PENDING || !paused)
            .sorted(RANK)
            .toList();
    for (Work task : candidates) {
      Demand demand = task.status == Status.PENDING ? task.terms.demand() : task.held;
      @Nullable Party taker = null;
      if (task.status == Status.RUNNING) {
        taker = greedy.containsKey(task.holder) ? task.holder : null;
      } else if (fits(demand, reserved)) {
        boolean parked = task.status == Status.PARKED;
        List<Party> able = parked ? List.of(task.holder) : List.copyOf(task.able);
        boolean assists = !parked && worker.assists(task.family);
        boolean mine =
            parked
                ? task.holder == worker
                : !worker.disabled && worker.has(task) && (able.contains(worker) || assists);
        if (mine && fits(demand, used)) {
          return task;
        }
        taker =
            Stream.concat(able.stream(), assists ? Stream.of(worker) : Stream.empty())
                .filter(one -> greedy.getOrDefault(one, 0) > 0)
                .filter(one -> parked || one.has(task))
                .findFirst()
                .orElse(null);
      }
      if (taker != null) {
        greedy.merge(taker, -1, Integer::sum);
        demand.amounts().forEach((name, n) -> reserved.merge(name, n, Double::sum));
      }
    }
    return null;
  }
}
