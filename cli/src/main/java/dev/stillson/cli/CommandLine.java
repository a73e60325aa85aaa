package dev.stillson.cli;

import dev.stillson.core.parameter.Nearest;
import dev.stillson.core.text.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line as far as it can be read without knowing the pipeline: everything up to the task's
 * name, and the words after it as they are.
 *
 * @param command what to do
 * @param options those before the task's name
 * @param subject the words that the command is about, in order: where the pipeline is, the task
 * @param rest the words after the task's name
 */
record CommandLine(Command command, Options options, List<String> subject, List<String> rest) {

  /**
   * Reads {@code words}.
   *
   * @param ownPipeline whether the program is a pipeline itself, so that no place of one is given
   * @throws UsageException if there is no such command or option, or too many words
   */
  static CommandLine parse(List<String> words, boolean ownPipeline) {
    if (words.isEmpty()) {
      return new CommandLine(Command.HELP_TEXT, new Options(), List.of(), List.of());
    }
    Command command = command(words.getFirst());
    Options options = new Options();
    List<String> subject = new ArrayList<>();
    int wanted = wanted(command, ownPipeline);
    int at = 1;
    for (;
        at < words.size() && (subject.size() < wanted || command.subject() != Command.Subject.TASK);
        at++) {
      String word = words.get(at);
      if (word.length() > 1 && word.charAt(0) == '-' && !word.equals("--")) {
        at = option(command, options, words, at);
      } else if (!word.equals("--")) {
        if (subject.size() == wanted) {
          throw tooMany(command, word, ownPipeline);
        }
        subject.add(word);
      }
    }
    return new CommandLine(command, options, subject, words.subList(at, words.size()));
  }

  private static int wanted(Command command, boolean ownPipeline) {
    return switch (command.subject()) {
      case NOTHING -> 0;
      case NAME -> 1;
      case WORDS -> Integer.MAX_VALUE;
      case PIPELINE, OPTIONAL_PIPELINE -> ownPipeline ? 0 : 1;
      case PIPELINES -> ownPipeline ? 0 : Integer.MAX_VALUE;
      case TASK -> ownPipeline ? 1 : 2;
    };
  }

  private static Command command(String word) {
    switch (word) {
      case "--help", "-h", "-?" -> {
        return Command.HELP_TEXT;
      }
      case "--version", "-V" -> {
        return Command.VERSION;
      }
      default -> {}
    }
    Optional<Command> command = Command.of(word);
    if (command.isPresent()) {
      return command.get();
    }
    List<String> known = new ArrayList<>();
    for (Command other : Command.values()) {
      known.add(other.word());
    }
    Optional<String> near = Nearest.of(word, known);
    String hint =
        near.isPresent()
            ? "did you mean stillson " + near.get() + "?"
            : word.endsWith(".java") || word.endsWith(".jar")
                ? "to run a task of it: stillson run " + Shown.plain(word) + " TASK"
                : "stillson help lists the commands";
    throw new UsageException("There is no command '" + Shown.plain(word) + "'\nhint: " + hint);
  }

  /** Reads the option at {@code at}; returns the place of its last word. */
  private static int option(Command command, Options options, List<String> words, int at) {
    String word = words.get(at);
    int equals = word.indexOf('=');
    String flag = equals < 0 ? word : word.substring(0, equals);
    Option option = command.option(flag).orElseThrow(() -> unknown(command, flag, List.of()));
    if (equals >= 0) {
      options.add(option, word.substring(equals + 1));
      return at;
    }
    if (!option.takesValue()) {
      options.add(option, "true");
      return at;
    }
    if (at + 1 == words.size() || words.get(at + 1).startsWith("--")) {
      throw noValue(option);
    }
    options.add(option, words.get(at + 1));
    return at + 1;
  }

  static UsageException noValue(Option option) {
    return new UsageException(
        "The option "
            + option.flag()
            + " has no value\n  expected: "
            + option.flag()
            + " "
            + option.value()
            + ": "
            + option.help());
  }

  static UsageException unknown(Command command, String flag, List<String> parameters) {
    List<String> known = new ArrayList<>(parameters);
    for (Option option : command.options()) {
      known.add(option.flag());
    }
    Optional<String> near = Nearest.of(flag, known);
    String hint =
        near.isPresent()
            ? "did you mean " + near.get() + "?"
            : command.subject() == Command.Subject.TASK
                ? "a task's own parameters come after its name"
                : "stillson help " + command.word() + " lists the options";
    return new UsageException(
        "stillson " + command.word() + " has no option '" + Shown.plain(flag) + "'\nhint: " + hint);
  }

  private static UsageException tooMany(Command command, String word, boolean ownPipeline) {
    return new UsageException(
        "stillson "
            + command.word()
            + " has no use for '"
            + Shown.plain(word)
            + "'\nhint: the form is stillson "
            + command.word()
            + command.usage(ownPipeline));
  }
}
