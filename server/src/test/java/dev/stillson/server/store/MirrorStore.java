package dev.stillson.server.store;

import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Rows in memory, kept as the tables keep them: what a task is and where it is are written apart.
 * They outlive the server that a simulator kills. Commits fail on request. With a real store behind
 * it, everything goes there too, and what is read there must be what is known here.
 */
public final class MirrorStore implements StateStore {
  private final TreeMap<Long, TaskRow> tasks = new TreeMap<>();
  private final Map<String, Long> orders = new HashMap<>();
  private final Map<String, WorkerRow> workers = new HashMap<>();
  private final Map<String, Double> totals = new TreeMap<>();
  private final Consumer<Changeset> written;
  private final Optional<StateStore> real;
  private Trouble trouble = Trouble.NONE;
  private boolean paused;

  /** What is wrong with the disk. */
  public enum Trouble {
    NONE,
    /** The next commit fails, and nothing is stored. */
    BEFORE,
    /** The next commit fails, though everything is stored. */
    AFTER,
    /** It cannot be opened. */
    GONE
  }

  /** An empty store that tells {@code written} what it has stored. */
  public MirrorStore(Consumer<Changeset> written, Optional<StateStore> real) {
    this.written = written;
    this.real = real;
  }

  /** Sets what goes wrong next. */
  public void trouble(Trouble next) {
    trouble = next;
  }

  /** The task as it is stored. */
  public Optional<TaskRow> task(String id) {
    return Optional.ofNullable(orders.get(id)).map(tasks::get);
  }

  /** The worker as it is stored. */
  public Optional<WorkerRow> worker(String id) {
    return Optional.ofNullable(workers.get(id));
  }

  /** All that is stored. */
  public Snapshot rows() {
    List<WorkerRow> rows = new ArrayList<>(workers.values());
    rows.sort(Comparator.comparingLong(WorkerRow::order));
    return new Snapshot(List.copyOf(tasks.values()), rows, new TreeMap<>(totals), paused);
  }

  @Override
  public Snapshot open() {
    if (trouble == Trouble.GONE) {
      throw new StoreException("The disk is away");
    }
    if (real.isEmpty()) {
      return rows();
    }
    Snapshot read = real.get().open();
    Snapshot known = rows();
    List<TaskRow> inOrder = new ArrayList<>(read.tasks());
    inOrder.sort(Comparator.comparingLong(TaskRow::order));
    Snapshot sorted = new Snapshot(inOrder, read.workers(), read.totals(), read.paused());
    if (!sorted.equals(known)) {
      throw new AssertionError("The real store has read " + sorted + " instead of " + known);
    }
    return read;
  }

  @Override
  public void commit(Changeset changes) {
    Trouble now = trouble;
    if (now == Trouble.BEFORE || now == Trouble.GONE) {
      trouble = now == Trouble.GONE ? now : Trouble.NONE;
      throw new StoreException("The disk failed before the commit");
    }
    write(changes);
    if (now == Trouble.AFTER) {
      trouble = Trouble.NONE;
      throw new StoreException("The disk failed after the commit");
    }
  }

  private void write(Changeset changes) {
    for (long order : changes.removedTasks()) {
      TaskRow row = tasks.remove(order);
      if (row != null) {
        orders.remove(row.id(), order);
      }
    }
    changes.removedWorkers().forEach(workers::remove);
    for (TaskRow row : changes.described()) {
      tasks.put(row.order(), row);
      orders.put(row.id(), row.order());
    }
    for (TaskRow row : changes.tasks()) {
      TaskRow before = tasks.get(row.order());
      if (before == null || !before.id().equals(row.id())) {
        throw new AssertionError("The place of a task is stored that was never described: " + row);
      }
      tasks.put(row.order(), described(row, before));
    }
    changes.workers().forEach(row -> workers.put(row.id(), row));
    changes
        .general()
        .ifPresent(general -> {
          totals.putAll(general.totals());
          paused = general.paused();
        });
    real.ifPresent(store -> store.commit(changes));
    written.accept(changes);
  }

  /** Where the task is by {@code row}, and what it is by {@code description}. */
  private static TaskRow described(TaskRow row, TaskRow description) {
    return new TaskRow(
        description.id(),
        description.family(),
        description.parameters(),
        description.terms(),
        row.priority(),
        row.status(),
        row.announced(),
        row.runnable(),
        row.batchable(),
        row.order(),
        description.heard(),
        row.updated(),
        description.dependencies(),
        row.stakeholders(),
        row.able(),
        row.latest(),
        row.attempts(),
        row.attempt(),
        row.failures(),
        row.batch(),
        row.disabledAt(),
        row.due(),
        row.removal(),
        row.remarks());
  }

  @Override
  public boolean forgetBefore(Instant limit) {
    return false;
  }

  @Override
  public History history() {
    throw new UnsupportedOperationException("A simulator looks at the rows");
  }

  @Override
  public void close() {
    real.ifPresent(StateStore::close);
  }
}
