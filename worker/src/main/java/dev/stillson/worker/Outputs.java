package dev.stillson.worker;

import dev.stillson.Producer;
import dev.stillson.core.parameter.Disguise;
import dev.stillson.core.text.Shown;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server is told of where results are, for people. Nothing in it comes from parameters that
 * are not public: it is what a task would say in whose place they are masked, and nothing where
 * that would mislead.
 */
final class Outputs {
  /** Of a longer text nobody sees the end. */
  private static final int LONGEST = 1_000;

  private static final Pattern PASSWORD_IN_URI = Pattern.compile("://[^/?#\\s]*:[^/?#\\s]*@");

  private static final Pattern NAMED_SECRET =
      Pattern.compile(
          "\\b([\\w-]*(?:password|passwd|pwd|secret|token|signature|(?:api|access|account)_?key"
              + "|credentials?)|sig)=[^&;,\\s]+",
          Pattern.CASE_INSENSITIVE);

  private static final String MASK = "******";

  private final Existence existence;

  Outputs(Existence existence) {
    this.existence = existence;
  }

  /** What people call the place of what {@code vertex} makes, or waits for; empty: not told. */
  List<String> of(Vertex vertex) {
    if (!(vertex.node() instanceof Producer<?> task)) {
      return List.of();
    }
    try {
      return open(vertex, task, existence.describe(task, vertex.real))
          .map(text -> List.of(cut(masked(text))))
          .orElse(List.of());
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError _) {
      // Who looked for the output has told what is wrong with the task.
      return List.of();
    }
  }

  /** What may be told instead of {@code text}. */
  private Optional<String> open(Vertex vertex, Producer<?> task, String text) throws IOException {
    if (vertex.type().isOpen()) {
      return Optional.of(text);
    }
    Optional<Disguise> disguise = Disguise.of(task);
    if (disguise.isEmpty()) {
      return Optional.empty();
    }
    String other = existence.describe((Producer<?>) disguise.get().node(), vertex.real);
    return disguise.get().masked() || other.equals(text) ? Optional.of(other) : Optional.empty();
  }

  /**
   * Looks first whether there can be a secret at all, as in most of a million texts there is none.
   */
  private static String masked(String text) {
    String masked = text;
    if (masked.contains("://")) {
      masked = PASSWORD_IN_URI.matcher(masked).replaceAll("://" + MASK + "@");
    }
    if (masked.contains("=")) {
      masked = NAMED_SECRET.matcher(masked).replaceAll("$1=" + MASK);
    }
    return masked;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : Shown.first(text, LONGEST - 1) + "…";
  }
}
