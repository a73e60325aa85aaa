package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.LuigiCommand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.TaskView;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** What workers say to get work done. */
final class WorkMethods {
  private final AddTaskArguments addTask;

  WorkMethods(LuigiSettings settings) {
    this.addTask = new AddTaskArguments(settings);
  }

  Answer addTask(Arguments arguments) {
    LuigiCommand.AddTask command = addTask.read(arguments);
    return (scheduler, now, out) -> {
      scheduler.apply(command, now);
      out.writeNull();
    };
  }

  Answer getWork(Arguments arguments) {
    Optional<Set<String>> current = arguments.texts("current_tasks").map(HashSet::new);
    LuigiCommand.GetWork command =
        new LuigiCommand.GetWork(
            arguments.text("worker"), arguments.truth("assistant", false), current);
    return (scheduler, now, out) -> write(scheduler.apply(command, now), out);
  }

  private static void write(LuigiCommand.Work work, JsonGenerator out) {
    out.writeStartObject();
    if (work.counts().disabled()) {
      out.writeNumberProperty("n_pending_tasks", 0);
      out.writeArrayPropertyStart("running_tasks");
      out.writeEndArray();
      out.writeNullProperty("task_id");
      out.writeNumberProperty("n_unique_pending", 0);
      out.writeStringProperty("worker_state", "disabled");
      out.writeEndObject();
      return;
    }
    counts(work.counts(), out);
    boolean batch = work.batch().isPresent();
    String id = work.tasks().isEmpty() || batch ? null : work.tasks().getFirst().id();
    out.writeStringProperty("task_id", id);
    if (!work.tasks().isEmpty()) {
      TaskView first = work.tasks().getFirst();
      out.writeStringProperty("task_family", first.family());
      out.writeStringProperty("task_module", first.terms().module().orElse(null));
      out.writeName("task_params");
      parameters(work, out);
    }
    if (batch) {
      out.writeStringProperty("batch_id", work.batch().get().id());
      out.writeArrayPropertyStart("batch_task_ids");
      work.tasks().forEach(task -> out.writeString(task.id()));
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  /** Those of the first task; what is combined as a list of the values of all. */
  private static void parameters(LuigiCommand.Work work, JsonGenerator out) {
    List<String> combined = work.batch().map(LuigiCommand.Combined::names).orElse(List.of());
    Parameters first = work.tasks().getFirst().parameters();
    out.writeStartObject();
    for (int i = 0; i < first.size(); i++) {
      String name = first.signature().names().get(i);
      out.writeName(name);
      if (combined.contains(name)) {
        out.writeStartArray();
        for (TaskView task : work.tasks()) {
          Given.write(task.parameters().value(i), out);
        }
        out.writeEndArray();
      } else {
        Given.write(first.value(i), out);
      }
    }
    out.writeEndObject();
  }

  Answer countPending(Arguments arguments) {
    LuigiCommand.CountPending command = new LuigiCommand.CountPending(arguments.text("worker"));
    return (scheduler, now, out) -> {
      out.writeStartObject();
      counts(scheduler.apply(command, now), out);
      out.writeEndObject();
    };
  }

  private static void counts(LuigiCommand.Counts counts, JsonGenerator out) {
    out.writeNumberProperty("n_pending_tasks", counts.pending());
    out.writeNumberProperty("n_unique_pending", counts.uniquePending());
    out.writeNumberProperty("n_pending_last_scheduled", counts.latestPending());
    out.writeStringProperty("worker_state", counts.disabled() ? "disabled" : "active");
    out.writeArrayPropertyStart("running_tasks");
    for (LuigiCommand.Running running : counts.running()) {
      out.writeStartObject();
      out.writeStringProperty("task_id", running.taskId());
      out.writeStringProperty("worker", running.worker());
      info(running.profile(), Set.of("task_id", "worker"), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** What a worker told about itself, except for names that mean something else here. */
  static void info(WorkerProfile profile, Set<String> taken, JsonGenerator out) {
    profile
        .info()
        .forEach((name, value) -> {
          if (!taken.contains(name)) {
            out.writeName(name);
            Given.write(value, out);
          }
        });
    boolean assists = !(profile.assistance() instanceof Assistance.None);
    if (assists && !profile.info().containsKey("assistant")) {
      out.writeBooleanProperty("assistant", true);
    }
  }

  Answer ping(Arguments arguments) {
    LuigiCommand.Ping command = new LuigiCommand.Ping(arguments.text("worker"));
    return (scheduler, now, out) -> {
      out.writeStartObject();
      out.writeArrayPropertyStart("rpc_messages");
      for (WorkerMessage message : scheduler.apply(command, now)) {
        switch (message) {
          case WorkerMessage.Slots slots -> {
            open("set_worker_processes", out);
            out.writeNumberProperty("n", slots.slots());
            close(out);
          }
          case WorkerMessage.ForTask text -> {
            open("dispatch_scheduler_message", out);
            out.writeStringProperty("task_id", text.taskId());
            out.writeStringProperty("message_id", text.messageId());
            out.writeName("content");
            Given.write(text.content(), out);
            close(out);
          }
          // Luigi's workers have no word for it; the failure is final when it comes.
          case WorkerMessage.Stop stop -> {}
          // They tell of no families, so that nobody asks them.
          case WorkerMessage.Start _, WorkerMessage.Delete _ -> {}
        }
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private static void open(String name, JsonGenerator out) {
    out.writeStartObject();
    out.writeStringProperty("name", name);
    out.writeObjectPropertyStart("kwargs");
  }

  private static void close(JsonGenerator out) {
    out.writeEndObject();
    out.writeEndObject();
  }

  Answer addWorker(Arguments arguments) {
    Map<String, PythonValue> told = pairs(arguments);
    Map<String, String> info = new HashMap<>();
    told.forEach((name, value) -> info.put(name, Given.keep(value)));
    Optional<String> host =
        told.get("host") instanceof PythonValue.Text(String name)
            ? Optional.of(name)
            : Optional.empty();
    OptionalInt slots =
        told.get("workers") instanceof PythonValue.Numeral number
            ? OptionalInt.of((int) number.value())
            : OptionalInt.empty();
    Optional<Boolean> assistant =
        Optional.ofNullable(told.get("assistant")).map(PythonValue::isTruthy);
    LuigiCommand.AddWorker command =
        new LuigiCommand.AddWorker(arguments.text("worker"), host, slots, assistant, info);
    return (scheduler, now, out) -> {
      scheduler.apply(command, now);
      out.writeNull();
    };
  }

  /** Pairs of names and values, or an object. */
  private static Map<String, PythonValue> pairs(Arguments arguments) {
    PythonValue info =
        arguments.value("info").orElseThrow(() -> arguments.wrong("info", "missing"));
    if (!(info instanceof PythonValue.Items(List<PythonValue> items))) {
      return arguments.members("info");
    }
    Map<String, PythonValue> pairs = new HashMap<>();
    for (PythonValue item : items) {
      if (item instanceof PythonValue.Items(List<PythonValue> pair)
          && pair.size() == 2
          && pair.getFirst() instanceof PythonValue.Text(String name)) {
        pairs.put(name, pair.getLast());
      } else {
        throw arguments.wrong("info", "not made of pairs of a name and a value");
      }
    }
    return pairs;
  }

  Answer addTaskBatcher(Arguments arguments) {
    double most = arguments.number("max_batch_size").orElse(Double.POSITIVE_INFINITY);
    Batching batching =
        new Batching(
            arguments.texts("batched_args").orElse(List.of()), Math.max(1, (int) Math.ceil(most)));
    LuigiCommand.AddBatcher command =
        new LuigiCommand.AddBatcher(
            arguments.text("worker"), arguments.text("task_family"), batching);
    return (scheduler, now, out) -> {
      scheduler.apply(command, now);
      out.writeNull();
    };
  }
}
