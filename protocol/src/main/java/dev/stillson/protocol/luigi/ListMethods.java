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

  private final LuigiSettings settings;
  private final SerializedTask serialized;

  ListMethods(LuigiSettings settings, SerializedTask serialized) {
    this.settings = settings;
    this.serialized = serialized;
  }

  Answer tasks(Arguments arguments) {
    String status = arguments.optionalText("status").orElse("");
    String upstream = arguments.optionalText("upstream_status").orElse("");
    boolean limited = arguments.truth("limit", true);
    Optional<String> search = arguments.optionalText("search");
    int given = arguments.number("max_shown_tasks").orElse(0.0).intValue();
    int most = given == 0 ? settings.maxShownTasks() : given;
    return (scheduler, now, out) -> {
      if (limited && search.orElse("").isEmpty()) {
        int count = count(scheduler.inventory(), status);
        if (count > most) {
          tooMany(upstream.isEmpty() ? count : -1, out);
          return;
        }
      }
      scheduler.apply(new Command.Prune(), now);
      List<TaskView> tasks = tasks(scheduler.inventory(), status);
      List<String> terms = terms(search.orElse(""));
      if (!terms.isEmpty()) {
        tasks = tasks.stream().filter(task -> matches(task, terms)).toList();
      }
      if (!upstream.isEmpty()) {
        UpstreamStatus found = scheduler.upstream();
        tasks =
            tasks.stream()
                .filter(task ->
                    task.status() != Status.PENDING || name(found.of(task)).equals(upstream))
                .toList();
      }
      if (limited && tasks.size() > most) {
        tooMany(tasks.size(), out);
      } else {
        write(tasks, out);
      }
    };
  }

  private static void tooMany(int count, JsonGenerator out) {
    out.writeStartObject();
    out.writeNumberProperty("num_tasks", count);
    out.writeEndObject();
  }

  private void write(List<TaskView> tasks, JsonGenerator out) {
    out.writeStartObject();
    for (TaskView task : tasks) {
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
    String name = fold(SerializedTask.displayName(task.family(), task.parameters()));
    return terms.stream().allMatch(name::contains);
  }

  /** The text without differences of case; over upper case, as that takes letters apart. */
  private static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  Answer search(Arguments arguments) {
    String part = arguments.text("task_str");
    return (scheduler, now, out) -> {
      scheduler.apply(new Command.Prune(), now);
      Map<String, List<TaskView>> found = new TreeMap<>();
      for (TaskView task : scheduler.inventory().tasks()) {
        if (task.id().contains(part)) {
          String status = SerializedTask.status(task.status());
          found.computeIfAbsent(status, name -> new ArrayList<>()).add(task);
        }
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
      Map<String, List<TaskView>> tasks = running ? running(inventory) : Map.of();
      Map<String, Inventory.Pending> pending = running ? inventory.pending() : Map.of();
      out.writeStartArray();
      for (WorkerRow worker : workers) {
        out.writeStartObject();
        describe(worker, scheduler, out);
        if (running) {
          Inventory.Pending mine = pending.getOrDefault(worker.id(), new Inventory.Pending(0, 0));
          List<TaskView> here = tasks.getOrDefault(worker.id(), List.of());
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
  private static Map<String, List<TaskView>> running(Inventory inventory) {
    Map<String, List<TaskView>> byWorker = new HashMap<>();
    for (TaskView task : tasks(inventory, "RUNNING")) {
      task.runner()
          .ifPresent(
              worker -> byWorker.computeIfAbsent(worker, name -> new ArrayList<>()).add(task));
    }
    return byWorker;
  }

  Answer resources() {
    return (scheduler, now, out) -> {
      scheduler.apply(new Command.Prune(), now);
      Map<String, List<TaskView>> consumers = new HashMap<>();
      for (TaskView task : tasks(scheduler.inventory(), "RUNNING")) {
        Demand demand = task.terms().demand();
        demand
            .amounts()
            .keySet()
            .forEach(name -> consumers.computeIfAbsent(name, one -> new ArrayList<>()).add(task));
      }
      Map<String, Double> used = scheduler.usedResources();
      out.writeStartArray();
      scheduler
          .inventory()
          .totals()
          .forEach((name, total) -> {
            List<TaskView> tasks = consumers.getOrDefault(name, List.of());
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
