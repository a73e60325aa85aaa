package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Inventory;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskView;
import dev.stillson.core.scheduler.Upstream;
import dev.stillson.core.scheduler.UpstreamStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.core.JsonGenerator;

/** Lists of tasks, which may be long: the tasks are looked at in parts. */
final class TaskMethods {
  /** How many tasks are looked at in a turn. */
  private static final int AT_ONCE = 500;

  private final LuigiSettings settings;
  private final SerializedTask serialized;

  TaskMethods(LuigiSettings settings, SerializedTask serialized) {
    this.settings = settings;
    this.serialized = serialized;
  }

  Survey list(Arguments arguments) {
    String status = arguments.optionalText("status").orElse("");
    String upstream = arguments.optionalText("upstream_status").orElse("");
    boolean limited = arguments.truth("limit", true);
    Optional<String> search = arguments.optionalText("search");
    int given = arguments.number("max_shown_tasks").orElse(0.0).intValue();
    int most = given == 0 ? settings.maxShownTasks() : given;
    List<String> terms = terms(search.orElse(""));
    return (turns, out) -> {
      Found found =
          turns.perform((scheduler, now) -> {
            int count = count(scheduler.inventory(), status);
            if (limited && search.orElse("").isEmpty() && count > most) {
              return new Found(upstream.isEmpty() ? count : -1, List.of());
            }
            scheduler.apply(new Command.Prune(), now);
            List<String> ids = ids(scheduler, status, upstream);
            return new Found(ids.size(), ids);
          });
      List<Seen> tasks =
          found.count < 0 || (limited && terms.isEmpty() && found.count > most)
              ? List.of()
              : seen(found.ids, task -> fits(task, status) && matches(task, terms), turns);
      int count = terms.isEmpty() ? found.count : tasks.size();
      if (count < 0 || (limited && count > most)) {
        tooMany(count, out);
      } else {
        serialized.write(tasks, out);
      }
    };
  }

  /**
   * What there is to list.
   *
   * @param count how many tasks; negative: too many to be counted
   * @param ids theirs; empty if they are too many
   */
  private record Found(int count, List<String> ids) {}

  private static List<String> ids(Scheduler scheduler, String status, String upstream) {
    UpstreamStatus found = scheduler.upstream();
    List<String> ids = new ArrayList<>();
    for (TaskView task : tasks(scheduler.inventory(), status)) {
      if (upstream.isEmpty()
          || task.status() != Status.PENDING
          || name(found.of(task)).equals(upstream)) {
        ids.add(task.id());
      }
    }
    return ids;
  }

  private static boolean fits(TaskView task, String status) {
    return status.isEmpty() || SerializedTask.status(task.status()).equals(status);
  }

  /** Those of the tasks that are wanted, looked at in parts. */
  private static List<Seen> seen(List<String> ids, Predicate<TaskView> wanted, Turns turns) {
    List<Seen> seen = new ArrayList<>(ids.size());
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<String> part = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      seen.addAll(
          turns.look(scheduler ->
              part.stream()
                  .flatMap(id -> scheduler.inventory().task(id).stream())
                  .filter(wanted)
                  .map(Seen::of)
                  .toList()));
    }
    // What is told is stored.
    boolean _ = turns.perform((_, _) -> true);
    return seen;
  }

  private static void tooMany(int count, JsonGenerator out) {
    out.writeStartObject();
    out.writeNumberProperty("num_tasks", count);
    out.writeEndObject();
  }

  private static String name(Upstream upstream) {
    return upstream == Upstream.NONE ? "" : "UPSTREAM_" + upstream;
  }

  private static List<Status> statuses(String name) {
    List<Status> statuses = new ArrayList<>();
    for (Status status : Status.values()) {
      if (SerializedTask.status(status).equals(name)) {
        statuses.add(status);
      }
    }
    return statuses;
  }

  private static int count(Inventory inventory, String status) {
    return status.isEmpty()
        ? inventory.count()
        : statuses(status).stream().mapToInt(inventory::count).sum();
  }

  /** The tasks of a status by Luigi's name; of none: all. */
  static List<TaskView> tasks(Inventory inventory, String status) {
    if (status.isEmpty()) {
      return inventory.tasks();
    }
    List<TaskView> tasks = new ArrayList<>();
    statuses(status).forEach(one -> tasks.addAll(inventory.tasks(one)));
    return tasks;
  }

  private static List<String> terms(String search) {
    List<String> terms = new ArrayList<>();
    StringTokenizer words = new StringTokenizer(search);
    while (words.hasMoreTokens()) {
      terms.add(fold(words.nextToken()));
    }
    return terms;
  }

  private static boolean matches(TaskView task, List<String> terms) {
    if (terms.isEmpty()) {
      return true;
    }
    String name = fold(SerializedTask.displayName(task.family(), task.parameters()));
    return terms.stream().allMatch(name::contains);
  }

  /** The text without differences of case; over upper case, as that takes letters apart. */
  private static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  Survey search(Arguments arguments) {
    String part = arguments.text("task_str");
    return (turns, out) -> {
      List<String> ids =
          turns.perform((scheduler, now) -> {
            scheduler.apply(new Command.Prune(), now);
            return ids(scheduler, "", "");
          });
      Map<String, List<Seen>> found = new TreeMap<>();
      for (Seen task : seen(ids, task -> task.id().contains(part), turns)) {
        String status = SerializedTask.status(task.status());
        found.computeIfAbsent(status, _ -> new ArrayList<>()).add(task);
      }
      out.writeStartObject();
      found.forEach((status, tasks) -> {
        out.writeName(status);
        serialized.write(tasks, out);
      });
      out.writeEndObject();
    };
  }
}
