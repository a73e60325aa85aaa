package dev.stillson.cli;

import dev.stillson.cli.log.LogLines;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.configuration.Configuration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** {@code stillson server}. */
final class ServerCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);

  private final Console console;
  private final Options options;

  ServerCommand(Console console, Options options) {
    this.console = console;
    this.options = options;
  }

  private void log(ServerSettings.LogFormat format) {
    LogLines lines = LogLines.ofProcess();
    switch (format) {
      case TEXT ->
          lines.open(
              Level.INFO,
              Level.INFO,
              Daemon.libraries(),
              line -> console.note(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line));
      case JSON -> {
        lines.open(Level.INFO, Level.INFO, Daemon.libraries(), console::note);
        lines.speakJson();
      }
    }
  }

  ExitCode run() {
    Configuration configuration = TaskCall.configuration(Optional.empty(), options, console);
    ServerSettings settings = new ServerSettings(options, configuration);
    if (options.has(Option.STANDBY) && settings.database().isEmpty()) {
      throw new UsageException(
          "A server can stand by for a database only\nhint: give --database postgresql://HOST/NAME");
    }
    Daemon.Wishes wishes = settings.wishes();
    ServerSettings.unknown(configuration).forEach(text -> console.note("warning: " + text));
    Daemon daemon = Daemon.find();
    log(settings.logFormat());
    CountDownLatch end = new CountDownLatch(1);
    Signals.handle(end::countDown, () -> Runtime.getRuntime().halt(ExitCode.CANCELLED.code()));
    try (Daemon.Running running = daemon.start(wishes)) {
      console.print("The server listens at " + running.address());
      console.out().flush();
      end.await();
      LOG.info("The server finishes what it is at and stops");
    } catch (Daemon.CannotStart e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
