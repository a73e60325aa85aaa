package dev.stillson.server.simulation;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.TaskView;
import dev.stillson.core.scheduler.Verdict;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import dev.stillson.server.store.Changeset;
import dev.stillson.server.store.MirrorStore;
import dev.stillson.server.store.StateStore;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold whatever goes wrong. */
final class Laws {
  private final MirrorStore store;

  /** Attempts that ended, by the rows that are stored. */
  private final Set<Turn> ended = new HashSet<>();

  /** Those of tasks that have not been forgotten since: their numbers are not given again. */
  private final Map<String, Map<Integer, String>> given = new HashMap<>();

  private final Map<Long, String> ids = new HashMap<>();

  /** Tasks that failed, were disabled or cancelled at some time: who waits for them may give up. */
  private final Set<String> failed = new HashSet<>();

  /** Tasks that were done and then were not: who looked long before may have announced them. */
  private final Set<String> reopened = new HashSet<>();

  private final Map<String, Status> statuses = new HashMap<>();
  private final Set<Turn> complete = new HashSet<>();
  private final Set<Turn> broken = new HashSet<>();
  private final Map<String, List<Turn>> executing = new HashMap<>();
  private int runs;
  private int echoes;

  /** An attempt of a task at a worker. */
  record Turn(String task, int attempt, String worker) {}

  /** Ids of the tasks that are done. */
  record Finished(Set<String> ids) {}

  /** Laws about what goes into a store, which may have a real one behind it. */
  Laws(Optional<StateStore> real) {
    store = new MirrorStore(this::written, real);
  }

  /** The store whose commits are watched. */
  MirrorStore store() {
    return store;
  }

  /** How many attempts were begun. */
  int runs() {
    return runs;
  }

  /** How many requests arrived that nobody waited for any more. */
  int echoes() {
    return echoes;
  }

  static void that(boolean holds, String claim, Object about) {
    if (!holds) {
      throw new AssertionError("Not so: " + claim + ": " + about);
    }
  }

  private void written(Changeset changes) {
    for (long order : changes.removedTasks()) {
      String id = ids.remove(order);
      if (id != null) {
        given.remove(id);
      }
    }
    changes.described().forEach(row -> ids.put(row.order(), row.id()));
    for (Changeset.Ended one : changes.ended()) {
      AttemptEnd end = one.attempt();
      Turn turn = new Turn(end.taskId(), end.attempt(), end.worker());
      ended.add(turn);
      that(
          given
              .computeIfAbsent(end.taskId(), id -> new HashMap<>())
              .getOrDefault(end.attempt(), end.worker())
              .equals(end.worker()),
          "an attempt has one worker",
          end);
      if (end.ending() == AttemptEnd.Ending.DONE) {
        that(complete.contains(turn), "a task reported done was complete", end);
      }
      if (end.ending() == AttemptEnd.Ending.FAILED) {
        that(broken.contains(turn), "an attempt that failed was reported to have failed", end);
      }
    }
    for (List<TaskRow> rows : List.of(changes.described(), changes.tasks())) {
      for (TaskRow row : rows) {
        if (row.status() == Status.FAILED || row.status() == Status.DISABLED) {
          failed.add(row.id());
        }
        if (statuses.put(row.id(), row.status()) == Status.DONE && row.status() != Status.DONE) {
          reopened.add(row.id());
        }
      }
    }
  }

  /** Whether a task failed at some time. */
  boolean hasFailed(String task) {
    return failed.contains(task);
  }

  /** Whether a task was done at some time and then was not. */
  boolean wasReopened(String task) {
    return reopened.contains(task);
  }

