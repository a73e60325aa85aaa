package dev.stillson.server;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.AttemptStart;
import dev.stillson.core.scheduler.Changes;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.RunEnd;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.scheduler.CommitListener;
import dev.stillson.server.scheduler.Committed;
import dev.stillson.server.scheduler.SchedulerHealth;
import dev.stillson.server.scheduler.SchedulerStatistics;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.store.AttemptFilter;
import dev.stillson.server.store.AuditEntry;
import dev.stillson.server.store.BackfillChange;
import dev.stillson.server.store.BackfillRecord;
import dev.stillson.server.store.History;
import dev.stillson.server.store.Note;
import dev.stillson.server.store.RunFilter;
import dev.stillson.server.store.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A scheduler behind a lock, with a state that is stored nowhere. */
final class MemoryState implements ServerState, SharedScheduler, History, Changes {
  private final InstantSource clock;
  private final Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, this);
  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
  private final List<PastAttempt> attempts = new ArrayList<>();
  private final List<List<String>> attemptRuns = new ArrayList<>();
  private final List<PastRun> runs = new ArrayList<>();
  final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
  private final Map<String, BackfillRecord> backfills = new LinkedHashMap<>();
  private final Map<String, Map<Integer, BackfillRecord.Value>> backfillValues = new HashMap<>();
  private final Map<String, List<String>> outputs = new HashMap<>();
  private final Set<String> tasks = new LinkedHashSet<>();
  private final Set<String> removedTasks = new LinkedHashSet<>();
  private final Set<String> workers = new LinkedHashSet<>();
  private final Set<String> removedWorkers = new LinkedHashSet<>();
  private final List<AttemptStart> started = new ArrayList<>();
  private final List<AttemptEnd> ended = new ArrayList<>();
  private boolean general;
  private volatile String trouble = "";
  private volatile boolean closed;

  MemoryState(InstantSource clock) {
    this.clock = clock;
  }

  /** From now on it cannot store anything, or can again if the text is empty. */
  void trouble(String text) {
    trouble = text;
  }

  @Override
  public void awaitBegun() {}

  boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized <R> R apply(Command<R> command) {
    check();
    R reply = scheduler.apply(command, clock.instant());
    commit();
    return reply;
  }

  @Override
  public synchronized <R> R perform(Work<R> work) {
    check();
    try {
      return work.on(scheduler, clock.instant());
    } finally {
      commit();
    }
  }

  @Override
  public synchronized <R> R look(Function<Scheduler, R> question) {
    check();
    return question.apply(scheduler);
  }

  @Override
  public synchronized Claimed claim(Command.Claim claim, Duration wait, boolean listens) {
    return apply(claim);
  }

  private void check() {
    if (!trouble.isEmpty()) {
      throw new SchedulerUnavailableException(trouble);
    }
  }

  private void commit() {
    List<TaskRow> rows = new ArrayList<>();
    tasks.forEach(id -> scheduler.task(id).ifPresent(rows::add));
    List<WorkerRow> workerRows = new ArrayList<>();
    workers.forEach(id -> scheduler.worker(id).ifPresent(workerRows::add));
    Committed changes =
        new Committed(
            clock.instant(),
            rows,
            List.copyOf(removedTasks),
            workerRows,
            List.copyOf(removedWorkers),
            general,
            List.copyOf(started),
            List.copyOf(ended));
    tasks.clear();
    removedTasks.clear();
    workers.clear();
    removedWorkers.clear();
    started.clear();
    ended.clear();
    general = false;
    listeners.forEach(listener -> listener.committed(changes));
  }

  @Override
  public SharedScheduler scheduler() {
    return this;
  }

  @Override
  public SchedulerHealth health() {
    return trouble.isEmpty()
        ? new SchedulerHealth(SchedulerHealth.Condition.READY, Instant.EPOCH, "All is well")
        : new SchedulerHealth(SchedulerHealth.Condition.STORE_GONE, Instant.EPOCH, trouble);
  }

  @Override
  public SchedulerStatistics statistics() {
    return new SchedulerStatistics(
        0,
        0,
        7,
        5,
        0,
        9,
        2,
        Duration.ofMillis(3),
        Duration.ofMillis(4),
        Duration.ofMillis(2),
        0,
        0);
  }

  @Override
  public void listen(CommitListener listener) {
    listener.resync();
    listeners.add(listener);
  }

  @Override
  public void unlisten(CommitListener listener) {
    listeners.remove(listener);
  }

  @Override
  public History history() {
    return this;
  }

  @Override
  public void note(Note note) {
    switch (note) {
      case AuditEntry entry -> audit.add(entry);
      case BackfillChange change -> store(change);
    }
  }

  private synchronized void store(BackfillChange change) {
    check();
    String id = change.backfill().id();
    backfills.put(id, change.backfill());
    Map<Integer, BackfillRecord.Value> values = values(id);
    change.values().forEach(value -> values.put(value.position(), value));
  }

  private Map<Integer, BackfillRecord.Value> values(String backfill) {
    return backfillValues.computeIfAbsent(backfill, _ -> new TreeMap<>());
  }

  @Override
  public synchronized List<BackfillRecord> openBackfills() {
    return List.copyOf(backfills.values()).reversed().stream()
        .filter(one -> one.ended().isEmpty())
        .toList();
  }

  @Override
  public synchronized List<PastBackfill> backfills(long before, int most) {
    List<PastBackfill> all = new ArrayList<>();
    backfills.values().forEach(one -> all.add(new PastBackfill(all.size() + 1, one)));
    return all.reversed().stream()
        .filter(one -> one.backfill().ended().isPresent() && one.number() < before)
        .limit(most)
        .toList();
  }

  @Override
  public synchronized Optional<BackfillRecord> backfill(String id) {
    return Optional.ofNullable(backfills.get(id));
  }

  @Override
  public synchronized List<BackfillRecord.Value> values(
      String backfill, List<BackfillRecord.State> states, int most) {
    return values(backfill).values().stream()
        .filter(value -> states.contains(value.state()))
        .limit(most)
        .toList();
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public synchronized List<PastAttempt> attempts(AttemptFilter filter, long before, int most) {
    return attempts.reversed().stream()
        .filter(one -> one.number() < before)
        .filter(one -> filter.taskId().map(one.attempt().taskId()::equals).orElse(true))
        .filter(
            one -> filter.endings().isEmpty() || filter.endings().contains(one.attempt().ending()))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized Score score(String family, int most) {
    List<AttemptEnd.Ending> latest =
        attempts.reversed().stream()
            .map(PastAttempt::attempt)
            .filter(end -> end.family().equals(family))
            .map(AttemptEnd::ending)
            .filter(EnumSet.of(AttemptEnd.Ending.DONE, AttemptEnd.Ending.FAILED)::contains)
            .limit(most)
            .toList();
    int done = Collections.frequency(latest, AttemptEnd.Ending.DONE);
    return new Score(done, latest.size() - done);
  }

  @Override
  public synchronized List<Duration> durations(String family, int most) {
    return attempts.reversed().stream()
        .map(PastAttempt::attempt)
        .filter(end -> end.family().equals(family) && end.ending() == AttemptEnd.Ending.DONE)
        .map(end -> Duration.between(end.started(), end.ended()))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized List<Ends> ends(Instant from, Duration stretch, int most) {
    List<Ends> ends = new ArrayList<>();
    for (PastAttempt one : attempts) {
      long bucket = Duration.between(from, one.attempt().ended()).dividedBy(stretch);
      if (bucket >= 0 && bucket < most) {
        ends.add(new Ends((int) bucket, one.attempt().ending(), 1));
      }
    }
    return ends;
  }

  @Override
  public synchronized List<PastRun> runs(RunFilter filter, long before, int most) {
    return runs.reversed().stream()
        .filter(one -> one.number() < before && filter.fits(one.run()))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized Optional<RunRecord> run(String name) {
    return runs.reversed().stream()
        .map(PastRun::run)
        .filter(run -> run.id().equals(name) || run.worker().equals(name))
        .findFirst();
  }

  @Override
  public synchronized Optional<RunAttempt> lastAttempt(RunRecord run) {
    List<RunAttempt> all = attempts(run, 0, Integer.MAX_VALUE);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  @Override
  public synchronized List<RunAttempt> attempts(RunRecord run, long after, int most) {
    List<RunAttempt> found = new ArrayList<>();
    for (int i = 0; i < attempts.size() && found.size() < most; i++) {
      AttemptEnd end = attempts.get(i).attempt();
      if (i + 1 > after && attemptRuns.get(i).contains(run.worker())) {
        found.add(RunAttempt.of(i + 1, end));
      }
    }
    return found;
  }

  @Override
  public List<PastAction> audit(long before, int most) {
    List<PastAction> all = new ArrayList<>();
    for (AuditEntry entry : audit) {
      all.add(new PastAction(all.size() + 1, entry));
    }
    return all.reversed().stream().filter(one -> one.number() < before).limit(most).toList();
  }

  @Override
  public void task(String id) {
    tasks.add(id);
  }

  @Override
  public void taskDescribed(String id) {
    tasks.add(id);
  }

  @Override
  public void outputs(String id, List<String> told) {
    outputs.put(id, told);
  }

  @Override
  public synchronized List<String> outputs(long order) {
    return outputs.keySet().stream()
        .filter(id -> scheduler.task(id).filter(row -> row.order() == order).isPresent())
        .findFirst()
        .map(outputs::get)
        .orElse(List.of());
  }

  @Override
  public void taskRemoved(String id, long order) {
    outputs.remove(id);
    removedTasks.add(id);
  }

  @Override
  public void attemptEnded(AttemptEnd end, List<String> workers) {
    attempts.add(new PastAttempt(attempts.size() + 1, end));
    attemptRuns.add(workers);
    ended.add(end);
  }

  @Override
  public void attemptStarted(AttemptStart start) {
    started.add(start);
  }

  @Override
  public void runEnded(RunEnd end) {
    RunRecord run = RunRecord.of(end, id -> scheduler.task(id).map(TaskRow::family));
    runs.add(new PastRun(runs.size() + 1, run));
  }

  @Override
  public void worker(String id) {
    workers.add(id);
  }

  @Override
  public void workerRemoved(String id) {
    removedWorkers.add(id);
  }

  @Override
  public void general() {
    general = true;
  }

  Optional<TaskRow> row(String id) {
    return look(state -> state.task(id));
  }
}
