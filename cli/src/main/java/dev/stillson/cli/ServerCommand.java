package dev.stillson.cli;

import dev.stillson.worker.ExitCode;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;

/** {@code stillson server}. */
final class ServerCommand {
  private static final int PORT = 8082;
  private static final int HIGHEST_PORT = 65_535;

  private final Console console;
  private final Options options;

  ServerCommand(Console console, Options options) {
    this.console = console;
    this.options = options;
  }

  ExitCode run() {
    if (options.has(Option.STANDBY) && options.text(Option.DATABASE).isEmpty()) {
      throw new UsageException(
          "A server can stand by for a database only\nhint: give --database postgresql://HOST/NAME");
    }
    Daemon daemon = daemon();
    CountDownLatch end = new CountDownLatch(1);
    Signals.handle(end::countDown, () -> Runtime.getRuntime().halt(ExitCode.CANCELLED.code()));
    try (Daemon.Running running = daemon.start(wishes())) {
      console.print("The server listens at " + running.address());
      console.out().flush();
      end.await();
      console.note("The server finishes what it is at and stops");
    } catch (Daemon.CannotStart e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }

  /** The server's code is on the class path of this command only, so that others start faster. */
  private static Daemon daemon() {
    return ServiceLoader.load(Daemon.class)
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "This program has no server in it\nhint: start it as ./stillson server"));
  }

  private Daemon.Wishes wishes() {
    return new Daemon.Wishes(
        options.text(Option.BIND).orElse("127.0.0.1"),
        port(),
        Path.of(options.text(Option.DATA).orElse("stillson-data")),
        options.text(Option.DATABASE),
        options.has(Option.STANDBY));
  }

  private int port() {
    int port = options.number(Option.PORT, 0).orElse(PORT);
    if (port > HIGHEST_PORT) {
      throw new UsageException(
          "The option --port takes the number of a port\n  given:    "
              + port
              + "\n  expected: at most "
              + HIGHEST_PORT
              + ", or 0 for any that is free");
    }
    return port;
  }
}
