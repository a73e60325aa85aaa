package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.AttemptStart;
import dev.stillson.core.scheduler.Changes;
import dev.stillson.core.scheduler.RunEnd;
import dev.stillson.core.text.Shown;
import dev.stillson.server.store.Changeset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which rows the commands of a group touched. */
final class Touched implements Changes {
  private static final Logger LOG = LoggerFactory.getLogger(Touched.class);
  private static final int MOST_LOGGED = 100;
  private static final int LONGEST_PATH = 20;

  private final Tally tally;

  /** Ids of touched tasks, and whether their description differs. */
  final Map<String, Boolean> tasks = new LinkedHashMap<>();

  /** What was told of tasks' results, by the task's id. */
  final Map<String, List<String>> outputs = new HashMap<>();

  final List<Long> removedTasks = new ArrayList<>();
  final List<String> removedTaskIds = new ArrayList<>();
  final Set<String> workers = new LinkedHashSet<>();
  final Set<String> removedWorkers = new LinkedHashSet<>();
  final List<Changeset.Ended> ended = new ArrayList<>();
  final List<AttemptStart> started = new ArrayList<>();
  final List<RunEnd> runs = new ArrayList<>();
  boolean general;

  Touched(Tally tally) {
    this.tally = tally;
  }

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
    outputs.remove(id);
    removedTasks.add(order);
    removedTaskIds.add(id);
  }

  @Override
  public void outputs(String id, List<String> told) {
    outputs.put(id, told);
  }

  @Override
  public void attemptEnded(AttemptEnd end, List<String> workers) {
    ended.add(new Changeset.Ended(end, workers));
  }

  @Override
  public void attemptStarted(AttemptStart start) {
    started.add(start);
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

  /** Logs the first ones: of a pipeline that makes them without end the count is enough. */
  @Override
  public void cycle(List<String> path) {
    long number = tally.cycle();
    if (number <= MOST_LOGGED) {
      List<String> shown = path.stream().limit(LONGEST_PATH).map(Shown::plain).toList();
      LOG.warn(
          "Tasks wait for each other, so that none of them will ever run: {}{}{}",
          String.join(" -> ", shown),
          path.size() > LONGEST_PATH ? " -> … (" + path.size() + " in all)" : "",
          number == MOST_LOGGED ? "; further ones are only counted" : "");
    }
  }

  void clear() {
    tasks.clear();
    outputs.clear();
    removedTasks.clear();
    removedTaskIds.clear();
    workers.clear();
    removedWorkers.clear();
    ended.clear();
    started.clear();
    runs.clear();
    general = false;
  }
}
