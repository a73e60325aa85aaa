package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.server.scheduler.SharedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is still to come of a run: the longest chain of its open tasks, each taking as long as its
 * family is expected to, and the work that is left.
 *
 * <p>Tasks that will not get done by themselves, since they or what they need failed or are
 * nobody's to make, do not count. Retries, resources and what else the workers do are not foreseen,
 * so that it is rather too early than too late.
 *
 * @param path the chain, what comes first first
 * @param length how long it takes from now on
 * @param work how long all open tasks take one after the other
 * @param tasks how many they are
 * @param unknown families of open tasks of which no duration is known
 * @param whole whether all open tasks were looked at
 */
record Outlook(
    List<Step> path,
    Duration length,
    Duration work,
    int tasks,
    List<String> unknown,
    boolean whole) {
  private static final int AT_ONCE = 200;
  private static final int MOST_TASKS = 20_000;

  /** A task of the chain and how long it takes from now on. */
  record Step(String task, String family, Duration time) {}

  /**
   * The outlook of the tasks {@code ids} at {@code now}. They are read in parts, between which the
   * scheduler goes on with its work.
   */
  static Outlook of(
      List<String> ids, Expectations expectations, SharedScheduler scheduler, Instant now) {
    boolean whole = ids.size() <= MOST_TASKS;
    Map<String, TaskRow> rows = new LinkedHashMap<>();
    for (int from = 0; whole && from < ids.size(); from += AT_ONCE) {
      List<String> part = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      scheduler.look(state -> read(state, part)).forEach(row -> rows.put(row.id(), row));
    }
    return new Search(rows, expectations, now).outlook(whole);
  }

  private static List<TaskRow> read(Scheduler state, List<String> ids) {
    List<TaskRow> rows = new ArrayList<>();
    ids.forEach(id -> state.task(id).ifPresent(rows::add));
    return rows;
  }

  /** Goes from tasks that need nothing open to those that need them. */
  private static final class Search {
    private final Map<String, TaskRow> rows;
    private final Expectations expectations;
    private final Instant now;

    /** When a task is done, from now on, and after which one it begins. */
    private final Map<String, Duration> ends = new HashMap<>();

    private final Map<String, @Nullable String> after = new HashMap<>();
    private final TreeSet<String> unknown = new TreeSet<>();
    private Duration work = Duration.ZERO;
    private @Nullable String last;

    Search(Map<String, TaskRow> rows, Expectations expectations, Instant now) {
      this.rows = rows;
      this.expectations = expectations;
      this.now = now;
    }

    Outlook outlook(boolean whole) {
      Map<String, Integer> waiting = new HashMap<>();
      Map<String, List<String>> dependants = new HashMap<>();
      ArrayDeque<String> ready = new ArrayDeque<>();
      for (TaskRow row : rows.values()) {
        int open = 0;
        for (TaskRow.Dependency dependency : row.dependencies()) {
          if (rows.containsKey(dependency.id())) {
            open++;
            dependants.computeIfAbsent(dependency.id(), _ -> new ArrayList<>()).add(row.id());
          }
        }
        waiting.put(row.id(), open);
        if (open == 0) {
          ready.add(row.id());
        }
      }
      // Those in a cycle never become ready.
      while (!ready.isEmpty()) {
        String id = ready.remove();
        end(id);
        for (String dependant : dependants.getOrDefault(id, List.of())) {
          if (waiting.merge(dependant, -1, Integer::sum) == 0) {
            ready.add(dependant);
          }
        }
      }
      List<Step> path = path();
      Duration length = last == null ? Duration.ZERO : end(last, Duration.ZERO);
      return new Outlook(path, length, work, ends.size(), List.copyOf(unknown), whole);
    }

    private Duration end(String id, Duration otherwise) {
      return ends.getOrDefault(id, otherwise);
    }

    private void end(String id) {
      TaskRow row = rows.get(id);
      if (row == null || !comes(row)) {
        return;
      }
      Duration begin = Duration.ZERO;
      @Nullable String latest = null;
      for (TaskRow.Dependency dependency : row.dependencies()) {
        Duration end = ends.get(dependency.id());
        if (end == null && dependency.hard() && rows.containsKey(dependency.id())) {
          return;
        }
        if (end != null && (latest == null || end.compareTo(begin) > 0)) {
          begin = end;
          latest = dependency.id();
        }
      }
      Duration time = time(row);
      Duration end = begin.plus(time);
      ends.put(id, end);
      after.put(id, latest);
      work = work.plus(time);
      if (last == null || end.compareTo(end(last, Duration.ZERO)) > 0) {
        last = id;
      }
    }

    /** Whether it gets done by itself, if what it needs does. */
    private static boolean comes(TaskRow row) {
      return switch (row.status()) {
        case RUNNING, PARKED, BATCH_RUNNING -> true;
        case PENDING -> row.runnable() || !row.able().isEmpty();
        case FAILED -> row.due().isPresent();
        case DISABLED, UNKNOWN, DONE -> false;
      };
    }

    private Duration time(TaskRow row) {
      Optional<Duration> expected = expectations.of(row.family());
      if (expected.isEmpty()) {
        unknown.add(row.family());
        return Duration.ZERO;
      }
      boolean runs = row.status() == Status.RUNNING || row.status() == Status.BATCH_RUNNING;
      if (!runs || row.attempt().isEmpty()) {
        return expected.get();
      }
      Duration rest = expected.get().minus(Duration.between(row.attempt().get().since(), now));
      return rest.isNegative() ? Duration.ZERO : rest;
    }

    private List<Step> path() {
      List<Step> path = new ArrayList<>();
      for (String id = last; id != null; id = after.get(id)) {
        TaskRow row = rows.get(id);
        String family = row == null ? "" : row.family();
        String before = after.get(id);
        Duration begin = before == null ? Duration.ZERO : end(before, Duration.ZERO);
        path.addFirst(new Step(id, family, end(id, Duration.ZERO).minus(begin)));
      }
      return path;
    }
  }
}
