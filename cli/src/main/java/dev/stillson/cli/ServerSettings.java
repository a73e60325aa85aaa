package dev.stillson.cli;

import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.text.Shown;
import dev.stillson.protocol.luigi.LuigiSettings;
import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import dev.stillson.worker.configuration.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What options and configuration say about the server. Options win over the section {@code
 * [server]}. In {@code [scheduler]} and {@code [resources]} the keys and units are Luigi's.
 */
final class ServerSettings {
  static final Set<String> SECTIONS = Set.of("server", "scheduler", "resources");

  private static final int PORT = 8082;
  private static final int LARGEST_PORT = 65_535;

  private final Options options;
  private final Settings server;
  private final Settings scheduler;
  private final Settings resources;

  ServerSettings(Options options, Configuration configuration) {
    this.options = options;
    this.server = configuration.section("server");
    this.scheduler = configuration.section("scheduler");
    this.resources = configuration.section("resources");
  }

  /**
   * Everything.
   *
   * @throws UsageException if an option is wrong
   * @throws SettingsException if a setting is wrong
   */
  Daemon.Wishes wishes() {
    return new Daemon.Wishes(
        reach(),
        data(),
        database(),
        options.has(Option.STANDBY),
        retention(),
        new OpenIdSection(server).read(),
        rules(),
        luigi(),
        amounts());
  }

  /** The data folder. */
  Path data() {
    Optional<Path> set = server.path("data");
    return options.text(Option.DATA).map(Path::of).or(() -> set).orElse(Path.of("stillson-data"));
  }

  /** The database of the state; empty: files in the data folder. */
  Optional<String> database() {
    return text(Option.DATABASE, "database");
  }

  /** What lines of the log look like. */
  enum LogFormat {
    TEXT,
    JSON
  }

  LogFormat logFormat() {
    String format = text(Option.LOG_FORMAT, "log_format").orElse("text");
    return switch (format) {
      case "text" -> LogFormat.TEXT;
      case "json" -> LogFormat.JSON;
      default ->
          throw new UsageException(
              "There is no form '"
                  + Shown.plain(format)
                  + "' of the log\n  expected: text or json");
    };
  }

  private Optional<Duration> retention() {
    OptionalLong set = server.number("retention");
    Optional<Integer> option = options.number(Option.RETENTION, 1);
    if (option.isPresent() || set.isEmpty()) {
      return option.map(Duration::ofDays);
    }
    if (set.getAsLong() < 1 || set.getAsLong() > Integer.MAX_VALUE) {
      throw server.wrong("retention", "is not a number of days from 1 on");
    }
    return Optional.of(Duration.ofDays(set.getAsLong()));
  }

  private Daemon.Reach reach() {
    Optional<Path> certificates = path(Option.TLS_CERT, "tls_cert");
    Optional<Path> key = path(Option.TLS_KEY, "tls_key");
    if (certificates.isPresent() != key.isPresent()) {
      throw new UsageException(
          "A certificate and its key go together\n  missing: "
              + (key.isPresent() ? "the certificate" : "the key")
              + "\nhint: give both --tls-cert FILE and --tls-key FILE");
    }
    String basePath = text(Option.BASE_PATH, "base_path").orElse("");
    if (!basePath.matches("(/[A-Za-z0-9._-]+)*")) {
      throw new UsageException(
          "The base path is not one\n  given:    " + basePath + "\n  expected: such as /stillson");
    }
    Set<String> hosts = new TreeSet<>(options.all(Option.HOST));
    server
        .text("hosts")
        .ifPresent(all ->
            Arrays.stream(all.split("[\\s,]+", -1))
                .filter(host -> !host.isEmpty())
                .forEach(hosts::add));
    return new Daemon.Reach(
        text(Option.BIND, "bind").orElse("127.0.0.1"),
        port(),
        basePath,
        hosts,
        certificates.flatMap(file -> key.map(its -> new Daemon.Pem(file, its))));
  }

