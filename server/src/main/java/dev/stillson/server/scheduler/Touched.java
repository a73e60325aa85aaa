package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.Changes;
import dev.stillson.core.scheduler.RunEnd;
import dev.stillson.server.store.Changeset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rows the commands of a group touched. */
final class Touched implements Changes {
  /** Ids of touched tasks, and whether their description differs. */
  final Map<String, Boolean> tasks = new LinkedHashMap<>();

  final List<Long> removedTasks = new ArrayList<>();
  final List<String> removedTaskIds = new ArrayList<>();
  final Set<String> workers = new LinkedHashSet<>();
  final Set<String> removedWorkers = new LinkedHashSet<>();
  final List<Changeset.Ended> ended = new ArrayList<>();
  final List<RunEnd> runs = new ArrayList<>();
  boolean general;

  /** How much there is to read and store. */
  int size() {
    return tasks.size() + removedTasks.size() + ended.size();
  }

  @Override
  public void task(String id) {
    tasks.putIfAbsent(id, false);
  }

  @Override
  public void taskDescribed(String id) {
    tasks.put(id, true);
  }

  @Override
  public void taskRemoved(String id, long order) {
    tasks.remove(id);
    removedTasks.add(order);
    removedTaskIds.add(id);
  }

  @Override
  public void attemptEnded(AttemptEnd end, List<String> workers) {
    ended.add(new Changeset.Ended(end, workers));
  }

  @Override
  public void runEnded(RunEnd end) {
    runs.add(end);
  }

  @Override
  public void worker(String id) {
    workers.add(id);
  }

  @Override
  public void workerRemoved(String id) {
    workers.remove(id);
    removedWorkers.add(id);
  }

  @Override
  public void general() {
    general = true;
  }

  void clear() {
    tasks.clear();
    removedTasks.clear();
    removedTaskIds.clear();
    workers.clear();
    removedWorkers.clear();
    ended.clear();
    runs.clear();
    general = false;
  }
}
