package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Inventory;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.TaskView;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Lists of workers and resources. */
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

  private final SerializedTask serialized;

  ListMethods(SerializedTask serialized) {
    this.serialized = serialized;
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
          serialized.write(here, out);
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
    for (TaskView task : TaskMethods.tasks(inventory, "RUNNING")) {
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
      for (TaskView task : TaskMethods.tasks(scheduler.inventory(), "RUNNING")) {
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
            serialized.write(tasks, out);
            out.writeEndObject();
          });
      out.writeEndArray();
    };
  }
}
