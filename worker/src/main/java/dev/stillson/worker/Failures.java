package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.PermanentFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Makes {@link Failure}s of what code threw. */
final class Failures {
  private static final String[] FOREIGN = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "dev.stillson.worker.",
    "dev.stillson.core.",
    "dev.stillson.store.",
    "dev.stillson.testkit.",
    "dev.stillson.cli."
  };

  private Failures() {}

  /** What {@code thrown}, thrown by code of {@code node} or below it, means. */
  static Failure of(Throwable thrown, Node node) {
    return of(thrown, node.getClass());
  }

  /** As {@link #of(Throwable, Node)}, for code of class {@code type}. */
  static Failure of(Throwable thrown, Class<?> type) {
    StringWriter details = new StringWriter();
    try (PrintWriter writer = new PrintWriter(details)) {
      thrown.printStackTrace(writer);
    }
    return new Failure(
        message(thrown), place(thrown, type), details.toString(), isPermanent(thrown));
  }

  private static boolean isPermanent(Throwable thrown) {
    return thrown instanceof PermanentFailure;
  }

  /** Exceptions that were written for people speak for themselves; of others the kind is shown. */
  static String message(Throwable thrown) {
    String message = thrown.getMessage();
    String kind = thrown.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return kind.isEmpty() ? thrown.getClass().getName() : kind;
    }
    if (thrown instanceof NoSuchFileException
        && ((FileSystemException) thrown).getReason() == null) {
      return "The file does not exist: " + message;
    }
    if (thrown.getClass().getName().startsWith("dev.stillson.")
        || thrown.getClass() == java.io.IOException.class) {
      return message;
    }
    return kind + ": " + message;
  }

  /** The first line of the pipeline's own code in the trace of {@code thrown} or of a cause. */
  private static Optional<String> place(Throwable thrown, Class<?> type) {
    String own = topLevel(type.getName());
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (topLevel(frame.getClassName()).equals(own)) {
        return Optional.of(text(frame));
      }
    }
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (!isForeign(frame.getClassName())) {
        return Optional.of(text(frame));
      }
    }
    return Optional.empty();
  }

  private static boolean isForeign(String className) {
    for (String prefix : FOREIGN) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    // The API itself, whose package is also the root of all others.
    return className.startsWith("dev.stillson.") && className.indexOf('.', 13) < 0;
  }

  private static String topLevel(String className) {
    int nested = className.indexOf('$');
    return nested < 0 ? className : className.substring(0, nested);
  }

  private static String text(StackTraceElement frame) {
    String name = frame.getClassName();
    String simple = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    String method = frame.getMethodName();
    if (method.startsWith("lambda$")) {
      int end = method.indexOf('$', 7);
      method = end < 0 ? method : method.substring(7, end);
    }
    return simple + "." + method + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
  }
}
