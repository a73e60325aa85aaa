package dev.stillson.cli;

import dev.stillson.cli.log.LogLines;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.protocol.luigi.LuigiCallException;
import dev.stillson.protocol.luigi.LuigiRpc;
import dev.stillson.protocol.luigi.LuigiSettings;
import dev.stillson.protocol.luigi.UnknownMethodException;
import dev.stillson.server.ServerOptions;
import dev.stillson.server.ServerStartException;
import dev.stillson.server.StillsonServer;
import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.http.LuigiCalls;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.scheduler.StateSettings;
import dev.stillson.server.store.StoreException;
import dev.stillson.server.store.UnusableStateException;
import dev.stillson.server.worker.AttemptLogs;
import dev.stillson.server.worker.WorkerProtocol;
import dev.stillson.worker.scheduler.SystemTimer;
import dev.stillson.worker.scheduler.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Puts the parts of the server together. */
public final class ServerDaemon implements Daemon {
  private static final Logger LOG = LoggerFactory.getLogger(ServerDaemon.class);

  /** How much is kept of the log of one attempt, in bytes. */
  private static final long LONGEST_LOG = 100L << 20;

  private static final Duration TENDING = Duration.ofSeconds(10);

  @Override
  public Running start(Wishes wishes) throws CannotStart {
    LogLines.ofProcess()
        .open(
            Level.INFO,
            Level.INFO,
            // What clients break off is no news to those who run the server.
            Map.of("org.flywaydb", Level.WARN, "io.helidon", Level.ERROR),
            line ->
                System.err.print(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n"));
    InstantSource clock = InstantSource.system();
    ServerState state = open(wishes, clock);
    try {
      return serve(wishes, state, clock);
    } catch (CannotStart | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private static ServerState open(Wishes wishes, InstantSource clock) throws CannotStart {
    StateSettings settings =
        wishes.database().map(StateSettings::at).orElseGet(() -> StateSettings.in(wishes.data()));
    try {
      return ServerState.open(
          settings.withStandby(wishes.standby()), SchedulerSettings.DAEMON, clock);
    } catch (UnusableStateException | StoreException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private static Running serve(Wishes wishes, ServerState state, InstantSource clock)
      throws CannotStart {
    SharedScheduler scheduler = state.scheduler();
    WorkerProtocol workers =
        new WorkerProtocol(scheduler, new AttemptLogs(wishes.data().resolve("logs"), LONGEST_LOG));
    try {
      Files.createDirectories(wishes.data());
      StillsonServer server =
          StillsonServer.start(
              ServerOptions.LOCAL.withBind(wishes.bind()).withPort(wishes.port()),
              new StillsonServer.Parts(
                  state,
                  FileCredentials.in(wishes.data(), clock),
                  new Luigi(scheduler, new LuigiRpc(LuigiSettings.USUAL)),
                  workers::handle,
                  clock));
      return new Server(wishes.bind(), server, workers);
    } catch (ServerStartException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CannotStart(
          "The server cannot use its data folder\n  folder: "
              + wishes.data()
              + "\n  cause:  "
              + e.getMessage()
              + "\nhint: --data chooses another",
          e);
    }
  }

  /** Luigi's calls, made by the thread of the scheduler. */
  private record Luigi(SharedScheduler scheduler, LuigiRpc rpc) implements LuigiCalls {
    @Override
    public Set<String> methods() {
      return LuigiRpc.methods();
    }

    @Override
    public String call(String method, @Nullable String data) throws LuigiFailure {
      try {
        LuigiRpc.Call call = rpc.read(method, data);
        return scheduler.perform(call::on);
      } catch (LuigiCallException | UnknownMethodException e) {
        throw new LuigiFailure(String.valueOf(e.getMessage()));
      }
    }
  }

  /** The server, and what looks after it now and then. */
  private static final class Server implements Running {
    private final String host;
    private final StillsonServer server;
    private final Timer timer = new SystemTimer();
    private final WorkerProtocol workers;

    Server(String host, StillsonServer server, WorkerProtocol workers) {
      this.host = host.contains(":") ? "[" + host + "]" : host;
      this.server = server;
      this.workers = workers;
      timer.after(TENDING, this::tend);
    }

    private void tend() {
      try {
        workers.tend();
      } catch (SchedulerUnavailableException e) {
        LOG.debug("What was submitted is kept up later: {}", e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("What was submitted cannot be kept up", e);
      }
      timer.after(TENDING, this::tend);
    }

    @Override
    public String address() {
      return "http://" + host + ":" + server.port();
    }

    @Override
    public void close() {
      timer.close();
      server.close();
    }
  }
}
