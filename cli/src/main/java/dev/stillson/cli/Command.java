package dev.stillson.cli;

import static dev.stillson.cli.Option.CONFIG;
import static dev.stillson.cli.Option.DRY_RUN;
import static dev.stillson.cli.Option.ENV;
import static dev.stillson.cli.Option.FOLDER;
import static dev.stillson.cli.Option.FORMAT;
import static dev.stillson.cli.Option.HELP;
import static dev.stillson.cli.Option.JSON;
import static dev.stillson.cli.Option.LIMIT;
import static dev.stillson.cli.Option.LOG_FORMAT;
import static dev.stillson.cli.Option.FOLLOW;
import static dev.stillson.cli.Option.OUTPUTS;
import static dev.stillson.cli.Option.LOOK_AHEAD;
import static dev.stillson.cli.Option.LOOK_BACK;
import static dev.stillson.cli.Option.ONLY;
import static dev.stillson.cli.Option.PARAM;
import static dev.stillson.cli.Option.QUIET;
import static dev.stillson.cli.Option.REVERSE;
import static dev.stillson.cli.Option.START;
import static dev.stillson.cli.Option.STEP;
import static dev.stillson.cli.Option.STOP;
import static dev.stillson.cli.Option.VERBOSE;
import static dev.stillson.cli.Option.BASE_PATH;
import static dev.stillson.cli.Option.HOST;
import static dev.stillson.cli.Option.TLS_CERT;
import static dev.stillson.cli.Option.TLS_KEY;
import static dev.stillson.cli.Option.RETENTION;
import static dev.stillson.cli.Option.ROLE;
import static dev.stillson.cli.Option.STATUS;
import static dev.stillson.cli.Option.FAMILY;
import static dev.stillson.cli.Option.BIND;
import static dev.stillson.cli.Option.DATA;
import static dev.stillson.cli.Option.DATABASE;
import static dev.stillson.cli.Option.LABEL;
import static dev.stillson.cli.Option.PORT;
import static dev.stillson.cli.Option.SCHEDULER;
import static dev.stillson.cli.Option.SINCE;
import static dev.stillson.cli.Option.STANDBY;
import static dev.stillson.cli.Option.UI;
import static dev.stillson.cli.Option.WAIT;
import static dev.stillson.cli.Option.WORKERS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands, in the order of the help. */
enum Command {
  RUN(
      Subject.TASK,
      "run a task and everything it requires that is not done",
      WORKERS,
      ONLY,
      ENV,
      FOLDER,
      SCHEDULER,
      UI,
      CONFIG,
      QUIET,
      VERBOSE,
      JSON),
  PLAN(Subject.TASK, "print what a run would do; runs nothing", ONLY, ENV, CONFIG, VERBOSE, JSON),
  DEPS(Subject.TASK, "print what a task requires, as a graph", FORMAT, ENV, CONFIG),
  WHY(Subject.TASK, "print why a task would run or would not", ENV, CONFIG),
  TASKS(Subject.PIPELINE, "list the tasks of a pipeline and their parameters", JSON),
  RANGE(
      Subject.TASK,
      "run what is missing in a range of dates, months, hours or minutes",
      PARAM,
      START,
      STOP,
      LOOK_BACK,
      LOOK_AHEAD,
      LIMIT,
      REVERSE,
      STEP,
      DRY_RUN,
      WORKERS,
      ENV,
      FOLDER,
      SCHEDULER,
      UI,
      CONFIG,
      QUIET,
      VERBOSE,
      JSON),
  SUBMIT(
      Subject.TASK,
      "announce a task and what it requires to a server; others run it",
      SCHEDULER,
      WAIT,
      CONFIG),
  WORKER(
      Subject.PIPELINES,
      "run what others submit to a server, until it is stopped",
      SCHEDULER,
      WORKERS,
      LABEL,
      ENV,
      FOLDER,
      CONFIG,
      QUIET,
      VERBOSE,
      JSON),
  SERVER(
      Subject.NOTHING,
      "be the scheduler that all workers share",
      PORT,
      BIND,
      DATA,
      DATABASE,
      STANDBY,
      RETENTION,
      LOG_FORMAT,
      BASE_PATH,
      HOST,
      TLS_CERT,
      TLS_KEY,
      CONFIG),
  USER(Subject.WORDS, "say who may sign in to the server", ROLE, SCHEDULER, DATA, CONFIG),
  TOKEN(Subject.WORDS, "say which programs the server lets in", ROLE, SCHEDULER, DATA, CONFIG),
  REMOTE(
      Subject.WORDS,
      "look at a server and operate it",
      SCHEDULER,
      STATUS,
      FAMILY,
      SINCE,
      LIMIT,
      FORMAT,
      FOLLOW,
      OUTPUTS,
      DRY_RUN,
      JSON,
      CONFIG),
  NEW(Subject.NAME, "make a project with a first pipeline"),
  CONFIGURATION(
      Subject.OPTIONAL_PIPELINE,
      "print the settings that are in force and where they come from",
      CONFIG,
      JSON),
  COMPLETION(Subject.NAME, "print a completion script for bash, zsh or fish"),
  HELP_TEXT(Subject.NAME, "print this help, or that of a command"),
  VERSION(Subject.NOTHING, "print the version");

