package dev.stillson.cli.pipeline;

import dev.stillson.cli.UsageException;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.parameter.Nearest;
import dev.stillson.core.text.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The classes of a pipeline.
 *
 * @param name what the user calls it
 * @param loader loads its classes
 * @param classPath where its classes are, beside the program's own class path
 * @param folder where its sources are, if it has any; a configuration file is looked for there
 * @param tasks its tasks, sorted
 */
public record Pipeline(
    String name,
    ClassLoader loader,
    List<Path> classPath,
    Optional<Path> folder,
    List<TaskClass> tasks) {

  private static final int MOST_NAMED = 20;

  /** The families, sorted, each once. */
  public Set<String> families() {
    Set<String> families = new LinkedHashSet<>();
    for (TaskClass task : tasks) {
      families.add(task.family());
    }
    return families;
  }

  /**
   * The type of the tasks that {@code wanted} names: a family, or the last part of one, or a class
   * name.
   *
   * @throws UsageException if there is none or more than one
   * @throws dev.stillson.core.parameter.InvalidTaskType if the class cannot be a task
   */
  public TaskType type(String wanted) {
    List<TaskClass> found = matching(wanted);
    if (found.isEmpty()) {
      throw unknown(wanted);
    }
    if (found.size() > 1) {
      throw ambiguous(wanted, found);
    }
    return TaskType.of(load(found.getFirst()));
  }

  /** The class of {@code task}. */
  public Class<?> load(TaskClass task) {
    try {
      return Class.forName(task.className(), false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new UsageException(
          "The class "
              + task.className()
              + " of "
              + name
              + " cannot be loaded\n  cause: "
              + Shown.plain(String.valueOf(e))
              + "\nhint: a library that it needs may be missing from the class path");
    }
  }

  private List<TaskClass> matching(String wanted) {
    List<TaskClass> exact = new ArrayList<>();
    List<TaskClass> loose = new ArrayList<>();
    for (TaskClass task : tasks) {
      if (task.family().equals(wanted) || task.className().equals(wanted)) {
        exact.add(task);
      } else if (task.simpleName().equals(wanted) || task.family().endsWith("." + wanted)) {
        loose.add(task);
      }
    }
    return exact.isEmpty() ? loose : exact;
  }

  private UsageException ambiguous(String wanted, List<TaskClass> found) {
    StringBuilder message =
        new StringBuilder("The name '" + Shown.plain(wanted) + "' means several tasks of " + name);
    boolean oneFamily = true;
    for (TaskClass task : found) {
      message.append("\n  ").append(task.family()).append(": class ").append(task.className());
      oneFamily &= task.family().equals(found.getFirst().family());
    }
    return new UsageException(
        message
            .append(
                oneFamily
                    ? "\nhint: a family belongs to one class; give one of them another with @Family(\"…\")"
                    : "\nhint: give the whole family")
            .toString());
  }

  private UsageException unknown(String wanted) {
    if (tasks.isEmpty()) {
      return new UsageException(
          "There is no task in "
              + name
              + "\nhint: a task is a record that implements Task, ExternalTask or WrapperTask");
    }
    Set<String> families = families();
    Optional<String> near = Nearest.of(wanted, families);
    return new UsageException(
        "There is no task '"
            + Shown.plain(wanted)
            + "' in "
            + name
            + "\n  tasks: "
            + listed(families)
            + (near.isPresent() ? "\nhint: did you mean " + near.get() + "?" : ""));
  }

  /** The families in one line, as many as fit. */
  public static String listed(Set<String> families) {
    StringBuilder list = new StringBuilder();
    int count = 0;
    for (String family : families) {
      if (count++ == MOST_NAMED) {
        return list.append(", … (").append(families.size()).append(" in all)").toString();
      }
      list.append(count == 1 ? "" : ", ").append(Shown.plain(family));
    }
    return list.toString();
  }
}
