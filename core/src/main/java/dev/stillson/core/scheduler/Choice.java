package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which task a worker gets next: the best ranked one that it may take and whose resources are free,
 * unless better ranked tasks of workers with room are waiting for the same resources.
 *
 * <p>Luigi decides that by walking over all tasks, best first: each running or ready task takes a
 * slot of a worker and its resources out of what is left for those after it. A task that needs
 * nothing passes in any case, so the walk is only made when the best candidate needs something. All
 * tasks of a lane are alike, so one that does not fit, or that nobody has a slot for, ends its lane
 * for the rest of the walk: it takes no more steps than there are slots and lanes.
 */
final class Choice {
  private final State state;

  Choice(State state) {
    this.state = state;
  }

  /** The task that the worker gets; null if there is none for it. */
  @Nullable TaskState next(WorkerState worker, Instant now) {
    TaskState best = bestFitting(worker);
    if (best == null || best.demand().isNone()) {
      return best;
    }
    return walk(worker, now);
  }

  /** The best task that the worker may take with the resources that are free now. */
  @Nullable TaskState bestFitting(WorkerState worker) {
    Collection<WorkerSet> sets = worker.isAssistant() ? state.ready.sets() : worker.sets;
    TaskState best = null;
    for (WorkerSet set : sets) {
      if (set.lanes.isEmpty()) {
        continue;
      }
      for (Lane lane : set.lanes) {
        if (best != null && TaskState.compareRank(best, lane.best()) < 0) {
          break;
        }
        if (mayTake(worker, lane) && state.resources.fits(lane.kind.demand())) {
          best = lane.best();
          break;
        }
      }
    }
    return best;
  }

  private boolean mayTake(WorkerState worker, Lane lane) {
    if (lane.kind.parked()) {
      return lane.kind.able().contains(worker);
    }
    return !state.paused
        && worker.mayTake(lane.kind.able(), lane.kind.family(), lane.kind.labels());
  }

  private @Nullable TaskState walk(WorkerState worker, Instant now) {
    Instant activeSince = now.minus(state.settings.workerTimeout());
    for (WorkerState other : state.workers.values()) {
      Instant asked = other.lastClaim;
      other.spare = asked != null && asked.isAfter(activeSince) ? other.profile.slots() : 0;
    }
    state.resources.forgetReservations();
    PriorityQueue<Lane.Walk> walks =
        new PriorityQueue<>((one, other) -> TaskState.compareRank(task(one), task(other)));
    for (Lane lane : state.ready.lanes()) {
      if (lane.kind.parked() || !state.paused) {
        walks.add(lane.new Walk());
      }
    }
    Iterator<TaskState> running = state.running.iterator();
    TaskState nextRunning = running.hasNext() ? running.next() : null;
    while (true) {
      Lane.Walk best = walks.poll();
      if (best == null) {
        return null;
      }
      TaskState task = task(best);
      while (nextRunning != null && TaskState.compareRank(nextRunning, task) < 0) {
        Attempt attempt = nextRunning.attempt();
        if (isGreedy(attempt.worker, activeSince)) {
          attempt.worker.spare--;
          state.resources.reserve(attempt.held);
        }
        nextRunning = running.hasNext() ? running.next() : null;
      }
      Lane lane = best.lane();
      if (!state.resources.fitsReservations(lane.kind.demand())) {
        continue;
      }
      if (mayTake(worker, lane) && state.resources.fits(lane.kind.demand())) {
        return task;
      }
      WorkerState taker = taker(lane, worker);
      if (taker == null) {
        continue;
      }
      taker.spare--;
      state.resources.reserve(lane.kind.demand());
      best.advance();
      if (best.task() != null) {
        walks.add(best);
      }
    }
  }

  private static boolean isGreedy(WorkerState worker, Instant activeSince) {
    Instant asked = worker.lastClaim;
    return asked != null && asked.isAfter(activeSince);
  }

  /** The first worker with room that could take a task of the lane. */
  private static @Nullable WorkerState taker(Lane lane, WorkerState asking) {
    for (WorkerState worker : lane.kind.able().workers) {
      if (worker.spare > 0 && worker.has(lane.kind.labels())) {
        return worker;
      }
    }
    return asking.spare > 0
            && !lane.kind.parked()
            && asking.assists(lane.kind.family())
            && asking.has(lane.kind.labels())
        ? asking
        : null;
  }

  private static TaskState task(Lane.Walk walk) {
    TaskState task = walk.task();
    if (task == null) {
      throw new IllegalStateException("The walk through lane " + walk.lane().kind + " is over");
    }
    return task;
  }
}
