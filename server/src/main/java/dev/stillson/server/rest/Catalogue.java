package dev.stillson.server.rest;

import dev.stillson.core.scheduler.RunCounts;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.scheduler.CommitListener;
import dev.stillson.server.scheduler.Committed;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.store.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All tasks and workers, arranged for being looked at. It follows what is stored, a moment behind,
 * and asks the scheduler for everything only when it has lost track. Safe for use by many threads.
 */
public final class Catalogue implements CommitListener {
  private final SharedScheduler scheduler;
  private final Map<String, TaskCard> tasks = new ConcurrentHashMap<>();
  private final Map<Status, ConcurrentSkipListMap<Long, TaskCard>> byStatus =
      new EnumMap<>(Status.class);
  private final Map<String, StatusCounts> families = new ConcurrentHashMap<>();
  private final Map<String, WorkerRow> workers = new ConcurrentHashMap<>();
  private final Map<String, RunTally> runs = new ConcurrentHashMap<>();
  private volatile boolean lost = true;

  /** Whether somebody is about to find out everything, and others have to wait for that. */
  private volatile boolean reading;

  /** A catalogue that has yet to look at {@code scheduler}. */
  public Catalogue(SharedScheduler scheduler) {
    this.scheduler = scheduler;
    for (Status status : Status.values()) {
      byStatus.put(status, new ConcurrentSkipListMap<>());
    }
  }

  @Override
  public synchronized void committed(Committed changes) {
    if (lost) {
      // Nothing is known that could be brought up to date; the next who looks reads everything.
      return;
    }
    Set<String> gone = Set.copyOf(changes.removedWorkers());
    for (WorkerRow worker : changes.workers()) {
      if (gone.contains(worker.id())) {
        // What was counted for the one that is gone cannot be told from what is for the new one.
        lost = true;
        return;
      }
      put(worker);
    }
    changes.removedTasks().forEach(this::remove);
    changes.tasks().forEach(this::put);
    workers.keySet().removeAll(gone);
    runs.keySet().removeAll(gone);
  }

  @Override
  public void resync() {
    lost = true;
  }

  /**
   * Makes sure that all is known.
   *
   * @throws dev.stillson.server.scheduler.SchedulerUnavailableException if it cannot be found out
   */
  private void find() {
    if (lost || reading) {
      read();
    }
  }

  private synchronized void read() {
    if (!lost) {
      return;
    }
    // What happens from here on is told afterwards, as this lock is held until all is known.
    reading = true;
    lost = false;
    try {
      Snapshot snapshot = scheduler.look(Scheduler::snapshot);
      tasks.clear();
      byStatus.values().forEach(Map::clear);
      families.clear();
      workers.clear();
      runs.clear();
      snapshot.workers().forEach(this::put);
      snapshot.tasks().forEach(this::put);
    } catch (RuntimeException e) {
      lost = true;
      throw e;
    } finally {
      reading = false;
    }
  }

  private void put(WorkerRow worker) {
    workers.put(worker.id(), worker);
    runs.computeIfAbsent(worker.id(), _ -> new RunTally(worker.started()));
  }

  private void put(TaskRow row) {
    TaskCard card = TaskCard.of(row);
    TaskCard before = tasks.put(card.id(), card);
    under(card.status()).put(card.order(), card);
    count(card, 1);
    if (before != null) {
      if (before.status() != card.status() || before.order() != card.order()) {
        under(before.status()).remove(before.order());
      }
      count(before, -1);
    }
  }

  private void remove(String id) {
    TaskCard before = tasks.remove(id);
    if (before != null) {
      under(before.status()).remove(before.order());
      count(before, -1);
    }
  }

  private void count(TaskCard card, int change) {
    StatusCounts counts = families.computeIfAbsent(card.family(), _ -> new StatusCounts());
    if (counts.add(card.status(), change) == 0) {
      families.remove(card.family());
    }
    for (String run : card.runs()) {
      RunTally tally = runs.get(run);
      if (tally != null) {
        tally.count(card, change);
      }
    }
  }

  private ConcurrentSkipListMap<Long, TaskCard> under(Status status) {
    ConcurrentSkipListMap<Long, TaskCard> cards = byStatus.get(status);
    if (cards == null) {
      throw new IllegalStateException("There is no list of " + status);
    }
    return cards;
  }

  /** The card of a task; empty if it is unknown. */
  Optional<TaskCard> task(String id) {
    find();
    return Optional.ofNullable(tasks.get(id));
  }

  /** How many tasks there are of each status; those without any are left out. */
  public Map<Status, Integer> counts() {
    Map<Status, Integer> sums = new EnumMap<>(Status.class);
    families().values().forEach(one -> one.forEach((s, n) -> sums.merge(s, n, Integer::sum)));
    return sums;
  }

  /** How many tasks there are of each status, by family, sorted. */
  public Map<String, Map<Status, Integer>> families() {
    find();
    Map<String, Map<Status, Integer>> all = new TreeMap<>();
    families.forEach((family, counts) -> {
      Map<Status, Integer> own = counts.toMap();
      if (!own.isEmpty()) {
        all.put(family, own);
      }
    });
    return all;
  }

