package dev.stillson.cli;

import dev.stillson.cli.pipeline.Pipeline;
import dev.stillson.cli.pipeline.Place;
import dev.stillson.core.graph.InvalidRequirements;
import dev.stillson.core.parameter.InvalidParameters;
import dev.stillson.core.parameter.InvalidTaskType;
import dev.stillson.core.range.InvalidRange;
import dev.stillson.store.SettingsException;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.PlanException;
import dev.stillson.worker.scheduler.SchedulerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One command from its words to its exit code. Mistakes become messages here and nowhere else. */
final class Invocation {
  private final Console console;
  private final Optional<Class<?>> program;

  /**
   * A command in {@code console}.
   *
   * @param program the main class of a program that is a pipeline itself
   */
  Invocation(Console console, Optional<Class<?>> program) {
    this.console = console;
    this.program = program;
  }

  /** Does what {@code words} say; returns the exit code. */
  int run(List<String> words) {
    try {
      return run(CommandLine.parse(words, program.isPresent())).code();
    } catch (UsageException
        | SettingsException
        | InvalidParameters
        | InvalidTaskType
        | InvalidRange e) {
      console.note(String.valueOf(e.getMessage()));
      return ExitCode.USAGE.code();
    } catch (PlanException | InvalidRequirements e) {
      console.note(String.valueOf(e.getMessage()));
      return ExitCode.PLANNING.code();
    } catch (SchedulerException e) {
      console.note(String.valueOf(e.getMessage()));
      return ExitCode.NOT_RUN.code();
    } catch (RuntimeException | Error e) {
      console.note("Stillson itself went wrong; please report this");
      e.printStackTrace(console.err());
      return ExitCode.INTERNAL.code();
    } finally {
      console.out().flush();
    }
  }

  private ExitCode run(CommandLine line) {
    if (line.options().has(Option.HELP) && line.subject().size() < wordsBeforeHelp(line)) {
      console.out().print(Help.of(line.command(), program.isPresent()));
      return ExitCode.OK;
    }
    return switch (line.command()) {
      case RUN, PLAN, DEPS, WHY, RANGE, SUBMIT -> task(line);
      case WORKER -> new WorkerCommand(console, pipelines(line), line.options()).run();
      case SERVER -> new ServerCommand(console, line.options()).run();
      case USER, TOKEN -> new AccountCommand(console, line).run();
      case REMOTE -> new RemoteCommand(console, line).run();
      case TASKS -> new TasksCommand(console).run(pipeline(line), line.options());
      case NEW -> new NewCommand(console).run(name(line, "the folder of the new project"));
      case CONFIGURATION -> {
        boolean named = program.isPresent() || !line.subject().isEmpty();
        Optional<Pipeline> pipeline = named ? Optional.of(pipeline(line)) : Optional.empty();
        yield new ConfigCommand(console).run(pipeline, line.options());
      }
      case COMPLETION -> new CompletionCommand(console).run(name(line, "a shell"));
      case HELP_TEXT -> help(line);
      case VERSION -> {
        console.print("stillson " + Version.current());
        yield ExitCode.OK;
      }
    };
  }

  private static int wordsBeforeHelp(CommandLine line) {
    return line.command().subject() == Command.Subject.TASK ? 1 : Integer.MAX_VALUE;
  }

  private ExitCode help(CommandLine line) {
    if (line.subject().isEmpty()) {
      console.out().print(Help.overview(program.isPresent()));
    } else {
      Command command = CommandLine.parse(line.subject(), program.isPresent()).command();
      console.out().print(Help.of(command, program.isPresent()));
    }
    return ExitCode.OK;
  }

  private ExitCode task(CommandLine line) {
    Pipeline pipeline = pipeline(line);
    int at = program.isPresent() ? 0 : 1;
    if (line.subject().size() <= at) {
      if (line.options().has(Option.HELP)) {
        console.out().print(Help.of(line.command(), program.isPresent()));
        return ExitCode.OK;
      }
      throw new UsageException(
          "stillson "
              + line.command().word()
              + " needs the name of a task\n  tasks: "
              + (pipeline.tasks().isEmpty() ? "none" : Pipeline.listed(pipeline.families())));
    }
    TaskCall call = TaskCall.of(pipeline, line, line.subject().get(at), console);
    if (call.options().has(Option.HELP)) {
      console
          .out()
          .print(Help.of(call.type(), line.command(), pipeline.name(), program.isPresent()));
      return ExitCode.OK;
    }
    return switch (line.command()) {
      case RUN -> new RunCommand(console, call).run();
      case PLAN -> new PlanCommand(console, call).run();
      case DEPS -> new DepsCommand(console, call).run();
      case WHY -> new WhyCommand(console, call).run();
      case RANGE -> new RangeCommand(console, call).run();
      case SUBMIT -> new SubmitCommand(console, call).run();
      case TASKS,
          WORKER,
          SERVER,
          USER,
          TOKEN,
          REMOTE,
          NEW,
          CONFIGURATION,
          COMPLETION,
          HELP_TEXT,
          VERSION ->
          throw new IllegalStateException(line.command() + " is not about a task");
    };
  }

  private List<Pipeline> pipelines(CommandLine line) {
    List<Pipeline> pipelines = new ArrayList<>();
    pipelines.add(pipeline(line));
    for (int i = 1; i < line.subject().size(); i++) {
      pipelines.add(Place.open(line.subject().get(i), console.variables(), console.home()));
    }
    return pipelines;
  }

  private Pipeline pipeline(CommandLine line) {
    if (program.isPresent()) {
      return Place.around(program.get());
    }
    return Place.open(name(line, "the place of a pipeline"), console.variables(), console.home());
  }

  private String name(CommandLine line, String what) {
    if (line.subject().isEmpty()) {
      throw new UsageException(
          "stillson "
              + line.command().word()
              + " needs "
              + what
              + "\nhint: the form is stillson "
              + line.command().word()
              + line.command().usage(program.isPresent()));
    }
    return line.subject().getFirst();
  }
}
