package dev.stillson.core.parameter;

import java.util.List;

/**
 * A task cannot be made from the texts given for its parameters. Holds everything that is wrong.
 */
public final class InvalidParameters extends RuntimeException {
  private final String family;
  private final transient List<ParameterProblem> problems;

  InvalidParameters(String family, List<ParameterProblem> problems, String hint) {
    super(message(family, problems, hint));
    this.family = family;
    this.problems = List.copyOf(problems);
  }

  /** The task's family. */
  public String family() {
    return family;
  }

  /** What is wrong; at least one. */
  public List<ParameterProblem> problems() {
    return problems;
  }

  private static String message(String family, List<ParameterProblem> problems, String hint) {
    if (problems.getFirst() instanceof ParameterProblem.Refused refused) {
      return refused.subject() + " " + refused.statement();
    }
    int width = 0;
    for (ParameterProblem problem : problems) {
      width = Math.max(width, problem.subject().length());
    }
    StringBuilder message = new StringBuilder();
    message
        .append(family)
        .append(
            problems.size() == 1
                ? " has a wrong parameter."
                : " has " + problems.size() + " wrong parameters.");
    for (ParameterProblem problem : problems) {
      String subject = problem.subject();
      message.append("\n  ").append(subject).repeat(' ', width - subject.length() + 2);
      message.append(problem.statement().strip().replace("\n", "\n    "));
    }
    return hint.isEmpty() ? message.toString() : message.append("\nhint: ").append(hint).toString();
  }
}
