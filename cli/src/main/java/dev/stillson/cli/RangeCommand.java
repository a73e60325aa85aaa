package dev.stillson.cli;

import dev.stillson.Minute;
import dev.stillson.Node;
import dev.stillson.cli.progress.Amounts;
import dev.stillson.core.parameter.Nearest;
import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.range.Cadence;
import dev.stillson.core.range.InvalidRange;
import dev.stillson.core.range.Range;
import dev.stillson.core.range.Steps;
import dev.stillson.core.text.Shown;
import dev.stillson.worker.Engine;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.Plan;
import dev.stillson.worker.PlannedTask;
import dev.stillson.worker.RunEvent;
import dev.stillson.worker.RunOptions;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code stillson range}: asks which tasks of a range are missing, all at once, and runs them. */
final class RangeCommand {
  private static final int USUAL_STEP = 5;

  private final Console console;
  private final TaskCall call;

  RangeCommand(Console console, TaskCall call) {
    this.console = console;
    this.call = call;
  }

  ExitCode run() {
    Parameter parameter = parameter();
    if (call.words().has(parameter)) {
      throw new UsageException(
          "The range goes over "
              + parameter.flag()
              + ", which is also given a value\nhint: leave it out, or choose another with --param");
    }
    return over(parameter, cadence(parameter));
  }

  private <T> ExitCode over(Parameter parameter, Cadence<T> cadence) {
    Range<T> range =
        new Range<>(
            cadence,
            bound(cadence, Option.START),
            bound(cadence, Option.STOP),
            away(Option.LOOK_BACK),
            away(Option.LOOK_AHEAD),
            call.options().has(Option.REVERSE),
            call.options().number(Option.LIMIT, 1).orElse(Range.USUAL_LIMIT));
    RunOptions options = call.runOptions();
    Steps.Missing<T> missing;
    Map<T, Node> nodes = new HashMap<>();
    try (Engine engine = Engine.open(options.withOnly(true))) {
      missing =
          range.at(Instant.now()).missing(values -> existing(engine, parameter, values, nodes));
    }
    List<Node> roots = new ArrayList<>();
    for (T value : missing.values()) {
      roots.add(node(nodes, parameter, value));
    }
    say(missing);
    if (call.options().has(Option.DRY_RUN)) {
      for (Node root : roots) {
        console.print(call.type().display(root));
      }
      return ExitCode.OK;
    }
    RunEvent evaluated =
        new RunEvent.RangeEvaluated(
            call.type().family(), missing.complete(), missing.size(), missing.delay());
    return roots.isEmpty()
        ? ExitCode.OK
        : new RunCommand(console, call).run(roots, options, List.of(evaluated));
  }

  private OptionalLong away(Option option) {
    Optional<Integer> given = call.options().number(option, 0);
    return given.isPresent() ? OptionalLong.of(given.get()) : OptionalLong.empty();
  }

  private <T> Optional<T> bound(Cadence<T> cadence, Option option) {
    Optional<String> text = call.options().text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(cadence.parse(text.get()));
    } catch (InvalidRange e) {
      throw new UsageException(option.flag() + " is wrong. " + e.getMessage());
    }
  }

  private <T> List<T> existing(
      Engine engine, Parameter parameter, List<T> values, Map<T, Node> nodes) {
    List<Node> asked = new ArrayList<>(values.size());
    for (T value : values) {
      asked.add(node(nodes, parameter, value));
    }
    Plan plan = engine.plan(asked);
    Set<Node> done = new HashSet<>();
    for (PlannedTask task : plan.tasks()) {
      if (task.state() == PlannedTask.State.DONE) {
        done.add(task.node());
      }
    }
    List<T> existing = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (done.contains(asked.get(i))) {
        existing.add(values.get(i));
      }
    }
    return existing;
  }

  private <T> Node node(Map<T, Node> nodes, Parameter parameter, T value) {
    Node known = nodes.get(value);
    if (known != null) {
      return known;
    }
    Node made = call.node(Map.of(parameter.wireName(), value.toString()));
    nodes.put(value, made);
    return made;
  }

  private void say(Steps.Missing<?> missing) {
    int count = missing.values().size();
    String more = missing.mayBeMore() ? " of those looked at; there may be more" : "";
    console.note(
        Amounts.count(count)
            + " of "
            + Amounts.count(missing.size(), "task")
            + " in the range "
            + (count == 1 ? "is" : "are")
            + " missing"
            + more);
  }

  private Parameter parameter() {
    Optional<String> name = call.options().text(Option.PARAM);
    if (name.isPresent()) {
      Optional<Parameter> named = call.type().parameter(name.get());
      if (named.isEmpty()) {
        List<String> names = call.type().parameters().stream().map(Parameter::wireName).toList();
        throw new UsageException(
            call.type().family()
                + " has no parameter '"
                + Shown.plain(name.get())
                + "'"
                + Nearest.of(name.get(), names)
                    .map(near -> "\nhint: did you mean " + near + "?")
                    .orElse(""));
      }
      return named.get();
    }
    for (Parameter parameter : call.type().parameters()) {
      if (Cadence.of(javaType(parameter)).isPresent()) {
        return parameter;
      }
    }
    throw new UsageException(
        call.type().family()
            + " has no parameter that a range could go over\n  expected: a LocalDate, YearMonth, Hour or Minute");
  }

  private Cadence<?> cadence(Parameter parameter) {
    if (javaType(parameter) == Minute.class) {
      return Cadence.byMinutes(call.options().number(Option.STEP, 1).orElse(USUAL_STEP));
    }
    return Cadence.of(javaType(parameter))
        .orElseThrow(() ->
            new UsageException(
                "A range cannot go over "
                    + parameter.flag()
                    + ", which is "
                    + parameter.form()
                    + "\n  expected: a LocalDate, YearMonth, Hour or Minute"));
  }

  private Class<?> javaType(Parameter parameter) {
    for (RecordComponent component : call.type().nodeClass().getRecordComponents()) {
      if (component.getName().equals(parameter.component())) {
        return component.getType();
      }
    }
    return Void.class;
  }
}
