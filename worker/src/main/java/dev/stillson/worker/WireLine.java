package dev.stillson.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line between a worker and a task's own JVM: a mark, then fields divided by tabs. What a library
 * prints has no mark, so that it cannot be taken for a message.
 */
record WireLine(Kind kind, List<String> fields) {
  private static final char MARK = '\u0001';

  /** What a line says. The worker's name the first field of what it answers. */
  enum Kind {
    /** Worker: the task to run. */
    START,
    /** Worker: stop, as by an interrupt. */
    STOP,
    /** Worker: what was asked with this number is granted; the rest is the answer. */
    ANSWER,
    /** Worker: what was asked with this number went wrong; the rest says how. */
    REFUSAL,
    /** Task: something to log. */
    LOG,
    PROGRESS,
    STATUS,
    TRACKING,
    RELEASE,
    /** Task: wants other tasks to be done. */
    REQUIRE,
    /** Task: asks where an input is. */
    LOCATE,
    /** Task: it is done. */
    DONE,
    /** Task: it failed. */
    FAILED
  }

  WireLine {
    fields = List.copyOf(fields);
  }

  static WireLine of(Kind kind, String... fields) {
    return new WireLine(kind, List.of(fields));
  }

  /** The message in {@code line}; empty if it is none. */
  static Optional<WireLine> parse(String line) {
    if (line.isEmpty() || line.charAt(0) != MARK) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t') {
        parts.add(part.toString());
        part.setLength(0);
      } else if (c == '\\' && i + 1 < line.length()) {
        part.append(unescaped(line.charAt(++i)));
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(parts.getFirst())) {
        return Optional.of(new WireLine(kind, parts.subList(1, parts.size())));
      }
    }
    return Optional.empty();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> c;
    };
  }

  String field(int index) {
    return fields.get(index);
  }

  /** The line, without a line feed at its end. */
  String text() {
    StringBuilder line = new StringBuilder().append(MARK).append(kind.name());
    for (String field : fields) {
      line.append('\t');
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        switch (c) {
          case '\\' -> line.append("\\\\");
          case '\t' -> line.append("\\t");
          case '\n' -> line.append("\\n");
          case '\r' -> line.append("\\r");
          default -> line.append(c);
        }
      }
    }
    return line.toString();
  }
}