  /** What a command is about: what follows its name. */
  enum Subject {
    NOTHING,
    /** One word of the command's own. */
    NAME,
    /** Any number of such words. */
    WORDS,
    /** Where a pipeline is, unless the program is one itself. */
    PIPELINE,
    /** As {@link #PIPELINE}, or nothing. */
    OPTIONAL_PIPELINE,
    /** Where one or more pipelines are. */
    PIPELINES,
    /** Where a pipeline is, a task of it and the task's parameters. */
    TASK
  }

  private final Subject subject;
  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final List<Option> options;

  Command(Subject subject, String summary, Option... options) {
    this.subject = subject;
    this.summary = summary;
    List<Option> all = new ArrayList<>(List.of(options));
    all.add(HELP);
    this.options = List.copyOf(all);
  }

  /** The command that is typed as {@code word}. */
  static Optional<Command> of(String word) {
    for (Command command : values()) {
      if (command.word().equals(word)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  /** As it is typed. */
  String word() {
    return switch (this) {
      case CONFIGURATION -> "config";
      case HELP_TEXT -> "help";
      case RUN,
          PLAN,
          DEPS,
          WHY,
          TASKS,
          RANGE,
          SUBMIT,
          WORKER,
          SERVER,
          USER,
          TOKEN,
          REMOTE,
          NEW,
          COMPLETION,
          VERSION ->
          name().toLowerCase(Locale.ROOT);
    };
  }

  Subject subject() {
    return subject;
  }

  String summary() {
    return summary;
  }

  List<Option> options() {
    return options;
  }

  /** The option of this command that is typed as {@code flag}. */
  Optional<Option> option(String flag) {
    for (Option option : options) {
      if (option.flag().equals(flag)) {
        return Optional.of(option);
      }
    }
    return flag.equals("-h") ? Optional.of(HELP) : Optional.empty();
  }

  /** What follows the command's name, for help. */
  String usage(boolean ownPipeline) {
    String where = ownPipeline ? "" : " WHERE";
    return switch (this) {
      case RUN, PLAN, DEPS, WHY, RANGE, SUBMIT -> where + " TASK [--PARAMETER VALUE]…";
      case TASKS -> where;
      case WORKER -> ownPipeline ? "" : " WHERE…";
      case SERVER -> "";
      case USER -> " add|role|remove|list [NAME]";
      case TOKEN -> " add|remove|list [NAME]";
      case REMOTE -> " ACTION [SUBJECT]…";
      case CONFIGURATION -> ownPipeline ? "" : " [WHERE]";
      case NEW -> " FOLDER";
      case COMPLETION -> " bash|zsh|fish";
      case HELP_TEXT -> " [COMMAND]";
      case VERSION -> "";
    };
  }
}
