package dev.stillson.core.scheduler;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recomputes everything that the scheduler counts as it goes, and what must always hold. */
final class SelfCheck {
  private final State state;
  private final Map<WorkerSet, int[]> sets = new HashMap<>();
  private final int[] statuses = new int[Status.values().length];
  private final Map<String, Long> used = new HashMap<>();
  private final Map<WorkerState, Integer> latest = new HashMap<>();
  private final Map<WorkerState, Integer> leases = new HashMap<>();
  private final Set<TaskState> ready = new HashSet<>();
  private int orphans;
  private int edges;

  private SelfCheck(State state) {
    this.state = state;
  }

  /** Fails if anything in the state contradicts anything else. */
  static void check(State state) {
    SelfCheck check = new SelfCheck(state);
    for (int i = 0; i < state.tasks.limit(); i++) {
      TaskState task = state.tasks.peek(i);
      if (task != null) {
        check.task(task);
      }
    }
    check.sets();
    check.queue();
    check.workers();
    check.totals();
  }

  private static void that(boolean holds, String claim, Object about) {
    if (!holds) {
      throw new AssertionError("Not so: " + claim + ": " + about);
    }
  }

  private void task(TaskState task) {
    edges(task);
    that(task.face == state.graph.faceOf(task), "the face is up to date", task);
    if (!task.present) {
      that(task.firstDependant != 0, "somebody names it", task);
      that(task.stakeholders.isEmpty() && task.able.isEmpty(), "nobody is there for it", task);
      return;
    }
    that((task.lane != null) == ReadyQueue.isReady(task), "what is ready is queued", task);
    if (task.lane != null) {
      ready.add(task);
    }
    attempt(task);
    memberships(task);
    statuses[Arrays.asList(Status.values()).indexOf(task.status)]++;
    boolean returns = task.status == Status.FAILED || task.status == Status.DISABLED;
    that(task.timer == null || returns, "only what returns has a timer", task);
    boolean orphan = task.runnable && task.able.isEmpty();
    that(state.membership.orphans.contains(task) == orphan, "orphans are known", task);
    orphans += orphan ? 1 : 0;
  }

  private void edges(TaskState task) {
    int waiting = 0;
    int doomedBy = 0;
    int disabledBy = 0;
    int awaiting = 0;
    Set<TaskState> seen = new HashSet<>();
    for (int e = task.firstDependency; e != 0; e = state.graph.edges.nextDependency(e)) {
      edges++;
      TaskState dependency = state.graph.edges.dependency(e);
      int kind = state.graph.edges.kind(e);
      that(seen.add(dependency), "there is one edge to each dependency", task);
      that(state.graph.edges.dependant(e) == task, "the edge is the task's own", task);
      that(isAmongDependants(e, dependency), "the dependency knows its dependant", dependency);
      boolean hard = (kind & Edges.HARD) != 0;
      boolean open = dependency.face == Face.OPEN;
      boolean holdsBack = hard ? dependency.face != Face.DONE : (kind & Edges.SOFT) != 0 && open;
      waiting += holdsBack ? 1 : 0;
      doomedBy += hard && dependency.face.isLost() ? 1 : 0;
      disabledBy += hard && dependency.face == Face.DISABLED ? 1 : 0;
      awaiting += (kind & Edges.AWAITED) != 0 && open ? 1 : 0;
      boolean parked = task.status == Status.PARKED;
      that((kind & Edges.AWAITED) == 0 || parked, "only the parked await", task);
    }
    that(task.waiting == waiting, "what it waits for is counted", task);
    that(task.doomedBy == doomedBy, "its lost dependencies are counted", task);
    that(task.disabledBy == disabledBy, "its disabled dependencies are counted", task);
    int counted = task.rarity == null ? 0 : task.rarity.awaiting;
    that(counted == awaiting, "what it awaits is counted", task);
  }

  private boolean isAmongDependants(int edge, TaskState dependency) {
    int one = dependency.firstDependant;
    while (one != 0 && one != edge) {
      one = state.graph.edges.nextDependant(one);
    }
    return one == edge;
  }

