package dev.stillson.server.event;

import dev.stillson.server.scheduler.Committed;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What changed since one watcher was told last. It never holds more than {@link #NAMED} names of
 * each kind, however long the watcher takes.
 */
final class News {
  /** Of more tasks or workers only that there are many is told. */
  static final int NAMED = 200;

  private final Bell bell = new Bell();
  private Set<String> tasks = new LinkedHashSet<>();
  private Set<String> workers = new LinkedHashSet<>();
  private boolean everything;
  private boolean general;

  /**
   * What is told at once.
   *
   * @param tasks ids of tasks that changed
   * @param workers ids of workers that changed
   * @param everything whether there is more than is named
   * @param general whether the pause or resources changed
   * @param closed whether this is the last
   */
  record Notice(
      Set<String> tasks, Set<String> workers, boolean everything, boolean general, boolean closed) {
    boolean isEmpty() {
      return tasks.isEmpty() && workers.isEmpty() && !everything && !general;
    }
  }

  void add(Committed changes) {
    bell.ring(() -> {
      changes.tasks().forEach(row -> name(tasks, row.id()));
      changes.removedTasks().forEach(id -> name(tasks, id));
      changes.workers().forEach(row -> name(workers, row.id()));
      changes.removedWorkers().forEach(id -> name(workers, id));
      general |= changes.general();
    });
  }

  private void name(Set<String> names, String name) {
    if (names.size() < NAMED) {
      names.add(name);
    } else if (!names.contains(name)) {
      everything = true;
    }
  }

  void addEverything() {
    bell.ring(() -> everything = true);
  }

  void close() {
    bell.close();
  }

  /** Waits until there is something, and takes it; empty if the time is over before. */
  Notice take(long most, TimeUnit unit) throws InterruptedException {
    return bell.take(
        () -> !tasks.isEmpty() || !workers.isEmpty() || everything || general,
        most,
        unit,
        this::take);
  }

  private Notice take() {
    Notice notice = new Notice(tasks, workers, everything, general, bell.isClosed());
    tasks = new LinkedHashSet<>();
    workers = new LinkedHashSet<>();
    everything = false;
    general = false;
    return notice;
  }

  /** Waits until it is closed, or the time is over. */
  void pause(long most, TimeUnit unit) throws InterruptedException {
    bell.pause(most, unit);
  }
}