  private int port() {
    OptionalLong set = server.number("port");
    Optional<Integer> option = options.number(Option.PORT, 0);
    long port = option.isPresent() ? option.get() : set.orElse(PORT);
    if (port < 0 || port > LARGEST_PORT) {
      if (option.isPresent()) {
        throw new UsageException(
            "The option --port takes the number of a port\n  given:    "
                + port
                + "\n  expected: at most "
                + LARGEST_PORT
                + ", or 0 for any that is free");
      }
      throw server.wrong("port", "is not from 0 to " + LARGEST_PORT);
    }
    return (int) port;
  }

  private Optional<String> text(Option option, String key) {
    Optional<String> set = server.text(key);
    return options.text(option).or(() -> set);
  }

  private Optional<Path> path(Option option, String key) {
    Optional<Path> set = server.path(key);
    return options.text(option).map(Path::of).or(() -> set);
  }

  private SchedulerSettings rules() {
    SchedulerSettings usual = SchedulerSettings.DAEMON;
    return new SchedulerSettings(
        time("retry_delay", usual.retryDelay()),
        time("remove_delay", usual.removeDelay()),
        time("worker_disconnect_delay", usual.workerTimeout()),
        time("disable_persist", usual.disablePersist()),
        time("stable_done_cooldown_secs", usual.doneCooldown()),
        count("tolerated_losses", usual.toleratedLosses()),
        scheduler.flag("prune_on_get_work").orElse(usual.pruneOnClaim()));
  }

  private LuigiSettings luigi() {
    LuigiSettings usual = LuigiSettings.USUAL;
    RetryRule.Windowed retry = usual.usualRetry();
    return new LuigiSettings(
        scheduler.flag("pause_enabled").orElse(usual.pauseEnabled()),
        scheduler.flag("send_messages").orElse(usual.sendMessages()),
        scheduler.flag("record_task_history").orElse(usual.recordTaskHistory()),
        count("max_shown_tasks", usual.maxShownTasks()),
        count("max_graph_nodes", usual.maxGraphNodes()),
        new RetryRule.Windowed(
            count("retry_count", retry.failures()),
            time("disable_window", retry.window()),
            time("disable_hard_timeout", retry.hardTimeout())));
  }

  private int count(String key, int otherwise) {
    OptionalLong set = scheduler.number(key);
    if (set.isEmpty()) {
      return otherwise;
    }
    if (set.getAsLong() < 0 || set.getAsLong() > Integer.MAX_VALUE) {
      throw scheduler.wrong(key, "is not from 0 to " + Integer.MAX_VALUE);
    }
    return (int) set.getAsLong();
  }

  /** Luigi's settings are in seconds; ours may name a unit. */
  private Duration time(String key, Duration otherwise) {
    Optional<String> text = scheduler.text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    String plain = text.get().strip();
    if (!plain.matches("[0-9.]+")) {
      return scheduler.duration(key).orElse(otherwise);
    }
    double seconds = number(scheduler, key, plain);
    if (seconds > Integer.MAX_VALUE) {
      throw scheduler.wrong(key, "is longer than " + Integer.MAX_VALUE + " seconds");
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private Map<String, Double> amounts() {
    Map<String, Double> amounts = new TreeMap<>();
    for (String name : resources.keys()) {
      double amount = number(resources, name, resources.text(name).orElse("").strip());
      if (!(amount >= 0)) {
        throw resources.wrong(name, "is not at least 0");
      }
      amounts.put(name, amount);
    }
    return amounts;
  }

  private static double number(Settings section, String key, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw section.wrong(key, "is not a number");
    }
  }

  /** What is set in the sections of the server and means nothing, as messages. */
  static List<String> unknown(Configuration configuration) {
    return configuration.settings().stream()
        .filter(setting ->
            !setting.section().isEmpty() && SECTIONS.contains(setting.section().getFirst()))
        .findAny()
        .map(any -> configuration.unknown(everySection(configuration)))
        .orElse(List.of());
  }

  /** The sections of pipelines are none of the server's business. */
  private static Set<String> everySection(Configuration configuration) {
    Set<String> all = new TreeSet<>(SECTIONS);
    configuration
        .settings()
        .forEach(setting -> {
          if (!setting.section().isEmpty()) {
            all.add(setting.section().getFirst());
          }
        });
    return all;
  }
}
