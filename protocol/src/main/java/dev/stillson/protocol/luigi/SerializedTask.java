package dev.stillson.protocol.luigi;

import dev.stillson.core.parameter.PythonFloat;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** How tasks and their parts look in answers. */
final class SerializedTask {
  private static final double EXACT = 1L << 53;
  private static final double NANOS = 1e9;

  private final LuigiSettings settings;

  SerializedTask(LuigiSettings settings) {
    this.settings = settings;
  }

  /** The object of a task, without what it depends on. */
  void write(Seen task, JsonGenerator out) {
    out.writeStartObject();
    fields(task, true, out);
    out.writeEndObject();
  }

  /** An object of tasks by id. */
  void write(List<Seen> tasks, JsonGenerator out) {
    out.writeStartObject();
    for (Seen task : tasks) {
      out.writeName(task.id());
      write(task, out);
    }
    out.writeEndObject();
  }

  /** The members of the object of a task. */
  void fields(Seen task, boolean named, JsonGenerator out) {
    if (named) {
      out.writeStringProperty("display_name", displayName(task.family(), task.parameters()));
    }
    out.writeStringProperty("status", status(task.status()));
    out.writeArrayPropertyStart("workers");
    task.able().forEach(out::writeString);
    out.writeEndArray();
    out.writeStringProperty("worker_running", task.runner().orElse(null));
    out.writeName("time_running");
    number(task.started().map(SerializedTask::seconds), out);
    time("start_time", task.heard(), out);
    time("last_updated", task.updated(), out);
    out.writeName("params");
    parameters(task.parameters(), true, out);
    out.writeStringProperty("name", task.family());
    out.writeName("priority");
    number(task.priority(), out);
    out.writeName("resources");
    demand(Optional.of(task.terms().demand()), out);
    out.writeName("resources_running");
    demand(task.held(), out);
    out.writeName("tracking_url");
    kept(task.trackingUrl(), out);
    out.writeName("status_message");
    kept(task.message(), out);
    out.writeName("progress_percentage");
    number(task.percentage(), out);
    if (task.status() == Status.DISABLED) {
      out.writeBooleanProperty("re_enable_able", task.isDisabledByScheduler());
    }
    if (settings.sendMessages() && status(task.status()).equals("RUNNING")) {
      out.writeBooleanProperty("accepts_messages", task.terms().acceptsMessages());
    }
  }

  static void deps(List<String> ids, JsonGenerator out) {
    out.writeArrayPropertyStart("deps");
    ids.forEach(out::writeString);
    out.writeEndArray();
  }

  /** Luigi's name of a status. */
  static String status(Status status) {
    return status == Status.PARKED ? Status.RUNNING.name() : status.name();
  }

  /** The family and what is public of the parameters, for people. */
  static String displayName(String family, Parameters parameters) {
    Map<String, String> shown = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.signature().visibilities().get(i) == Visibility.PUBLIC) {
        shown.put(parameters.signature().names().get(i), parameters.value(i));
      }
    }
    StringBuilder name = new StringBuilder(family).append('(');
    shown.forEach((parameter, value) -> {
      name.append(
          name.charAt(name.length() - 1) == '(' && name.length() == family.length() + 1
              ? ""
              : ", ");
      name.append(parameter).append('=').append(PythonText.of(value));
    });
    return name.append(')').toString();
  }

  static void parameters(Parameters parameters, boolean publicOnly, JsonGenerator out) {
    out.writeStartObject();
    for (int i = 0; i < parameters.size(); i++) {
      if (!publicOnly || parameters.signature().visibilities().get(i) == Visibility.PUBLIC) {
        out.writeName(parameters.signature().names().get(i));
        Given.write(parameters.value(i), out);
      }
    }
    out.writeEndObject();
  }

  static void demand(Optional<Demand> demand, JsonGenerator out) {
    if (demand.isEmpty()) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    demand
        .get()
        .amounts()
        .forEach((name, amount) -> {
          out.writeName(name);
          number(amount, out);
        });
    out.writeEndObject();
  }

  static void kept(Optional<String> kept, JsonGenerator out) {
    if (kept.isPresent()) {
      Given.write(kept.get(), out);
    } else {
      out.writeNull();
    }
  }

  static void number(Optional<Double> number, JsonGenerator out) {
    if (number.isPresent()) {
      number(number.get(), out);
    } else {
      out.writeNull();
    }
  }

  /** A whole number without a point, any other as Python writes it. */
  static void number(double number, JsonGenerator out) {
    if (number == Math.rint(number) && Math.abs(number) <= EXACT) {
      out.writeNumber((long) number);
    } else {
      out.writeRawValue(PythonValue.Numeral.of(number).digits());
    }
  }

  static void time(String name, Instant time, JsonGenerator out) {
    out.writeName(name);
    out.writeRawValue(PythonFloat.text(seconds(time)));
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / NANOS;
  }
}
