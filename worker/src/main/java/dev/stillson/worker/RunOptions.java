package dev.stillson.worker;

import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a run is to be done.
 *
 * @param name what people call the run; empty: its id
 * @param workers how many tasks may run at once, at least 1; those that wait for what they required
 *     while running do not count. Default: the number of cores
 * @param only whether the given tasks are run alone, whatever they require
 * @param environment the test environment that everything is written to; empty: write where the
 *     pipeline says
 * @param folder where runs keep their logs and temporary files; default {@code .stillson}
 * @param settings the configuration; default: empty
 * @param listeners who is told what happens
 * @param grace how long an attempt may take to stop, after its timeout or after the run was
 *     cancelled, before it is abandoned; default 5 s
 * @param classes loads the pipeline's classes, connectors and compressions; default: the context
 *     class loader of the thread that makes the options
 * @param classPath what a child JVM gets beside what {@code classes} and the own class path say
 * @param connectors connectors beside those that {@code classes} finds; these win. Not for child
 *     JVMs
 * @param settingsSource where a task's own JVM reads its settings; default: environment variables
 *     only
 * @param mdc whether the SLF4J {@code MDC} of an attempt's thread has {@code task} and {@code
 *     attempt}; default true
 * @param scheduler the server that this run shares with others; empty: a scheduler of its own
 */
public record RunOptions(
    String name,
    int workers,
    boolean only,
    Optional<String> environment,
    Path folder,
    Settings settings,
    List<RunListener> listeners,
    Duration grace,
    ClassLoader classes,
    List<Path> classPath,
    List<ConnectorProvider> connectors,
    SettingsSource settingsSource,
    boolean mdc,
    Optional<SchedulerLink> scheduler) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code workers} is below 1, {@code grace} is negative, or
   *     the environment's name has other characters than letters, digits, {@code -} and {@code _}
   */
  public RunOptions {
    if (workers < 1) {
      throw new IllegalArgumentException("workers is " + workers + "; it must be at least 1");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace is " + grace + "; it must not be negative");
    }
    if (environment.isPresent() && !isName(environment.get())) {
      throw new IllegalArgumentException(
          "The environment's name is '"
              + environment.get()
              + "'\nhint: use letters, digits, - and _");
    }
    listeners = List.copyOf(listeners);
    classPath = List.copyOf(classPath);
    connectors = List.copyOf(connectors);
  }

  /** The defaults, as the fields say. */
  public static RunOptions defaults() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return new RunOptions(
        "",
        Runtime.getRuntime().availableProcessors(),
        false,
        Optional.empty(),
        Path.of(".stillson"),
        new NoSettings(Path.of("")),
        List.of(),
        Duration.ofSeconds(5),
        context == null ? RunOptions.class.getClassLoader() : context,
        List.of(),
        List.of(),
        SettingsSource.NONE,
        true,
        Optional.empty());
  }

  /** These options with {@code name}. */
  public RunOptions withName(String name) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with at most {@code workers} running tasks. */
  public RunOptions withWorkers(int workers) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options for the given tasks alone, if {@code only}. */
  public RunOptions withOnly(boolean only) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with everything written to test environment {@code environment}. */
  public RunOptions withEnvironment(String environment) {
    return new RunOptions(
        name,
        workers,
        only,
        Optional.of(environment),
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with {@code folder} for logs and temporary files. */
  public RunOptions withFolder(Path folder) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with configuration {@code settings}. */
  public RunOptions withSettings(Settings settings) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with {@code listener} beside the others. */
  public RunOptions withListener(RunListener listener) {
    List<RunListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        more,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with {@code grace} between asking an attempt to stop and abandoning it. */
  public RunOptions withGrace(Duration grace) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with {@code classes} as loader. */
  public RunOptions withClasses(ClassLoader classes) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with {@code classPath} for child JVMs, beside what is found. */
  public RunOptions withClassPath(List<Path> classPath) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with {@code connector} beside the others. */
  public RunOptions withConnector(ConnectorProvider connector) {
    List<ConnectorProvider> more = new ArrayList<>(connectors);
    more.add(connector);
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        more,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with {@code source} as the settings of tasks that have a JVM of their own. */
  public RunOptions withSettingsSource(SettingsSource source) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        source,
        mdc,
        scheduler);
  }

  /** These options with or without the MDC. */
  public RunOptions withMdc(boolean mdc) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        scheduler);
  }

  /** These options with the server at the end of {@code link} instead of an own scheduler. */
  public RunOptions withScheduler(SchedulerLink link) {
    return new RunOptions(
        name,
        workers,
        only,
        environment,
        folder,
        settings,
        listeners,
        grace,
        classes,
        classPath,
        connectors,
        settingsSource,
        mdc,
        Optional.of(link));
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '-'
          || c == '_')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
