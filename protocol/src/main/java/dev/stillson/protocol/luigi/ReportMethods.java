package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.LuigiCommand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.TaskView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** What tasks tell while they run, and what was told. */
final class ReportMethods {

  Answer setMessage(Arguments arguments) {
    Optional<String> id = arguments.optionalText("task_id");
    Optional<String> message = arguments.kept("status_message");
    return (scheduler, now, out) -> {
      id.ifPresent(task -> scheduler.apply(new LuigiCommand.SetMessage(task, message), now));
      out.writeNull();
    };
  }

  Answer setPercentage(Arguments arguments) {
    Optional<String> id = arguments.optionalText("task_id");
    Optional<Double> percentage = arguments.number("progress_percentage");
    return (scheduler, now, out) -> {
      id.ifPresent(task -> scheduler.apply(new LuigiCommand.SetPercentage(task, percentage), now));
      out.writeNull();
    };
  }

  /** Answers with the task's id and something about the task. */
  private static Answer about(Arguments arguments, About about) {
    Optional<String> id = arguments.optionalText("task_id");
    return (scheduler, now, out) -> {
      out.writeStartObject();
      out.writeStringProperty("taskId", id.orElse(null));
      about.write(id.flatMap(scheduler.inventory()::task), out);
      out.writeEndObject();
    };
  }

  /** Something about a task that may be unknown. */
  private interface About {
    void write(Optional<TaskView> task, JsonGenerator out);
  }

  Answer message(Arguments arguments) {
    return about(
        arguments,
        (task, out) -> {
          out.writeName("statusMessage");
          if (task.isEmpty()) {
            out.writeString("");
          } else {
            SerializedTask.kept(task.get().message(), out);
          }
        });
  }

  Answer percentage(Arguments arguments) {
    return about(
        arguments,
        (task, out) -> {
          out.writeName("progressPercentage");
          SerializedTask.number(task.flatMap(TaskView::percentage), out);
        });
  }

  Answer resources(Arguments arguments) {
    return about(
        arguments,
        (task, out) -> {
          out.writeName("resources");
          SerializedTask.demand(task.flatMap(TaskView::held), out);
        });
  }

  Answer decrease(Arguments arguments) {
    Optional<String> id = arguments.optionalText("task_id");
    Map<String, Double> less = new HashMap<>();
    arguments
        .members("decrease_resources")
        .forEach((name, value) -> {
          double amount = arguments.number("decrease_resources", value);
          if (amount > 0) {
            less.put(name, Math.min(amount, Demand.LARGEST));
          }
        });
    return (scheduler, now, out) -> {
      id.ifPresent(task -> scheduler.apply(new LuigiCommand.Decrease(task, Demand.of(less)), now));
      out.writeNull();
    };
  }

  Answer addResponse(Arguments arguments) {
    Optional<String> id = arguments.optionalText("task_id");
    String message = arguments.text("message_id");
    String response = arguments.kept("response").orElse(Given.keep(PythonValue.Nothing.NONE));
    return (scheduler, now, out) -> {
      id.ifPresent(task -> scheduler.apply(new Command.Respond(task, message, response), now));
      out.writeNull();
    };
  }

  Answer takeResponse(Arguments arguments) {
    Optional<String> id = arguments.optionalText("task_id");
    Optional<String> message = arguments.optionalText("message_id");
    return (scheduler, now, out) -> {
      Optional<String> response =
          id.isEmpty() || message.isEmpty()
              ? Optional.empty()
              : scheduler.apply(new Command.TakeResponse(id.get(), message.get()), now);
      out.writeStartObject();
      out.writeName("response");
      SerializedTask.kept(response, out);
      out.writeEndObject();
    };
  }

  Answer error(Arguments arguments) {
    return about(
        arguments,
        (task, out) -> {
          out.writeName("error");
          if (task.isEmpty()) {
            out.writeString("");
            return;
          }
          SerializedTask.kept(task.get().explanation(), out);
          Parameters parameters = task.get().parameters();
          out.writeStringProperty(
              "displayName", SerializedTask.displayName(task.get().family(), parameters));
          out.writeName("taskParams");
          SerializedTask.parameters(parameters, false, out);
          out.writeStringProperty("taskModule", task.get().terms().module().orElse(null));
          out.writeStringProperty("taskFamily", task.get().family());
        });
  }
}
