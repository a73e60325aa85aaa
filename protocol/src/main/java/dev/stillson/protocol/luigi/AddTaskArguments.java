package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.LuigiCommand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what {@code add_task} tells. What many tasks have in common is one object for all. */
final class AddTaskArguments {
  private static final double LONGEST = 1e11;

  private final LuigiSettings settings;
  private final Shared shared = new Shared();

  AddTaskArguments(LuigiSettings settings) {
    this.settings = settings;
  }

  LuigiCommand.AddTask read(Arguments arguments) {
    boolean messages = arguments.truth("accepts_messages", false);
    boolean leaveMessages = arguments.values().get("accepts_messages") == PythonValue.Nothing.NONE;
    Optional<String> module = arguments.optionalText("module").map(shared::one);
    Demand demand = shared.one(arguments.demand("resources"));
    RetryRule retry = shared.one(retry(arguments));
    Terms terms = shared.one(new Terms(demand, retry, Optional.empty(), messages, module));
    return new LuigiCommand.AddTask(
        shared.one(arguments.text("worker")),
        arguments.text("task_id"),
        status(arguments),
        arguments.truth("runnable", true),
        arguments.texts("deps"),
        arguments.texts("new_deps"),
        arguments.kept("expl"),
        priority(arguments),
        shared.one(arguments.optionalText("family").orElse("")),
        parameters(arguments),
        terms,
        leaveMessages ? Optional.empty() : Optional.of(messages),
        arguments.truth("assistant", false),
        arguments.kept("tracking_url"),
        arguments.value("batchable").map(PythonValue::isTruthy),
        arguments.optionalText("batch_id").filter(id -> !id.isEmpty()),
        settings.usualRetry());
  }

  private static Status status(Arguments arguments) {
    if (!arguments.values().containsKey("status")) {
      return Status.PENDING;
    }
    return switch (arguments.text("status")) {
      // Old workers say so.
      case "PENDING", "SUSPENDED" -> Status.PENDING;
      case "RUNNING" -> Status.RUNNING;
      case "DONE" -> Status.DONE;
      case "FAILED" -> Status.FAILED;
      case "DISABLED" -> Status.DISABLED;
      case "UNKNOWN" -> Status.UNKNOWN;
      case String other -> throw arguments.wrong("status", "'" + other + "', which is no status");
    };
  }

  private static double priority(Arguments arguments) {
    return arguments.values().containsKey("priority")
        ? arguments.number("priority", arguments.values().get("priority"))
        : 0;
  }

  private Parameters parameters(Arguments arguments) {
    Map<String, PythonValue> told = arguments.members("params");
    if (told.isEmpty()) {
      return Parameters.NONE;
    }
    Map<String, PythonValue> visibilities = arguments.members("param_visibilities");
    List<String> names = new ArrayList<>(told.size());
    List<Visibility> seen = new ArrayList<>(told.size());
    String[] values = new String[told.size()];
    for (Map.Entry<String, PythonValue> entry : new TreeMap<>(told).entrySet()) {
      PythonValue visibility = visibilities.get(entry.getKey());
      values[names.size()] = Given.keep(entry.getValue());
      names.add(shared.one(entry.getKey()));
      boolean hidden = visibility != null && visibility.isTruthy();
      seen.add(hidden ? Visibility.HIDDEN : Visibility.PUBLIC);
    }
    return Parameters.of(shared.one(new Signature(names, seen)), values);
  }

  private RetryRule retry(Arguments arguments) {
    RetryRule.Windowed usual = settings.usualRetry();
    int failures = usual.failures();
    Duration window = usual.window();
    Duration hardTimeout = usual.hardTimeout();
    for (Map.Entry<String, PythonValue> entry : arguments.members("retry_policy_dict").entrySet()) {
      PythonValue value = entry.getValue();
      if (value == PythonValue.Nothing.NONE) {
        continue;
      }
      double number = arguments.number("retry_policy_dict", value);
      switch (entry.getKey()) {
        case "retry_count" -> failures = (int) Math.ceil(number);
        case "disable_window" -> window = duration(number);
        case "disable_hard_timeout" -> hardTimeout = duration(number);
        default ->
            throw arguments.wrong(
                "retry_policy_dict", "about '" + entry.getKey() + "', which is no retry policy");
      }
    }
    return new RetryRule.Windowed(failures, window, hardTimeout);
  }

  private static Duration duration(double seconds) {
    double near = Math.clamp(seconds, -LONGEST, LONGEST);
    long whole = (long) Math.floor(near);
    return Duration.ofSeconds(whole, Math.round((near - whole) * 1e9));
  }
}
