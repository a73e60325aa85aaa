package dev.stillson.core.parameter;

import dev.stillson.core.text.Shown;
import java.util.List;
import java.util.Optional;

/** No task, or more than one, is called by a name. */
public final class UnknownFamily extends RuntimeException {
  private static final int MOST_IN_HINT = 12;

  private final String name;
  private final transient List<String> matching;
  private final transient Optional<String> nearest;

  UnknownFamily(
      String name, List<String> matching, Optional<String> nearest, List<String> existing) {
    super(message(name, matching, nearest, existing));
    this.name = name;
    this.matching = List.copyOf(matching);
    this.nearest = nearest;
  }

  /** The name that was looked for. */
  public String name() {
    return name;
  }

  /** The families that it may mean, two or more; empty if there is none. */
  public List<String> matching() {
    return matching;
  }

  /** The family that was perhaps meant. */
  public Optional<String> nearest() {
    return nearest;
  }

  private static String message(
      String name, List<String> matching, Optional<String> nearest, List<String> existing) {
    StringBuilder message = new StringBuilder("Task ").append(Shown.quoted(name));
    if (!matching.isEmpty()) {
      message.append(" may be any of several.");
      for (String family : matching) {
        message.append("\n  ").append(family);
      }
      return message.append("\nhint: give the full name").toString();
    }
    message.append(" is unknown.");
    if (nearest.isPresent()) {
      return message.append("\nhint: did you mean ").append(nearest.get()).append('?').toString();
    }
    if (existing.isEmpty()) {
      return message.append("\nhint: there are no tasks here").toString();
    }
    message.append("\nhint: there are ");
    for (int i = 0; i < Math.min(existing.size(), MOST_IN_HINT); i++) {
      message.append(i == 0 ? "" : ", ").append(existing.get(i));
    }
    return existing.size() > MOST_IN_HINT ? message.append(", …").toString() : message.toString();
  }
}