  /** An answer leaves the server: what it says is stored. */
  void answered(WorkerRequest request, boolean echo, byte[] body) {
    WorkerResponse response = WorkerCodec.response(new ByteArrayInputStream(body));
    that(
        response.replies().size() == request.commands().size(),
        "each command has a reply",
        response);
    for (int i = 0; i < response.replies().size(); i++) {
      WorkerCommand command = request.commands().get(i);
      switch (response.replies().get(i)) {
        case Reply.Work(var claimed) -> {
          for (Assignment one : claimed.assignments()) {
            gave(one, request.worker());
            one.members().forEach(member -> gave(member, request.worker()));
          }
        }
        case Reply.Judged(Verdict.Accepted _) when command instanceof WorkerCommand.Report told ->
            that(
                ended.contains(new Turn(told.taskId(), told.attempt(), request.worker())),
                "an accepted report is stored",
                told);
        case Reply.Stands(var standing)
            when command instanceof WorkerCommand.Announce told
                && standing == Standing.ACTIVE
                && !echo -> {
          for (Announcement task : told.tasks()) {
            that(store.task(task.id()).isPresent(), "an announced task is stored", task.id());
          }
        }
        default -> {}
      }
    }
  }

  private void gave(Assignment one, String worker) {
    Turn turn = new Turn(one.taskId(), one.attempt(), worker);
    Optional<TaskRow> row = store.task(one.taskId());
    boolean live =
        row.isPresent()
            && row.get().attempts() == one.attempt()
            && row.get().attempt().map(last -> last.worker().equals(worker)).orElse(false);
    that(live || ended.contains(turn), "an assignment is stored", turn);
    if (live) {
      String before =
          given.computeIfAbsent(one.taskId(), id -> new HashMap<>()).put(one.attempt(), worker);
      that(before == null || before.equals(worker), "no attempt is given to two", turn);
    }
  }

  /** A worker starts to run a task. */
  void started(Turn turn) {
    runs++;
    List<Turn> others = executing.computeIfAbsent(turn.task, id -> new ArrayList<>());
    others.add(turn);
    long live = others.stream().filter(other -> !ended.contains(other)).count();
    that(live <= 1, "one live lease per task", others);
  }

  /** A worker stopped running a task, in whatever way. */
  void stopped(Turn turn) {
    executing.getOrDefault(turn.task, new ArrayList<>()).remove(turn);
  }

  /** The worker has made the output of a task. */
  void completed(Turn turn) {
    complete.add(turn);
  }

  /** The attempt of the worker failed. */
  void broke(Turn turn) {
    broken.add(turn);
  }

  Finished finished(Scheduler core) {
    Set<String> ids = new HashSet<>();
    for (TaskView task : core.inventory().tasks(Status.DONE)) {
      ids.add(task.id());
    }
    return new Finished(ids);
  }

  /** A request was applied that nobody waits for any more. */
  void echoed(Finished before, Scheduler core) {
    echoes++;
    for (String id : before.ids) {
      that(core.status(id).equals(Optional.of(Status.DONE)), "an echo reopens nothing", id);
    }
  }

  /** What is stored is what the scheduler knew when it handed it over. */
  void same(Snapshot stored, Snapshot known) {
    that(rows(stored).equals(rows(known)), "what is stored is what was known", "");
    that(workers(stored).equals(workers(known)), "workers are stored as they were known", "");
    that(stored.totals().equals(known.totals()), "totals are stored", known.totals());
    that(stored.paused() == known.paused(), "a pause is stored", known.paused());
  }

  private static Map<String, TaskRow> rows(Snapshot snapshot) {
    Map<String, TaskRow> rows = new HashMap<>();
    snapshot.tasks().forEach(row -> rows.put(row.id(), row));
    return rows;
  }

  /** All but when they were heard of, which may be stored later. */
  private static Map<String, WorkerRow> workers(Snapshot snapshot) {
    Map<String, WorkerRow> rows = new HashMap<>();
    for (WorkerRow row : snapshot.workers()) {
      rows.put(
          row.id(),
          new WorkerRow(
              row.id(),
              row.order(),
              row.profile(),
              row.started(),
              Instant.EPOCH,
              Optional.empty(),
              row.registered(),
              row.disabled(),
              row.messages(),
              row.messageNumber(),
              row.batching()));
    }
    return rows;
  }
}
