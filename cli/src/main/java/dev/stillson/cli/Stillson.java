package dev.stillson.cli;

import dev.stillson.Node;
import dev.stillson.worker.Engine;
import dev.stillson.worker.RunOptions;
import dev.stillson.worker.RunResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stillson from code: as a command line for programs that are pipelines themselves, and as a call
 * for programs that run pipelines among other things.
 *
 * <pre>{@code
 * class Main {
 *   public static void main(String[] args) {
 *     Stillson.main(args);
 *   }
 * }
 * }</pre>
 */
public final class Stillson {
  private Stillson() {}

  /**
   * The command line of the calling program: {@code run WordCount --date 2026-11-21}, as the {@code
   * stillson} command without a place, since the tasks are those in the caller's jar or folder of
   * classes. Ends the process with the {@linkplain dev.stillson.worker.ExitCode exit code}.
   */
  public static void main(String... args) {
    Class<?> caller =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
    exit(args, caller);
  }

  /**
   * Runs {@code roots} and everything they require that is not complete, and returns what came of
   * it. Prints nothing; {@link RunOptions#withListener} tells what happens meanwhile. Safe to call
   * from several threads; each call is a run of its own.
   *
   * @throws dev.stillson.worker.PlanException if the pipeline's identities are ambiguous
   * @throws dev.stillson.store.SettingsException if a connector's settings are wrong
   */
  public static RunResult run(List<? extends Node> roots, RunOptions options) {
    try (Engine engine = Engine.open(options)) {
      return engine.run(roots);
    }
  }

  /** {@link #run(List, RunOptions)} with the default options. */
  public static RunResult run(Node... roots) {
    return run(List.of(roots), RunOptions.defaults());
  }

  static void exit(String[] args, @Nullable Class<?> caller) {
    Console console = Console.ofProcess();
    int code = new Invocation(console, Optional.ofNullable(caller)).run(List.of(args));
    console.out().flush();
    console.err().flush();
    if (code != 0 || othersRun()) {
      System.exit(code);
    }
    // Just to return is quicker: System.exit sets up logging to tell of itself.
  }

  /** Whether a thread of a task's library would keep the process alive. */
  private static boolean othersRun() {
    Thread[] threads = new Thread[Thread.activeCount() + 8];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon() && !threads[i].equals(Thread.currentThread())) {
        return true;
      }
    }
    return count == threads.length;
  }
}
