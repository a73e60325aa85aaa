package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What the scheduler knows, in one place; the rules are in the classes that share it. */
final class State {
  final SchedulerSettings settings;
  final Changes changes;
  final WorkerSets sets = new WorkerSets();
  final Tasks tasks = new Tasks(sets.nobody);
  final ReadyQueue ready = new ReadyQueue(sets);
  final Membership membership = new Membership(sets);
  final Graph graph = new Graph(tasks, ready, membership);
  final Resources resources = new Resources();

  /** Running tasks, best ranked first. */
  final TreeSet<TaskState> running = new TreeSet<>(TaskState.RANK);

  /** Batches handed out as such, by id. */
  final Map<String, Batch> batches = new LinkedHashMap<>();

  final Map<String, WorkerState> workers = new LinkedHashMap<>();

  /** When failed and disabled tasks come back. */
  final Timers returns = new Timers();

  /** When tasks that nobody needs are forgotten. */
  final Timers removals = new Timers();

  /** Tasks that may have lost their last stakeholder; the next pruning looks at them. */
  List<TaskState> forsaken = new ArrayList<>();

  long nextWorkerOrder;

  /** How many messages were sent to workers. */
  long sent;

  boolean paused;

  State(SchedulerSettings settings, Changes changes) {
    this.settings = settings;
    this.changes = changes;
  }

  /** The worker of this id, which just gave a sign of life. */
  WorkerState touch(String id, Instant now) {
    WorkerState worker = mention(id, now);
    worker.lastActive = now;
    changes.worker(id);
    return worker;
  }

  /** The worker of this id, registered if need be. */
  WorkerState mention(String id, Instant now) {
    WorkerState known = workers.get(id);
    if (known != null) {
      return known;
    }
    WorkerState worker = new WorkerState(id, nextWorkerOrder++, now);
    workers.put(id, worker);
    changes.worker(id);
    return worker;
  }

  /** Queues a message for the worker; the maker is given its number. */
  void send(WorkerState worker, LongFunction<WorkerMessage> message) {
    sent++;
    worker.messages.addLast(message.apply(++worker.messageNumber));
    changes.worker(worker.id);
  }

  /** Makes a task that is at most named one that is known. */
  void appear(TaskState task, Status status, double priority, Instant now) {
    task.present = true;
    task.order = tasks.nextOrder++;
    task.priority = priority;
    task.status = status;
    task.heard = now;
    task.updated = now;
    tasks.count(status, 1);
    changes.taskDescribed(task.id);
  }

  /** Whether the worker holds the lease of this attempt. */
  static boolean holds(WorkerState worker, TaskState task, int number) {
    Attempt attempt = task.attempt;
    return attempt != null
        && attempt.end == Attempt.End.GOING_ON
        && attempt.worker == worker
        && task.attempts == number;
  }

  /** Raises the task's priority, and that of all it depends on. */
  void raise(TaskState first, double priority) {
    if (priority > first.priority) {
      reprioritize(first, priority);
    }
    raiseDependencies(first);
  }

  void raiseDependencies(TaskState first) {
    @Nullable List<TaskState> raised = null;
    TaskState task = first;
    while (true) {
      double priority = task.priority;
      for (int e = task.firstDependency; e != 0; e = graph.edges.nextDependency(e)) {
        TaskState dependency = graph.edges.dependency(e);
        if (dependency.present && dependency.priority < priority) {
          reprioritize(dependency, priority);
          raised = raised == null ? new ArrayList<>() : raised;
          raised.add(dependency);
        }
      }
      if (raised == null || raised.isEmpty()) {
        return;
      }
      task = raised.removeLast();
    }
  }

  /** Sets the priority of one task. */
  void reprioritize(TaskState task, double priority) {
    boolean isRunning = task.status == Status.RUNNING && running.remove(task);
    ready.remove(task);
    task.priority = priority;
    ready.place(task);
    if (isRunning) {
      running.add(task);
    }
    changes.task(task.id);
  }
}
