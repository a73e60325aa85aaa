package dev.stillson.core.parameter;

import java.util.List;

/** A class cannot be a task. Holds everything that is wrong with it. */
public final class InvalidTaskType extends RuntimeException {
  private final transient Class<?> type;
  private final transient List<String> problems;

  InvalidTaskType(Class<?> type, List<String> problems, String hint) {
    super(message(type, problems, hint));
    this.type = type;
    this.problems = List.copyOf(problems);
  }

  /** The class. */
  public Class<?> type() {
    return type;
  }

  /** What is wrong, each a sentence about the class or a component of it; at least one. */
  public List<String> problems() {
    return problems;
  }

  private static String message(Class<?> type, List<String> problems, String hint) {
    StringBuilder message = new StringBuilder(type.getName()).append(" cannot be a task.");
    for (String problem : problems) {
      message.append("\n  ").append(problem);
    }
    return hint.isEmpty() ? message.toString() : message.append("\nhint: ").append(hint).toString();
  }
}
