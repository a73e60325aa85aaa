package dev.stillson.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Recomputes everything that the scheduler counts as it goes, and what must always hold. */
final class SelfCheck {
  private final State state;
  private final Map<WorkerSet, int[]> sets = new HashMap<>();
  private final Map<Status, Integer> statuses = new HashMap<>();
  private final Map<String, Double> used = new TreeMap<>();
  private final Map<String, Integer> latest = new HashMap<>();
  private final Set<TaskState> ready = new HashSet<>();
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
    check.totals();
  }

  private void task(TaskState task) {
    int waiting = 0;
    int doomedBy = 0;
    int disabledBy = 0;
    int awaiting = 0;
    Set<TaskState> seen = new HashSet<>();
    for (int e = task.firstDependency; e != 0; e = state.graph.edges.nextDependency(e)) {
      edges++;
      TaskState dependency = state.graph.edges.dependency(e);
      int kind = state.graph.edges.kind(e);
      assertThat(seen.add(dependency)).as("one edge from %s to %s", task, dependency).isTrue();
      assertThat(state.graph.edges.dependant(e)).isSameAs(task);
      assertThat(dependants(dependency)).as("dependants of %s", dependency).contains(e);
      boolean hard = (kind & Edges.HARD) != 0;
      boolean open = dependency.face == Face.OPEN;
      boolean holdsBack = hard ? dependency.face != Face.DONE : (kind & Edges.SOFT) != 0 && open;
      waiting += holdsBack ? 1 : 0;
      doomedBy += hard && dependency.face.isLost() ? 1 : 0;
      disabledBy += hard && dependency.face == Face.DISABLED ? 1 : 0;
      awaiting += (kind & Edges.AWAITED) != 0 && open ? 1 : 0;
      assertThat((kind & Edges.AWAITED) == 0 || task.status == Status.PARKED).isTrue();
    }
    assertThat(List.of(task.waiting, task.doomedBy, task.disabledBy))
        .as("counters of %s", task)
        .isEqualTo(List.of(waiting, doomedBy, disabledBy));
    assertThat(task.rarity == null ? 0 : task.rarity.awaiting).isEqualTo(awaiting);
    assertThat(task.face).as("face of %s", task).isEqualTo(state.graph.faceOf(task));
    if (!task.present) {
      assertThat(task.firstDependant).as("somebody names %s", task).isNotZero();
      assertThat(task.stakeholders.isEmpty() && task.able.isEmpty()).isTrue();
      return;
    }
    assertThat(task.lane != null).as("%s is queued", task).isEqualTo(ReadyQueue.isReady(task));
    if (task.lane != null) {
      ready.add(task);
    }
    attempt(task);
    memberships(task);
    statuses.merge(task.status, 1, Integer::sum);
    boolean returns = task.status == Status.FAILED || task.status == Status.DISABLED;
    assertThat(task.timer == null || returns).as("%s has a timer", task).isTrue();
    boolean orphan = task.runnable && task.able.isEmpty();
    assertThat(state.membership.orphans.contains(task)).isEqualTo(orphan);
  }

  private Set<Integer> dependants(TaskState task) {
    Set<Integer> all = new HashSet<>();
    for (int e = task.firstDependant; e != 0; e = state.graph.edges.nextDependant(e)) {
      all.add(e);
    }
    return all;
  }

  private void attempt(TaskState task) {
    Attempt attempt = task.attempt;
    boolean goingOn = attempt != null && attempt.end == Attempt.End.GOING_ON;
    assertThat(goingOn).as("%s has a live lease", task).isEqualTo(task.isLive());
    if (attempt != null && goingOn) {
      assertThat(attempt.worker.running).as("leases of %s", attempt.worker).containsOnlyOnce(task);
      assertThat(state.workers).containsValue(attempt.worker);
    }
    assertThat(state.running.contains(task)).isEqualTo(task.status == Status.RUNNING);
    if (task.status == Status.RUNNING && attempt != null) {
      attempt.held.amounts().forEach((name, amount) -> used.merge(name, amount, Double::sum));
    }
    Batch batch = task.batch();
    if (task.status == Status.BATCH_RUNNING) {
      assertThat(batch).isNotNull();
    }
    if (batch != null) {
      assertThat(task.isLive()).isTrue();
      assertThat(batch.members.contains(task)).isEqualTo(task.status == Status.BATCH_RUNNING);
    }
  }

  private void memberships(TaskState task) {
    int[] staked = sets.computeIfAbsent(task.stakeholders, set -> new int[4]);
    staked[0]++;
    staked[1] += task.face == Face.OPEN ? 1 : 0;
    int[] able = sets.computeIfAbsent(task.able, set -> new int[4]);
    able[0]++;
    boolean pending =
        (task.status == Status.PENDING || task.status == Status.FAILED)
            && task.face != Face.DISABLED;
    able[2] += pending ? 1 : 0;
    able[3] += task.status == Status.PENDING && !task.terms.demand().isNone() ? 1 : 0;
    for (WorkerState worker : task.stakeholders.workers) {
      assertThat(worker.tasks).contains(task);
      assertThat(worker.sets).contains(task.stakeholders);
    }
    for (WorkerState worker : task.able.workers) {
      assertThat(worker.tasks).contains(task);
      assertThat(worker.sets).contains(task.able);
    }
    if (task.able.workers.size() > 1) {
      WorkerState last = task.rare().latest;
      assertThat(last).isNotNull().isIn(task.able.workers);
      if (pending && last != null) {
        latest.merge(last.id, 1, Integer::sum);
      }
    }
  }

  private void totals() {
    assertThat(state.graph.edges.count()).isEqualTo(edges);
    sets.forEach((set, counts) -> {
      if (!set.isEmpty()) {
        long lanes = set.lanes.stream().count();
        assertThat((long) set.users).as("users of %s", set).isGreaterThanOrEqualTo(counts[0]);
        assertThat(set.users - counts[0] >= lanes - set.users).isTrue();
        assertThat(List.of(set.live, set.pending, set.demanding))
            .as("counts of %s", set)
            .isEqualTo(List.of(counts[1], counts[2], counts[3]));
      }
    });
    for (Status status : Status.values()) {
      assertThat(state.tasks.count(status)).isEqualTo(statuses.getOrDefault(status, 0));
    }
    used.values().removeIf(amount -> amount == 0);
    assertThat(state.resources.used()).isEqualTo(used);
    Set<TaskState> queued = new HashSet<>();
    for (Lane lane : state.ready.lanes()) {
      assertThat(lane.isEmpty()).isFalse();
      TaskState before = lane.best();
      int steps = 0;
      for (Lane.Walk walk = lane.new Walk(); walk.task() != null; walk.advance()) {
        TaskState task = walk.task();
        if (task != null) {
          assertThat(TaskState.compareRank(before, task)).isNotPositive();
          assertThat(queued.add(task)).isTrue();
          before = task;
          steps++;
        }
      }
      assertThat(steps).isEqualTo(lane.size());
    }
    assertThat(queued).isEqualTo(ready);
    for (WorkerState worker : state.workers.values()) {
      assertThat(worker.latestPending).isEqualTo(latest.getOrDefault(worker.id, 0));
      assertThat(worker.running).allMatch(task -> task.isLive());
      for (WorkerSet set : worker.sets) {
        assertThat(set.users).isPositive();
      }
    }
  }
}
