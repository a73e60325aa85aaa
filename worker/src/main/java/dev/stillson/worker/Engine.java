package dev.stillson.worker;

import dev.stillson.Node;
import java.util.List;

/**
 * Plans and runs pipelines in this process.
 *
 * <p>An engine opens connectors when they are first needed and keeps them until it is closed. Plans
 * and runs of one engine follow one another; {@link #cancel()} comes from any thread.
 *
 * <p>For tasks that compute for long: the JVM runs at most as many virtual threads at once as it
 * has cores, unless {@code -Djdk.virtualThreadScheduler.parallelism} says more. The command line
 * sets it to the number of workers; who embeds the engine does so before the first virtual thread
 * starts, or gives such tasks {@link dev.stillson.Isolation#platformThread()}.
 */
public final class Engine implements AutoCloseable {
  private final RunOptions options;

  private Engine(RunOptions options) {
    this.options = options;
  }

  /** An engine for {@code options}; opens and reads nothing yet. */
  public static Engine open(RunOptions options) {
    return new Engine(options);
  }

  /** The options it was opened with. */
  public RunOptions options() {
    return options;
  }

  /**
   * What a run of {@code roots} would do. Asks stores, runs nothing.
   *
   * @throws PlanException if the pipeline's identities are ambiguous
   * @throws dev.stillson.store.SettingsException if a connector's settings are wrong
   */
  @SuppressWarnings("DoNotCallSuggester")
  public Plan plan(List<? extends Node> roots) {
    throw new UnsupportedOperationException("not yet: " + roots);
  }

  /**
   * Runs {@code roots} and everything they require that is not complete. Returns when nothing more
   * can be done or the run was cancelled; tasks that fail are told in the result, not thrown.
   *
   * @throws PlanException if the pipeline's identities are ambiguous; nothing was run
   * @throws dev.stillson.store.SettingsException if a connector's settings are wrong
   */
  @SuppressWarnings("DoNotCallSuggester")
  public RunResult run(List<? extends Node> roots) {
    throw new UnsupportedOperationException("not yet: " + roots);
  }

  /**
   * Ends the run: no task is started any more, running ones are interrupted and have the grace
   * period to roll back, then are abandoned. Called again, it abandons them at once. Returns
   * immediately; {@link #run} then returns a result that says so. Does nothing if nothing runs.
   */
  public void cancel() {}

  /** Closes the connectors. */
  @Override
  public void close() {}
}
