package dev.stillson.cli.pipeline;

/**
 * A class that is a task, known without loading it.
 *
 * @param family what its tasks are called
 * @param className its binary name
 */
public record TaskClass(String family, String className) {

  /** The name after the last dot, which may be enough to name it. */
  String simpleName() {
    int start = Math.max(className.lastIndexOf('.'), className.lastIndexOf('$'));
    return className.substring(start + 1);
  }
}
