package dev.stillson.worker;

import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param rounds how often a task may find, while it runs, that it needs tasks that were not known
 *     before; a task that was found that way goes on counting where the one stood that found it, so
 *     that neither one task nor a chain of them goes on for ever; at least 1, default 10,000
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
    int rounds,
    Optional<SchedulerLink> scheduler) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code workers} or {@code rounds} is below 1, {@code grace}
   *     is negative, or the environment's name has other characters than letters, digits, {@code -}
   *     and {@code _}
   */
  public RunOptions {
    if (workers < 1) {
      throw new IllegalArgumentException("workers is " + workers + "; it must be at least 1");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds is " + rounds + "; it must be at least 1");
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
        10_000,
        Optional.empty());
  }

  /** These options with {@code name}. */
  public RunOptions withName(String name) {
    return with(copy -> copy.name = name);
  }

  /** These options with at most {@code workers} running tasks. */
  public RunOptions withWorkers(int workers) {
    return with(copy -> copy.workers = workers);
  }

  /** These options for the given tasks alone, if {@code only}. */
  public RunOptions withOnly(boolean only) {
    return with(copy -> copy.only = only);
  }

  /** These options with everything written to test environment {@code environment}. */
  public RunOptions withEnvironment(String environment) {
    return with(copy -> copy.environment = Optional.of(environment));
  }

  /** These options with {@code folder} for logs and temporary files. */
  public RunOptions withFolder(Path folder) {
    return with(copy -> copy.folder = folder);
  }

  /** These options with configuration {@code settings}. */
  public RunOptions withSettings(Settings settings) {
    return with(copy -> copy.settings = settings);
  }

  /** These options with {@code listener} beside the others. */
  public RunOptions withListener(RunListener listener) {
    List<RunListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return with(copy -> copy.listeners = more);
  }

  /** These options with {@code grace} between asking an attempt to stop and abandoning it. */
  public RunOptions withGrace(Duration grace) {
    return with(copy -> copy.grace = grace);
  }

  /** These options with {@code classes} as loader. */
  public RunOptions withClasses(ClassLoader classes) {
    return with(copy -> copy.classes = classes);
  }

  /** These options with {@code classPath} for child JVMs, beside what is found. */
  public RunOptions withClassPath(List<Path> classPath) {
    return with(copy -> copy.classPath = classPath);
  }

  /** These options with {@code connector} beside the others. */
  public RunOptions withConnector(ConnectorProvider connector) {
    List<ConnectorProvider> more = new ArrayList<>(connectors);
    more.add(connector);
    return with(copy -> copy.connectors = more);
  }

  /** These options with {@code source} as the settings of tasks that have a JVM of their own. */
  public RunOptions withSettingsSource(SettingsSource source) {
    return with(copy -> copy.settingsSource = source);
  }

  /** These options with or without the MDC. */
  public RunOptions withMdc(boolean mdc) {
    return with(copy -> copy.mdc = mdc);
  }

  /** These options with at most {@code rounds} of finding what is needed. */
  public RunOptions withRounds(int rounds) {
    return with(copy -> copy.rounds = rounds);
  }

  /** These options with the server at the end of {@code link} instead of an own scheduler. */
  public RunOptions withScheduler(SchedulerLink link) {
    return with(copy -> copy.scheduler = Optional.of(link));
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

  private RunOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.options();
  }

  /** Options in the making: all that others say, one thing of it to be changed. */
  private static final class Copy {
    private String name;
    private int workers;
    private boolean only;
    private Optional<String> environment;
    private Path folder;
    private Settings settings;
    private List<RunListener> listeners;
    private Duration grace;
    private ClassLoader classes;
    private List<Path> classPath;
    private List<ConnectorProvider> connectors;
    private SettingsSource settingsSource;
    private boolean mdc;
    private int rounds;
    private Optional<SchedulerLink> scheduler;

    Copy(RunOptions options) {
      this.name = options.name;
      this.workers = options.workers;
      this.only = options.only;
      this.environment = options.environment;
      this.folder = options.folder;
      this.settings = options.settings;
      this.listeners = options.listeners;
      this.grace = options.grace;
      this.classes = options.classes;
      this.classPath = options.classPath;
      this.connectors = options.connectors;
      this.settingsSource = options.settingsSource;
      this.mdc = options.mdc;
      this.rounds = options.rounds;
      this.scheduler = options.scheduler;
    }

    RunOptions options() {
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
          rounds,
          scheduler);
    }
  }
}
