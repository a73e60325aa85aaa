package dev.stillson.cli;

import dev.stillson.Node;
import dev.stillson.core.parameter.Configured;
import dev.stillson.core.parameter.InvalidParameters;
import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.parameter.ParameterProblem;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.parameter.Nearest;
import dev.stillson.core.text.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words after a task's name: parameters of the task and options of the command. Where both have
 * a flag, it is the task's; the command's can be given before the task's name.
 */
final class TaskWords {
  private final TaskType type;
  private final Command command;
  private final Options options;
  private final List<String> words;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> loose = new ArrayList<>();

  private TaskWords(TaskType type, Command command, Options options, List<String> words) {
    this.type = type;
    this.command = command;
    this.options = options;
    this.words = words;
  }

  /** Reads {@code words}; adds the command's options to {@code options}. Mistakes are kept. */
  static TaskWords parse(TaskType type, Command command, Options options, List<String> words) {
    TaskWords read = new TaskWords(type, command, options, words);
    boolean flags = true;
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (flags && word.equals("--")) {
        flags = false;
      } else if (flags && (word.startsWith("--") || word.equals("-h"))) {
        at = read.flag(word, at);
      } else {
        read.loose.add(word);
      }
    }
    read.positional();
    return read;
  }

  private int flag(String word, int at) {
    int equals = word.indexOf('=');
    String flag = equals < 0 ? word : word.substring(0, equals);
    Optional<Parameter> parameter = parameter(flag);
    Optional<Option> option = parameter.isPresent() ? Optional.empty() : command.option(flag);
    if (parameter.isEmpty() && option.isEmpty()) {
      return unknown(flag, equals, at);
    }
    boolean alone =
        parameter.isPresent() ? parameter.get().onOff() : !option.orElseThrow().takesValue();
    String value;
    int last = at;
    if (equals >= 0) {
      value = word.substring(equals + 1);
    } else if (alone
        && !(parameter.isPresent() && at + 1 < words.size() && isBoolean(words.get(at + 1)))) {
      value = "true";
    } else if (at + 1 < words.size() && !words.get(at + 1).startsWith("--")) {
      value = words.get(++last);
    } else {
      problems.add(
          flag + "  has no value" + (parameter.isPresent() ? ": " + form(parameter.get()) : ""));
      parameter.ifPresent(missing -> texts.putIfAbsent(missing.wireName(), ABSENT));
      return at;
    }
    if (parameter.isPresent()) {
      put(parameter.get(), value);
    } else {
      options.add(option.orElseThrow(), value);
    }
    return last;
  }

  /** Stands for a value that was forgotten, which is told once and not as missing again. */
  private static final String ABSENT = "\0";

  private static String form(Parameter parameter) {
    return parameter.form() + " such as " + parameter.example();
  }

  private int unknown(String flag, int equals, int at) {
    if (flag.startsWith("--no-")) {
      Optional<Parameter> negated = parameter("--" + flag.substring("--no-".length()));
      if (negated.isPresent() && negated.get().onOff() && equals < 0) {
        put(negated.get(), "false");
        return at;
      }
    }
    List<String> known = new ArrayList<>();
    for (Parameter parameter : type.parameters()) {
      known.add(parameter.flag());
    }
    for (Option option : command.options()) {
      known.add(option.flag());
    }
    Optional<String> near = Nearest.of(flag, known);
    problems.add(
        Shown.plain(flag)
            + "  is unknown"
            + (near.isPresent() ? "; did you mean " + near.get() + "?" : ""));
    boolean hasValue = equals < 0 && at + 1 < words.size() && !words.get(at + 1).startsWith("-");
    return hasValue ? at + 1 : at;
  }

  private static boolean isBoolean(String word) {
    return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
  }

  private Optional<Parameter> parameter(String flag) {
    for (Parameter parameter : type.parameters()) {
      if (parameter.flag().equals(flag)) {
        return Optional.of(parameter);
      }
    }
    return type.parameter(flag);
  }

  private void put(Parameter parameter, String value) {
    if (texts.putIfAbsent(parameter.wireName(), value) != null) {
      problems.add(parameter.flag() + "  is given twice");
    }
  }

  private void positional() {
    List<Parameter> open = new ArrayList<>();
    for (Parameter parameter : type.parameters()) {
      if (parameter.positional() && !texts.containsKey(parameter.wireName())) {
        open.add(parameter);
      }
    }
    for (int i = 0; i < loose.size(); i++) {
      if (i < open.size()) {
        put(open.get(i), loose.get(i));
      } else {
        problems.add("'" + Shown.plain(loose.get(i)) + "'  is one value too many");
      }
    }
  }

  /** Whether {@code parameter} is given. */
  boolean has(Parameter parameter) {
    return texts.containsKey(parameter.wireName());
  }

  /**
   * The task.
   *
   * @throws InvalidParameters if values are wrong
   * @throws UsageException if words are wrong, with what is wrong with values
   */
  Node make(Configured configured) {
    return make(configured, Map.of());
  }

  /** As {@link #make(Configured)}, with further values by wire name. */
  Node make(Configured configured, Map<String, String> more) {
    Map<String, String> given = new LinkedHashMap<>(more);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (!text.getValue().equals(ABSENT)) {
        given.put(text.getKey(), text.getValue());
      }
    }
    if (problems.isEmpty()) {
      return type.make(given, configured);
    }
    List<String> all = new ArrayList<>(problems);
    try {
      type.make(given, configured);
    } catch (InvalidParameters e) {
      for (ParameterProblem problem : e.problems()) {
        if (!told(problem)) {
          all.add(problem.subject() + "  " + problem.statement());
        }
      }
    }
    StringBuilder message = new StringBuilder(type.family());
    message.append(
        all.size() == 1 ? " has a wrong parameter." : " has " + all.size() + " wrong parameters.");
    int width = 0;
    for (String problem : all) {
      width = Math.max(width, problem.indexOf("  "));
    }
    for (String problem : all) {
      int gap = problem.indexOf("  ");
      message
          .append("\n  ")
          .append(problem, 0, gap)
          .repeat(' ', width - gap)
          .append(problem, gap, problem.length());
    }
    throw new UsageException(message.append("\nhint: ").append(hint()).toString());
  }

  private boolean told(ParameterProblem problem) {
    return problem instanceof ParameterProblem.Missing missing
        && parameter(missing.flag())
            .map(parameter -> ABSENT.equals(texts.get(parameter.wireName())))
            .orElse(false);
  }

  private String hint() {
    return "add --help to see the parameters of " + type.family();
  }
}
