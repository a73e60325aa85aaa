package dev.stillson.cli;

import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.text.Shown;
import dev.stillson.worker.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Help texts, made from the tables of commands, options and parameters. */
final class Help {
  private Help() {}

  private record Row(String left, String right) {}

  static String overview(boolean ownPipeline) {
    StringBuilder text =
        new StringBuilder("Runs pipelines of tasks, each until its output exists.\n\n");
    List<Row> rows = new ArrayList<>();
    for (Command command : Command.values()) {
      rows.add(
          new Row("stillson " + command.word() + command.usage(ownPipeline), command.summary()));
    }
    rows(text, rows);
    if (!ownPipeline) {
      text.append(WHERE);
    }
    return text.append("\nstillson help COMMAND says more.\n").toString();
  }

  private static final String WHERE =
      "\nWHERE is a .java file, a folder of them, a .jar or a folder of classes.\n";

  /** The help of {@code command}. */
  static String of(Command command, boolean ownPipeline) {
    StringBuilder text = new StringBuilder();
    text.append("stillson ")
        .append(command.word())
        .append(command.usage(ownPipeline))
        .append("\n\n");
    text.append(Character.toUpperCase(command.summary().charAt(0)));
    text.append(command.summary(), 1, command.summary().length()).append(".\n");
    boolean pipeline =
        switch (command.subject()) {
          case TASK, PIPELINE, PIPELINES -> true;
          case NOTHING, NAME, WORDS, OPTIONAL_PIPELINE -> false;
        };
    if (pipeline && !ownPipeline) {
      text.append(WHERE);
    }
    if (command.subject() == Command.Subject.TASK) {
      text.append("Add --help after the task's name to see its parameters.\n");
    }
    options(text, command, List.of());
    if (command.subject() == Command.Subject.TASK) {
      exitCodes(text);
    }
    return text.toString();
  }

  private static void exitCodes(StringBuilder text) {
    List<Row> rows = new ArrayList<>();
    for (ExitCode exit : ExitCode.values()) {
      rows.add(new Row(Integer.toString(exit.code()), exit.meaning()));
    }
    text.append("\nExit codes\n");
    rows(text, rows);
  }

  /** The help of a task. */
  static String of(TaskType type, Command command, String where, boolean ownPipeline) {
    StringBuilder text = new StringBuilder("stillson ").append(command.word()).append(' ');
    text.append(ownPipeline ? "" : where + " ").append(type.family());
    for (Parameter parameter : type.parameters()) {
      String word =
          parameter.onOff() ? parameter.flag() : parameter.flag() + " " + placeholder(parameter);
      text.append(parameter.required() ? " " + word : " [" + word + "]");
    }
    text.append('\n');
    if (!type.help().isEmpty()) {
      text.append('\n');
      type.help().lines().forEach(line -> text.append(Shown.plain(line)).append('\n'));
    }
    List<Row> rows = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (Parameter parameter : type.parameters()) {
      flags.add(parameter.flag());
      rows.add(new Row(parameter.flag(), description(parameter)));
    }
    if (!rows.isEmpty()) {
      text.append("\nParameters\n");
      rows(text, rows);
    }
    options(text, command, flags);
    return text.toString();
  }

  /** What stands for the value of {@code parameter}: {@code ORDER_DATE}. */
  static String placeholder(Parameter parameter) {
    return parameter.wireName().toUpperCase(Locale.ROOT);
  }

  /** Form, default and help of {@code parameter} in one line. */
  static String description(Parameter parameter) {
    StringBuilder text = new StringBuilder();
    if (!parameter.help().isEmpty()) {
      text.append(Shown.plain(parameter.help())).append("; ");
    }
    if (parameter.onOff()) {
      text.append("true or false");
    } else if (parameter.choices().isEmpty()) {
      text.append(parameter.form()).append(" such as ").append(parameter.example());
    } else {
      text.append("one of ").append(String.join(", ", parameter.choices()));
    }
    if (parameter.defaultValue().isPresent()) {
      String value = parameter.defaultValue().get();
      value = parameter.onOff() ? value.toLowerCase(Locale.ROOT) : value;
      text.append("; default ");
      text.append(
          !parameter.isPublic() ? "not shown" : value.isEmpty() ? "empty" : Shown.plain(value));
    }
    return text.toString();
  }

  private static void options(StringBuilder text, Command command, List<String> taken) {
    List<Row> rows = new ArrayList<>();
    for (Option option : command.options()) {
      String left = option.takesValue() ? option.flag() + " " + option.value() : option.flag();
      String note = taken.contains(option.flag()) ? " (before the task's name)" : "";
      rows.add(new Row(left, option.help() + note));
    }
    text.append("\nOptions\n");
    rows(text, rows);
  }

  private static void rows(StringBuilder text, List<Row> rows) {
    int width = 0;
    for (Row row : rows) {
      width = Math.max(width, row.left.length());
    }
    for (Row row : rows) {
      text.append("  ").append(row.left).repeat(' ', width - row.left.length() + 2);
      text.append(row.right).append('\n');
    }
  }
}