  /** All who have a stake in tasks or run some, submissions among them, the latest first. */
  List<WorkerRow> workers() {
    find();
    return workers.values().stream()
        .sorted(Comparator.comparingLong(WorkerRow::order).reversed())
        .toList();
  }

  /** Those that run tasks, the latest first. */
  List<WorkerRow> workforce() {
    return workers().stream().filter(worker -> !RunRecord.isSubmission(worker.profile())).toList();
  }

  /** What the tasks are that the worker has a stake in. */
  RunCounts counts(String worker) {
    find();
    RunTally tally = runs.get(worker);
    return tally == null ? RunCounts.NONE : tally.counts();
  }

  /** The worker; empty if it is unknown. */
  Optional<WorkerRow> worker(String id) {
    find();
    return Optional.ofNullable(workers.get(id));
  }

  /** How many workers there are that run tasks. */
  public int workerCount() {
    return workforce().size();
  }

  private Predicate<TaskCard> fitting(TaskFilter filter) {
    Optional<String> user = filter.user();
    if (user.isEmpty()) {
      return filter::fits;
    }
    Set<String> wanting = new HashSet<>();
    for (WorkerRow worker : workers.values()) {
      if (RunRecord.user(worker.profile()).equals(user.get())) {
        wanting.add(worker.id());
      }
    }
    return card -> filter.fits(card) && card.runs().stream().anyMatch(wanting::contains);
  }

  /** Shows all tasks that {@code filter} lets through to {@code reader}. */
  void each(TaskFilter filter, Consumer<TaskCard> reader) {
    find();
    for (Status status : filter.possible()) {
      under(status).values().stream().filter(fitting(filter)).forEach(reader);
    }
  }

  /**
   * A page of the tasks that {@code filter} lets through.
   *
   * @param after where the page before ended; null: the first page
   */
  TaskPage page(TaskFilter filter, TaskOrder sort, @Nullable Place after, int most) {
    find();
    List<TaskCard> found = first(filter, sort, after, most + 1);
    if (found.size() <= most) {
      return new TaskPage(found, Optional.empty());
    }
    List<TaskCard> shown = List.copyOf(found.subList(0, most));
    return new TaskPage(shown, Optional.of(Place.of(shown.getLast(), sort)));
  }

  private List<TaskCard> first(TaskFilter filter, TaskOrder sort, @Nullable Place after, int most) {
    if (!filter.ids().isEmpty()) {
      List<TaskCard> named =
          filter.ids().stream().map(tasks::get).filter(Objects::nonNull).toList();
      return select(named, fitting(filter), sort, after, most);
    }
    return switch (sort) {
      case OLDEST, NEWEST -> walk(filter, sort, after, most);
      case UPDATED, PRIORITY -> {
        List<Iterable<TaskCard>> all = new ArrayList<>();
        filter.possible().forEach(status -> all.add(under(status).values()));
        yield select(
            () -> all.stream().flatMap(Catalogue::stream).iterator(),
            fitting(filter),
            sort,
            after,
            most);
      }
    };
  }

  private static Stream<TaskCard> stream(Iterable<TaskCard> cards) {
    return StreamSupport.stream(cards.spliterator(), false);
  }

  /** Takes the first of the lists of all statuses again and again. */
  private List<TaskCard> walk(TaskFilter filter, TaskOrder sort, @Nullable Place after, int most) {
    Predicate<TaskCard> fits = fitting(filter);
    PriorityQueue<Cursor> cursors =
        new PriorityQueue<>(Comparator.comparingLong(cursor -> sort.key(cursor.card)));
    for (Status status : filter.possible()) {
      NavigableMap<Long, TaskCard> cards = under(status);
      if (sort == TaskOrder.NEWEST) {
        cards = cards.descendingMap();
      }
      if (after != null) {
        cards = cards.tailMap(after.order(), false);
      }
      Iterator<TaskCard> iterator = cards.values().iterator();
      if (iterator.hasNext()) {
        cursors.add(new Cursor(iterator.next(), iterator));
      }
    }
    List<TaskCard> found = new ArrayList<>();
    while (!cursors.isEmpty() && found.size() < most) {
      Cursor first = cursors.remove();
      // A task that changes its status meanwhile may be seen twice.
      boolean again = !found.isEmpty() && found.getLast().order() == first.card.order();
      if (!again && fits.test(first.card)) {
        found.add(first.card);
      }
      if (first.rest.hasNext()) {
        cursors.add(new Cursor(first.rest.next(), first.rest));
      }
    }
    return found;
  }

  private record Cursor(TaskCard card, Iterator<TaskCard> rest) {}

  /** Looks at all and keeps the best. */
  private static List<TaskCard> select(
      Iterable<TaskCard> cards,
      Predicate<TaskCard> fits,
      TaskOrder sort,
      @Nullable Place after,
      int most) {
    Comparator<TaskCard> order =
        Comparator.<TaskCard>comparingLong(sort::key).thenComparingLong(TaskCard::order);
    PriorityQueue<TaskCard> best = new PriorityQueue<>(order.reversed());
    for (TaskCard card : cards) {
      if ((after == null || after.isBefore(sort.key(card), card.order())) && fits.test(card)) {
        best.add(card);
        if (best.size() > most) {
          best.remove();
        }
      }
    }
    return best.stream().sorted(order).toList();
  }
}
