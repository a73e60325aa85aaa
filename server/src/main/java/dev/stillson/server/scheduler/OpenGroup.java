package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.RunEnd;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.store.AuditEntry;
import dev.stillson.server.store.BackfillChange;
import dev.stillson.server.store.Changeset;
import dev.stillson.server.store.Note;
import dev.stillson.server.store.RunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The group that commands are applied to now.
 *
 * <p>A worker's mere sign of life is neither told nor stored with each group: it may be lost, since
 * after a restart every worker counts as just heard of.
 */
final class OpenGroup {
  private final Touched touched;
  private final List<Reply<?>> replies = new ArrayList<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private final List<BackfillChange> backfills = new ArrayList<>();

  /** Workers as they were stored last. */
  private final Map<String, WorkerRow> stored = new HashMap<>();

  /** Workers that gave a sign of life since they were told of. */
  private final Set<String> seen = new HashSet<>();

  /** Workers that were told of since they were stored. */
  private final Set<String> told = new HashSet<>();

  private Instant latest;

  /** What becomes of mere signs of life that came since this was asked last. */
  enum Signs {
    /** Nothing yet. */
    KEEP,
    /** Those who listen are told. */
    TELL,
    /** They are stored, too. */
    STORE
  }

  OpenGroup(Touched touched, Snapshot snapshot) {
    this.touched = touched;
    this.latest = Instant.EPOCH;
    snapshot.workers().forEach(row -> stored.put(row.id(), row));
  }

  void applied(Instant now) {
    latest = now;
  }

  void add(Reply<?> reply) {
    replies.add(reply);
  }

  void add(Note note) {
    switch (note) {
      case AuditEntry entry -> audit.add(entry);
      case BackfillChange change -> backfills.add(change);
    }
  }

  List<Reply<?>> replies() {
    return replies;
  }

  /** How many replies wait and how many rows are to be read. */
  int size() {
    return replies.size() + touched.size();
  }

  /** Whether closing it would do anything. */
  boolean isWorthwhile() {
    return !replies.isEmpty()
        || touched.size() > 0
        || touched.general
        || !touched.workers.isEmpty()
        || !touched.removedWorkers.isEmpty();
  }

  /**
   * Reads the touched rows and begins a new group.
   *
   * @param signs what becomes of signs of life
   */
  Group close(Scheduler scheduler, Signs signs, Optional<Instant> forget) {
    List<TaskRow> described = new ArrayList<>();
    List<TaskRow> tasks = new ArrayList<>();
    List<Changeset.Outputs> outputs = new ArrayList<>(touched.outputs.size());
    touched.tasks.forEach((id, anew) -> {
      // A task that is removed and only named again by others is no row.
      scheduler
          .task(id)
          .ifPresent(row -> {
            (anew ? described : tasks).add(row);
            List<String> told = touched.outputs.get(id);
            if (told != null) {
              outputs.add(new Changeset.Outputs(row.order(), told));
            }
          });
    });
    List<WorkerRow> workers = workers(scheduler, signs);
    Optional<Changeset.General> general =
        touched.general
            ? Optional.of(new Changeset.General(scheduler.totals(), scheduler.isPaused()))
            : Optional.empty();
    Changeset changes =
        new Changeset(
            latest,
            List.copyOf(touched.removedTasks),
            described,
            tasks,
            outputs,
            List.copyOf(touched.removedWorkers),
            workers,
            general,
            List.copyOf(touched.ended),
            runs(scheduler),
            List.copyOf(audit),
            List.copyOf(backfills));
    List<TaskRow> all = described;
    if (!tasks.isEmpty()) {
      all = new ArrayList<>(described.size() + tasks.size());
      all.addAll(described);
      all.addAll(tasks);
    }
    Committed committed =
        new Committed(
            latest,
            all,
            List.copyOf(touched.removedTaskIds),
            signs == Signs.TELL ? alive(scheduler, workers) : workers,
            changes.removedWorkers(),
            touched.general,
            List.copyOf(touched.started),
            changes.ended().stream().map(Changeset.Ended::attempt).toList());
    Group group = new Group(changes, committed, List.copyOf(replies), forget);
    touched.clear();
    replies.clear();
    audit.clear();
    backfills.clear();
    return group;
  }

  private List<RunRecord> runs(Scheduler scheduler) {
    List<RunRecord> runs = new ArrayList<>(touched.runs.size());
    for (RunEnd end : touched.runs) {
      runs.add(RunRecord.of(end, id -> scheduler.task(id).map(TaskRow::family)));
    }
    return runs;
  }

  private List<WorkerRow> workers(Scheduler scheduler, Signs signs) {
    for (String id : touched.removedWorkers) {
      stored.remove(id);
      seen.remove(id);
      told.remove(id);
    }
    boolean all = signs == Signs.STORE;
    if (all) {
      touched.workers.addAll(seen);
      touched.workers.addAll(told);
      seen.clear();
      told.clear();
    }
    List<WorkerRow> workers = new ArrayList<>();
    for (String id : touched.workers) {
      scheduler
          .worker(id)
          .ifPresent(row -> {
            WorkerRow before = stored.get(id);
            if (!all && before != null && row.equals(timesOf(row, before))) {
              seen.add(id);
            } else if (!row.equals(before)) {
              stored.put(id, row);
              seen.remove(id);
              told.remove(id);
              workers.add(row);
            }
          });
    }
    return workers;
  }

  /** The rows of {@code others} and of all workers that gave a sign of life. */
  private List<WorkerRow> alive(Scheduler scheduler, List<WorkerRow> others) {
    List<WorkerRow> rows = new ArrayList<>(others);
    seen.forEach(id -> scheduler.worker(id).ifPresent(rows::add));
    told.addAll(seen);
    seen.clear();
    return rows;
  }

  private static WorkerRow timesOf(WorkerRow times, WorkerRow rest) {
    return new WorkerRow(
        rest.id(),
        rest.order(),
        rest.profile(),
        rest.started(),
        times.lastActive(),
        times.lastClaim(),
        rest.registered(),
        rest.disabled(),
        rest.messages(),
        rest.messageNumber(),
        rest.batching());
  }
}
