package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.core.parameter.Configured;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.store.Settings;
import dev.stillson.worker.connector.Connectors;
import dev.stillson.worker.scheduler.HttpScheduler;
import dev.stillson.worker.scheduler.LocalScheduler;
import dev.stillson.worker.scheduler.LogTails;
import dev.stillson.worker.scheduler.SchedulerClient;
import dev.stillson.worker.scheduler.SchedulerLink;
import dev.stillson.worker.scheduler.SystemTimer;
import dev.stillson.worker.scheduler.Timer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Plans and runs pipelines in this process.
 *
 * <p>An engine opens connectors when they are first needed and keeps them until it is closed. Plans
 * and runs of one engine follow one another; {@link #cancel()} comes from any thread.
 *
 * <p>Of the configuration it reads {@code [resources]} and {@code [pools]}: how much there is of
 * each. A resource that is not named there has 1; a pool that is not named there has no limit.
 *
 * <p>For tasks that compute for long: the JVM runs at most as many virtual threads at once as it
 * has cores, unless {@code -Djdk.virtualThreadScheduler.parallelism} says more. The command line
 * sets it to the number of workers; who embeds the engine does so before the first virtual thread
 * starts, or gives such tasks {@link dev.stillson.Isolation#platformThread()}.
 */
public final class Engine implements AutoCloseable {
  private final RunOptions options;
  private final Connectors connectors;
  private final Listeners listeners;
  private final Timer timer;
  private final Object monitor = new Object();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final AtomicBoolean draining = new AtomicBoolean();
  private boolean running;
  private @Nullable Run active;

  private Engine(RunOptions options, Timer timer) {
    this.options = options;
    this.timer = timer;
    this.listeners = new Listeners(options.listeners());
    this.connectors = new Connectors(options.classes(), options.settings(), options.connectors());
  }

  /** An engine for {@code options}; opens and reads nothing yet. */
  public static Engine open(RunOptions options) {
    return new Engine(options, new SystemTimer());
  }

  /** An engine whose time is {@code timer}'s. */
  static Engine open(RunOptions options, Timer timer) {
    return new Engine(options, timer);
  }

  /** The options it was opened with. */
  public RunOptions options() {
    return options;
  }

  /**
   * What a run of {@code roots} would do. Asks stores, runs nothing.
   *
   * @throws PlanException if the pipeline's identities are ambiguous, or a node cannot be a task
   * @throws dev.stillson.store.SettingsException if a connector's settings are wrong
   */
  public Plan plan(List<? extends Node> roots) {
    Graph graph = new Graph(options, connectors, listeners, () -> false);
    graph.explore(roots);
    return new GraphPlan(graph);
  }

  /**
   * Runs {@code roots} and everything they require that is not complete. Returns when nothing more
   * can be done or the run was cancelled; tasks that fail are told in the result, not thrown. When
   * the calling thread is interrupted the run is cancelled, and the thread's interrupt is kept.
   *
   * @throws PlanException if the pipeline's identities are ambiguous, or a node cannot be a task;
   *     nothing was run
   * @throws dev.stillson.store.SettingsException if a connector's settings are wrong
   * @throws IllegalStateException if the engine runs something already
   */
  public RunResult run(List<? extends Node> roots) {
    synchronized (monitor) {
      if (running) {
        throw new IllegalStateException("The engine runs something already");
      }
      running = true;
      cancelled.set(false);
    }
    try {
      return perform(roots);
    } finally {
      synchronized (monitor) {
        running = false;
        active = null;
      }
    }
  }

  private RunResult perform(List<? extends Node> roots) {
    Instant started = timer.now();
    long start = System.nanoTime();
    RunFolder folder = RunFolder.of(options.folder(), started);
    if (listeners.any()) {
      listeners.tell(new RunEvent.RunStarted(folder.run(), folder.folder()));
    }
    Graph graph = new Graph(options, connectors, listeners, cancelled::get);
    graph.explore(roots);
    // A server is told also of what is all done: it may think otherwise, and people see the run.
    if (!cancelled.get() && (options.scheduler().isPresent() || hasWork(graph))) {
      execute(graph, folder);
    } else if (listeners.any()) {
      listeners.tell(graph.planned());
    }
    Outcomes result =
        new Outcomes(
            folder, started, Duration.ofNanos(System.nanoTime() - start), graph, cancelled.get());
    if (listeners.any()) {
      listeners.tell(new RunEvent.RunEnded(result));
    }
    return result;
  }

  private static boolean hasWork(Graph graph) {
    for (Vertex vertex : graph.vertices().from(0)) {
      if (vertex.state == PlannedTask.State.TO_RUN) {
        return true;
      }
    }
    return false;
  }

  private void execute(Graph graph, RunFolder folder) {
    Map<String, Long> resources = capacities(options.settings());
    Set<String> names = amounts(options.settings(), "pools").keySet();
    try (SchedulerClient client = client(resources, folder)) {
      Run run =
          new Run(
              options,
              connectors,
              client,
              timer,
              listeners,
              folder,
              graph,
              names,
              Optional.empty(),
              options.workers());
      synchronized (monitor) {
        active = run;
        if (cancelled.get()) {
          run.desk().stop();
        }
      }
      complete(run);
      if (!cancelled.get()) {
        run.settle();
      }
    }
  }

  private SchedulerClient client(Map<String, Long> resources, RunFolder folder) {
    return options.scheduler().isPresent()
        ? new HttpScheduler(options.scheduler().get(), timer, new LogTails(folder.logs()))
        : new LocalScheduler(timer, resources);
  }

  /**
   * Runs tasks that others announce at the server of {@link RunOptions#scheduler()}, until {@link
   * #drain} or {@link #cancel} is called or the server wants no more of this worker.
   *
   * @param families the families to take
   * @param defaults what is configured for a family's parameters
   * @throws dev.stillson.worker.scheduler.SchedulerException if the server cannot be reached at the
   *     start, or does not let the worker in
   * @throws IllegalStateException if there is no server, or the engine runs something already
   */
  public void serve(Collection<TaskType> families, Function<TaskType, Configured> defaults) {
    SchedulerLink link =
        options.scheduler().orElseThrow(() -> new IllegalStateException("There is no server"));
    Map<String, TaskType> types = new HashMap<>();
    for (TaskType type : families) {
      types.put(type.family(), type);
    }
    Strangers strangers = new Strangers(types, defaults);
    synchronized (monitor) {
      if (running) {
        throw new IllegalStateException("The engine runs something already");
      }
      running = true;
      cancelled.set(false);
      draining.set(false);
    }
    RunFolder folder = RunFolder.of(options.folder(), timer.now());
    if (listeners.any()) {
      listeners.tell(new RunEvent.RunStarted(folder.run(), folder.folder()));
    }
    try (HttpScheduler client = new HttpScheduler(link, timer, new LogTails(folder.logs()))) {
      boolean again = true;
      int slots = options.workers();
      while (again) {
        Graph graph = new Graph(options, connectors, listeners, cancelled::get);
        Run run =
            new Run(
                options,
                connectors,
                client,
                timer,
                listeners,
                folder,
                graph,
                amounts(options.settings(), "pools").keySet(),
                Optional.of(strangers),
                slots);
        synchronized (monitor) {
          active = run;
          if (draining.get()) {
            run.desk().drain();
          }
          if (cancelled.get()) {
            run.desk().stop();
          }
        }
        complete(run);
        slots = run.slots();
        again = run.isFull() && !cancelled.get() && !draining.get();
      }
    } finally {
      synchronized (monitor) {
        running = false;
        active = null;
      }
    }
  }

  /**
   * Announces {@code roots} and everything they require to the server of {@link
   * RunOptions#scheduler()}, for others to run. Asks stores, runs nothing.
   *
   * @throws PlanException if the pipeline's identities are ambiguous, or a node cannot be a task
   * @throws dev.stillson.worker.scheduler.SchedulerException if the server cannot be reached, or
   *     does not let the worker in
   * @throws IllegalStateException if there is no server
   */
  public Submission submit(List<? extends Node> roots) {
    SchedulerLink link =
        options.scheduler().orElseThrow(() -> new IllegalStateException("There is no server"));
    Graph graph = new Graph(options, connectors, listeners, () -> false);
    graph.explore(roots);
    return Submission.send(
        link,
        graph,
        new Announcements(true, amounts(options.settings(), "pools").keySet(), graph.existence()));
  }

  /**
   * Lets {@link #serve} end when the tasks that run have: it takes no more, and gives back those
   * that wait for others. Returns immediately.
   */
  public void drain() {
    Run run;
    synchronized (monitor) {
      draining.set(running);
      run = active;
    }
    if (run != null) {
      run.desk().drain();
    }
  }

  private void complete(Run run) {
    boolean interrupted = false;
    run.begin();
    try {
      while (true) {
        try {
          run.await();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
          cancelled.set(true);
          run.desk().stop();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * How much {@code settings} say there is of each resource, those that stand for pools among them.
   *
   * @throws dev.stillson.store.SettingsException if an amount is negative or no number
   */
  public static Map<String, Long> capacities(Settings settings) {
    Map<String, Long> resources = amounts(settings, "resources");
    amounts(settings, "pools")
        .forEach((pool, amount) -> resources.put(Announcements.poolResource(pool), amount));
    return resources;
  }

  /** The whole numbers of a section. */
  private static Map<String, Long> amounts(Settings settings, String name) {
    Settings section = settings.section(name);
    Map<String, Long> amounts = new HashMap<>();
    for (String key : section.keys()) {
      long amount = section.number(key).orElse(0);
      if (amount < 0) {
        throw section.wrong(key, "it must not be negative");
      }
      amounts.put(key, amount);
    }
    return amounts;
  }

  /**
   * Ends the run: no task is started any more, running ones are interrupted and have the grace
   * period to roll back, then are abandoned. Called again, it abandons them at once. Returns
   * immediately; {@link #run} then returns a result that says so. Does nothing if nothing runs.
   */
  public void cancel() {
    Run run;
    synchronized (monitor) {
      cancelled.set(running);
      run = active;
    }
    if (run != null) {
      run.desk().stop();
    }
  }

  /** Closes the connectors. */
  @Override
  public void close() {
    timer.close();
    try {
      connectors.close();
    } catch (IOException e) {
      LoggerFactory.getLogger(Engine.class).warn("A connector was not closed", e);
    }
  }
}