  private void attempt(TaskState task) {
    @Nullable Attempt attempt = task.attempt;
    boolean goesOn = attempt != null && attempt.end == Attempt.End.GOING_ON;
    that(goesOn == task.isLive(), "there is one live lease if and only if it runs", task);
    if (attempt != null && goesOn) {
      that(attempt.worker.running.contains(task), "its worker knows the lease", task);
      that(state.workers.get(attempt.worker.id) == attempt.worker, "its worker lives", task);
      leases.merge(attempt.worker, 1, Integer::sum);
    }
    boolean runs = task.status == Status.RUNNING;
    that(state.running.contains(task) == runs, "running tasks are listed", task);
    if (attempt != null && runs) {
      for (int i = 0; i < attempt.held.size(); i++) {
        used.merge(attempt.held.name(i), attempt.held.millionths(i), Long::sum);
      }
    }
    Batch batch = task.batch();
    boolean member = task.status == Status.BATCH_RUNNING;
    that(!member || batch != null, "a member has a batch", task);
    if (batch != null) {
      that(task.isLive(), "a batch is over with its attempt", task);
      that(batch.members.contains(task) == member, "a batch knows its members", task);
    }
  }

  private void memberships(TaskState task) {
    int[] staked = sets.computeIfAbsent(task.stakeholders, set -> new int[4]);
    staked[0]++;
    staked[1] += task.face == Face.OPEN ? 1 : 0;
    int[] able = sets.computeIfAbsent(task.able, set -> new int[4]);
    able[0]++;
    boolean waits = task.status == Status.PENDING;
    boolean pending = (waits || task.status == Status.FAILED) && task.face != Face.DISABLED;
    able[2] += pending ? 1 : 0;
    able[3] += waits && !task.terms.demand().isNone() ? 1 : 0;
    for (WorkerSet set : List.of(task.stakeholders, task.able)) {
      for (WorkerState worker : set.workers) {
        that(worker.tasks.contains(task), "its workers remember it", task);
        that(worker.sets.contains(set), "workers know their sets", set);
      }
    }
    if (task.able.workers.size() > 1) {
      WorkerState last = task.rare().latest;
      that(last != null && task.able.contains(last), "the latest is able", task);
      if (pending && last != null) {
        latest.merge(last, 1, Integer::sum);
      }
    }
  }

  private void sets() {
    sets.forEach((set, counts) -> {
      if (!set.isEmpty()) {
        that(set.users == counts[0] + set.lanes.size(), "users are counted", set);
        that(set.live == counts[1], "live tasks are counted", set);
        that(set.pending == counts[2], "pending tasks are counted", set);
        that(set.demanding == counts[3], "demanding tasks are counted", set);
      }
    });
  }

  private void queue() {
    Set<TaskState> queued = new HashSet<>();
    for (Lane lane : state.ready.lanes()) {
      TaskState before = lane.best();
      int steps = 0;
      for (Lane.Walk walk = lane.new Walk(); ; walk.advance()) {
        TaskState task = walk.task();
        if (task == null) {
          break;
        }
        that(TaskState.compareRank(before, task) <= 0, "a lane is walked by rank", task);
        that(task.lane == lane && queued.add(task), "a task is queued once", task);
        before = task;
        steps++;
      }
      that(steps == lane.size() && steps > 0, "a walk sees all", lane.kind);
    }
    that(queued.equals(ready), "the queue holds what is ready", queued);
  }

  private void workers() {
    for (WorkerState worker : state.workers.values()) {
      that(worker.latestPending == latest.getOrDefault(worker, 0), "latest is counted", worker);
      that(worker.running.size() == leases.getOrDefault(worker, 0), "leases are known", worker);
      for (WorkerSet set : worker.sets) {
        that(set.users > 0, "sets are in use", set);
      }
    }
  }

  private void totals() {
    that(state.graph.edges.count() == edges, "edges are counted", edges);
    that(state.membership.orphans.size() == orphans, "orphans are tasks", orphans);
    Status[] all = Status.values();
    for (int i = 0; i < all.length; i++) {
      that(state.tasks.count(all[i]) == statuses[i], "statuses are counted", all[i]);
    }
    for (Map.Entry<String, Double> entry : state.resources.used().entrySet()) {
      long counted = Math.round(entry.getValue() * 1_000_000);
      Long really = used.remove(entry.getKey());
      that(Objects.equals(really, counted), "what is used is counted", entry);
    }
    used.values().removeIf(amount -> amount == 0);
    that(used.isEmpty(), "what runs uses resources", used);
  }
}
