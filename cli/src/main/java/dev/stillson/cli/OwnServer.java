package dev.stillson.cli;

import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.protocol.luigi.LuigiSettings;
import dev.stillson.worker.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server for one run, in the run's own process, so that the web UI shows the run. It answers this
 * machine alone, and treats time and failures as a run without a server does. Its state is in a
 * temporary folder and goes with it.
 */
final class OwnServer implements AutoCloseable {
  /** How long the end of the process waits for the folder to be deleted, in seconds. */
  private static final long LAST_WORDS = 30;

  private final Console console;
  private final Path folder;
  private final Daemon.Running running;
  private final CountDownLatch seen = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook =
      Thread.ofPlatform().name("stillson-own-server").unstarted(this::awaitEnd);

  private OwnServer(Console console, Path folder, Daemon.Running running) {
    this.console = console;
    this.folder = folder;
    this.running = running;
  }

  /**
   * Starts one for {@code call} and says where it is.
   *
   * @throws UsageException if it cannot be started
   */
  static OwnServer start(Console console, TaskCall call) {
    Daemon daemon = Daemon.find();
    Map<String, Double> resources = new TreeMap<>();
    Engine.capacities(call.configuration().root())
        .forEach((name, amount) -> resources.put(name, (double) amount));
    Path folder;
    try {
      folder = Files.createTempDirectory("stillson-ui-");
    } catch (IOException e) {
      throw new UsageException("There is no folder for the web UI's state\n  cause: " + e);
    }
    Daemon.Wishes wishes =
        new Daemon.Wishes(
            new Daemon.Reach("127.0.0.1", 0, "", Set.of(), Optional.empty()),
            folder,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            SchedulerSettings.local(),
            LuigiSettings.USUAL,
            resources);
    try {
      OwnServer server = new OwnServer(console, folder, daemon.start(wishes));
      Runtime.getRuntime().addShutdownHook(server.hook);
      console.note("The web UI of this run is at " + server.running.address() + "/ui/");
      return server;
    } catch (Daemon.CannotStart e) {
      delete(console, folder);
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Where it listens. */
  String address() {
    return running.address();
  }

  /** Serves on until Ctrl-C where somebody sits at a terminal, to look at what came of the run. */
  void linger() {
    if (!console.live()) {
      return;
    }
    Signals.handle(seen::countDown, () -> {});
    console.note("The web UI goes on at " + address() + "/ui/ until Ctrl-C");
    try {
      seen.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process ends before its time: there is nobody left to look, and something to tidy up. */
  private void awaitEnd() {
    seen.countDown();
    try {
      if (!over.await(LAST_WORDS, TimeUnit.SECONDS)) {
        console.note("The state of the web UI is left behind\n  folder: " + folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running.close();
    delete(console, folder);
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook with it.
    }
  }

  private static void delete(Console console, Path folder) {
    try {
      RunFolders.delete(folder);
    } catch (IOException e) {
      console.note(
          "The state of the web UI is left behind\n  folder: " + folder + "\n  cause:  " + e);
    }
  }
}
