package dev.stillson.core.parameter;

import dev.stillson.core.shape.RecordShape;

import dev.stillson.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Texts on their way to become a task: collects what is wrong with them. */
final class TaskTexts {
  private static final int MOST_IN_HINT = 12;

  private final TaskType type;
  private final Configured configured;
  private final String[] texts;
  private final boolean[] given;
  private final List<ParameterProblem> problems = new ArrayList<>();

  TaskTexts(TaskType type, Map<String, String> given, Configured configured) {
    this.type = type;
    this.configured = configured;
    int count = type.parameters().size();
    this.texts = new String[count];
    this.given = new boolean[count];
    for (Map.Entry<String, String> entry : given.entrySet()) {
      place(entry.getKey(), entry.getValue());
    }
  }

  private void place(String name, String text) {
    int index = type.index(name);
    if (index < 0) {
      String flag = name.startsWith("--") ? name : WireName.flag(name);
      problems.add(new ParameterProblem.Unknown(flag, Nearest.of(flag, flags())));
    } else if (given[index]) {
      problems.add(new ParameterProblem.Repeated(type.parameters().get(index).flag()));
    } else {
      given[index] = true;
      texts[index] = text;
    }
  }

  private List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (Parameter parameter : type.parameters()) {
      flags.add(parameter.flag());
    }
    return flags;
  }

  Node make() {
    Object[] values = new Object[texts.length];
    for (int i = 0; i < values.length; i++) {
      Optional<Object> value = value(i);
      if (value.isPresent()) {
        values[i] = value.get();
      }
    }
    if (problems.isEmpty()) {
      try {
        return (Node) type.shape().make(values);
      } catch (RecordShape.Refused e) {
        problems.add(new ParameterProblem.Refused(type.family(), e.reason()));
        InvalidParameters invalid = new InvalidParameters(type.family(), problems, "");
        invalid.initCause(e.getCause());
        throw invalid;
      }
    }
    throw new InvalidParameters(type.family(), problems, hint());
  }

  /** The value of a parameter; empty if a problem was noted instead. */
  private Optional<Object> value(int index) {
    Parameter parameter = type.parameters().get(index);
    if (given[index]) {
      return parse(index, texts[index], "");
    }
    Optional<Configured.Value> setting = configured.value(parameter);
    if (setting.isPresent()) {
      return parse(index, setting.get().text(), setting.get().origin());
    }
    Optional<Object> standard = type.defaultValue(index);
    if (standard.isEmpty()) {
      problems.add(
          new ParameterProblem.Missing(parameter.flag(), parameter.form(), parameter.example()));
    }
    return standard;
  }

  private Optional<Object> parse(int index, String text, String origin) {
    try {
      return Optional.of(type.codec(index).parse(text));
    } catch (Unreadable e) {
      Parameter parameter = type.parameters().get(index);
      problems.add(
          new ParameterProblem.Misread(
              parameter.flag(),
              parameter.isPublic() ? text : Parameter.MASK,
              origin,
              parameter.form(),
              parameter.example(),
              parameter.isPublic() ? e.why() : ""));
      return Optional.empty();
    }
  }

  private String hint() {
    List<Parameter> parameters = type.parameters();
    if (parameters.isEmpty()) {
      return type.family() + " has no parameters";
    }
    StringBuilder hint = new StringBuilder("the parameters of ").append(type.family());
    for (int i = 0; i < Math.min(parameters.size(), MOST_IN_HINT); i++) {
      hint.append(i == 0 ? " are " : ", ").append(parameters.get(i).flag());
    }
    return parameters.size() > MOST_IN_HINT ? hint.append(", …").toString() : hint.toString();
  }
}
