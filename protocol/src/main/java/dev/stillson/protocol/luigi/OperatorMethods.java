package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What people do. */
final class OperatorMethods {
  private static final Set<Status> DOABLE =
      Set.of(Status.RUNNING, Status.PARKED, Status.FAILED, Status.DISABLED);

  private final LuigiSettings settings;
  private final SerializedTask serialized;
  private final Supplier<String> names;

  OperatorMethods(LuigiSettings settings, SerializedTask serialized, Supplier<String> names) {
    this.settings = settings;
    this.serialized = serialized;
    this.names = names;
  }

  Answer answer(Arguments arguments) {
    return switch (arguments.method()) {
      case "forgive_failures" ->
          act(arguments, Set.of(Status.FAILED), Command.ForgiveFailures::new);
      case "mark_as_done" -> act(arguments, DOABLE, Command.MarkDone::new);
      case "re_enable_task" -> reEnable(arguments);
      case "disable_worker" -> quiet(new Command.DisableWorker(arguments.text("worker")));
      case "set_worker_processes" -> setProcesses(arguments);
      case "send_scheduler_message" -> send(arguments);
      case "pause" -> settings.pauseEnabled() ? quiet(new Command.Pause()) : nothing();
      case "unpause" -> settings.pauseEnabled() ? quiet(new Command.Resume()) : nothing();
      case "is_paused" ->
          (scheduler, now, out) -> {
            out.writeStartObject();
            out.writeBooleanProperty("paused", scheduler.isPaused());
            out.writeEndObject();
          };
      case "is_pause_enabled" ->
          (scheduler, now, out) -> {
            out.writeStartObject();
            out.writeBooleanProperty("enabled", settings.pauseEnabled());
            out.writeEndObject();
          };
      case "has_task_history" ->
          (scheduler, now, out) -> out.writeBoolean(settings.recordTaskHistory());
      case "prune" -> quiet(new Command.Prune());
      case "update_resources" -> updateResources(arguments);
      case "update_resource" -> updateResource(arguments);
      default -> throw new UnknownMethodException(arguments.method());
    };
  }

  private static Answer nothing() {
    return (scheduler, now, out) -> out.writeNull();
  }

  private static Answer quiet(Command<?> command) {
    return (scheduler, now, out) -> {
      scheduler.apply(command, now);
      out.writeNull();
    };
  }

  /** Does something to a task of one of these statuses, and tells the status afterwards. */
  private static Answer act(
      Arguments arguments, Set<Status> statuses, Function<String, Command<?>> action) {
    Optional<String> id = arguments.optionalText("task_id");
    return (scheduler, now, out) -> {
      Optional<Status> status = id.flatMap(scheduler::status);
      if (id.isPresent() && status.isPresent() && statuses.contains(status.get())) {
        scheduler.apply(action.apply(id.get()), now);
        status = scheduler.status(id.get());
      }
      out.writeStartObject();
      out.writeStringProperty("task_id", id.orElse(null));
      out.writeStringProperty("status", status.map(SerializedTask::status).orElse(null));
      out.writeEndObject();
    };
  }

  private Answer reEnable(Arguments arguments) {
    Optional<String> id = arguments.optionalText("task_id");
    return (scheduler, now, out) -> {
      out.writeStartObject();
      Optional<TaskView> task = id.flatMap(scheduler.inventory()::task);
      if (task.isPresent()
          && task.get().status() == Status.DISABLED
          && task.get().isDisabledByScheduler()) {
        scheduler.apply(new Command.ReEnable(task.get().id()), now);
        serialized.fields(Seen.of(task.get()), true, out);
        List<TaskView> needed = scheduler.inventory().dependencies(task.get());
        SerializedTask.deps(needed.stream().map(TaskView::id).toList(), out);
      }
      out.writeEndObject();
    };
  }

  private static Answer setProcesses(Arguments arguments) {
    double number = arguments.number("n").orElseThrow(() -> arguments.wrong("n", "missing"));
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw arguments.wrong("n", number + "; it has to be a whole number");
    }
    return quiet(new Command.SetSlots(arguments.text("worker"), (int) number));
  }

  private Answer send(Arguments arguments) {
    String worker = arguments.text("worker");
    String task = arguments.text("task");
    String content = arguments.kept("content").orElse(Given.keep(PythonValue.Nothing.NONE));
    return (scheduler, now, out) -> {
      out.writeStartObject();
      if (settings.sendMessages()) {
        String id = names.get();
        scheduler.apply(new Command.SendMessage(worker, task, id, content), now);
        out.writeStringProperty("message_id", id);
      } else {
        out.writeNullProperty("message_id");
      }
      out.writeEndObject();
    };
  }

  private static Answer updateResources(Arguments arguments) {
    Map<String, Double> totals = new LinkedHashMap<>();
    arguments
        .values()
        .forEach((name, total) -> {
          double amount = arguments.number(name, total);
          // Checked before the first is set.
          totals.put(name, new Command.SetResource(name, amount).total());
          if (!(amount >= 0)) {
            throw arguments.wrong(name, amount + "; it has to be 0 or more");
          }
        });
    return (scheduler, now, out) -> {
      totals.forEach((name, total) -> scheduler.apply(new Command.SetResource(name, total), now));
      out.writeNull();
    };
  }

  private static Answer updateResource(Arguments arguments) {
    String name = arguments.text("resource");
    Optional<PythonValue> amount = arguments.value("amount");
    boolean whole =
        amount.isPresent()
            && (amount.get() instanceof PythonValue.Truth
                || (amount.get() instanceof PythonValue.Numeral numeral && numeral.isWhole()));
    double total = whole ? arguments.number("amount").orElse(-1.0) : -1;
    return (scheduler, now, out) -> {
      if (total >= 0) {
        scheduler.apply(new Command.SetResource(name, total), now);
      }
      out.writeBoolean(total >= 0);
    };
  }
}
