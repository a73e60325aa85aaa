package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Inventory;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskView;
import dev.stillson.core.scheduler.Upstream;
import dev.stillson.core.scheduler.UpstreamStatus;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.core.JsonGenerator;

/** Lists of tasks, workers and resources. */
final class ListMethods {
  private static final Set<String> WORKER_FIELDS =
      Set.of(
          "name",
          "last_active",
          "started",
          "state",
          "first_task_display_name",
          "num_unread_rpc_messages",
          "num_running",
          "num_pending",
          "num_uniques",
          "running");

  /** How many tasks are looked at in a turn. */
  private static final int AT_ONCE = 500;

  private final LuigiSettings settings;
  private final SerializedTask serialized;

  ListMethods(LuigiSettings settings, SerializedTask serialized) {
    this.settings = settings;
    this.serialized = serialized;
  }

  Survey tasks(Arguments arguments) {
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
        write(tasks, out);
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

  private void write(List<Seen> tasks, JsonGenerator out) {
    out.writeStartObject();
    for (Seen task : tasks) {
      out.writeName(task.id());
      serialized.write(task, out);
    }
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

  private static List<TaskView> tasks(Inventory inventory, String status) {
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
        write(tasks, out);
      });
      out.writeEndObject();
    };
  }

  Answer workers(Arguments arguments) {
    boolean running = arguments.truth("include_running", true);
    return (scheduler, now, out) -> {
      scheduler.apply(new Command.Prune(), now);
      Inventory inventory = scheduler.inventory();
      List<WorkerRow> workers = new ArrayList<>(inventory.workers());
      workers.sort(Comparator.comparing(WorkerRow::started).reversed());
      Map<String, List<Seen>> tasks = running ? running(inventory) : Map.of();
      Map<String, Inventory.Pending> pending = running ? inventory.pending() : Map.of();
      out.writeStartArray();
      for (WorkerRow worker : workers) {
        out.writeStartObject();
        describe(worker, scheduler, out);
        if (running) {
          Inventory.Pending mine = pending.getOrDefault(worker.id(), new Inventory.Pending(0, 0));
          List<Seen> here = tasks.getOrDefault(worker.id(), List.of());
          out.writeNumberProperty("num_running", here.size());
          out.writeNumberProperty("num_pending", mine.able());
          out.writeNumberProperty("num_uniques", mine.unique());
          out.writeName("running");
          write(here, out);
        }
        out.writeEndObject();
      }
      out.writeEndArray();
    };
  }

  private static void describe(WorkerRow worker, Scheduler scheduler, JsonGenerator out) {
    out.writeStringProperty("name", worker.id());
    SerializedTask.time("last_active", worker.lastActive(), out);
    SerializedTask.time("started", worker.started(), out);
    out.writeStringProperty("state", worker.disabled() ? "disabled" : "active");
    String first = worker.profile().info().getOrDefault("first_task", "");
    Optional<TaskView> task = scheduler.inventory().task(first);
    out.writeName("first_task_display_name");
    if (task.isPresent()) {
      out.writeString(SerializedTask.displayName(task.get().family(), task.get().parameters()));
    } else {
      Given.write(first, out);
    }
    long unread =
        worker.messages().stream()
            .filter(message ->
                message instanceof WorkerMessage.Slots || message instanceof WorkerMessage.ForTask)
            .count();
    out.writeNumberProperty("num_unread_rpc_messages", unread);
    WorkMethods.info(worker.profile(), WORKER_FIELDS, out);
    if (worker.registered()) {
      // One of our own, which has told the same in other words.
      Map<String, String> info = worker.profile().info();
      if (!info.containsKey("host")) {
        out.writeStringProperty("host", worker.profile().host());
      }
      if (!info.containsKey("workers")) {
        out.writeNumberProperty("workers", worker.profile().slots());
      }
    }
  }

  /** What runs, by worker. */
  private static Map<String, List<Seen>> running(Inventory inventory) {
    Map<String, List<Seen>> byWorker = new HashMap<>();
    for (TaskView task : tasks(inventory, "RUNNING")) {
      task.runner()
          .ifPresent(worker ->
              byWorker.computeIfAbsent(worker, _ -> new ArrayList<>()).add(Seen.of(task)));
    }
    return byWorker;
  }

  Answer resources() {
    return (scheduler, now, out) -> {
      scheduler.apply(new Command.Prune(), now);
      Map<String, List<Seen>> consumers = new HashMap<>();
      for (TaskView task : tasks(scheduler.inventory(), "RUNNING")) {
        Demand demand = task.terms().demand();
        demand
            .amounts()
            .keySet()
            .forEach(
                name -> consumers.computeIfAbsent(name, _ -> new ArrayList<>()).add(Seen.of(task)));
      }
      Map<String, Double> used = scheduler.usedResources();
      out.writeStartArray();
      scheduler
          .inventory()
          .totals()
          .forEach((name, total) -> {
            List<Seen> tasks = consumers.getOrDefault(name, List.of());
            out.writeStartObject();
            out.writeStringProperty("name", name);
            out.writeName("num_total");
            SerializedTask.number(total, out);
            out.writeName("num_used");
            SerializedTask.number(used.getOrDefault(name, 0.0), out);
            out.writeNumberProperty("num_consumer", tasks.size());
            out.writeName("running");
            write(tasks, out);
            out.writeEndObject();
          });
      out.writeEndArray();
    };
  }
}
