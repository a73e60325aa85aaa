package dev.stillson.cli;

import dev.stillson.core.scheduler.Command.SetResource;
import dev.stillson.protocol.luigi.LuigiRpc;
import dev.stillson.server.ServerOptions;
import dev.stillson.server.ServerStartException;
import dev.stillson.server.StillsonServer;
import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import dev.stillson.server.auth.openid.ClaimRules;
import dev.stillson.server.auth.openid.OpenIdSettings;
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
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of the server together. */
public final class ServerDaemon implements Daemon {
  private static final Logger LOG = LoggerFactory.getLogger(ServerDaemon.class);

  /** How much is kept of the log of one attempt, in bytes. */
  private static final long LONGEST_LOG = 100L << 20;

  private static final Duration TENDING = Duration.ofSeconds(10);

  /** How long a worker may take to answer a person. */
  private static final Duration ANSWERS = Duration.ofSeconds(30);

  @Override
  public Running start(Wishes wishes) throws CannotStart {
    InstantSource clock = InstantSource.system();
    Optional<OpenIdSettings> provider = wishes.openId().map(ServerDaemon::openId);
    FileCredentials credentials = credentials(wishes, clock);
    StillsonServer.Ground ground = ground(wishes, credentials, provider);
    ServerState state = begin(wishes, clock);
    try {
      return serve(wishes, ground, credentials, provider, state, clock);
    } catch (CannotStart | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private static FileCredentials credentials(Wishes wishes, InstantSource clock)
      throws CannotStart {
    try {
      return FileCredentials.in(wishes.data(), clock);
    } catch (IOException e) {
      throw unusable(wishes, e);
    }
  }

  private static StillsonServer.Ground ground(
      Wishes wishes, FileCredentials credentials, Optional<OpenIdSettings> provider)
      throws CannotStart {
    try {
      return StillsonServer.examine(options(wishes.reach()), credentials, provider);
    } catch (ServerStartException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private static CannotStart unusable(Wishes wishes, IOException e) {
    return new CannotStart(
        "The server cannot use its data folder\n  folder: "
            + wishes.data()
            + "\n  cause:  "
            + e.getMessage()
            + "\nhint: --data chooses another",
        e);
  }

  private static ServerState begin(Wishes wishes, InstantSource clock) {
    StateSettings settings =
        wishes.database().map(StateSettings::at).orElseGet(() -> StateSettings.in(wishes.data()));
    return ServerState.begin(
        settings
            .withStandby(wishes.standby())
            .withRetention(wishes.retention().orElse(settings.retention())),
        wishes.scheduler(),
        clock);
  }

  /** While the state is being read, all that answers requests is made. */
  private static Running serve(
      Wishes wishes,
      StillsonServer.Ground ground,
      FileCredentials credentials,
      Optional<OpenIdSettings> provider,
      ServerState state,
      InstantSource clock)
      throws CannotStart {
    SharedScheduler scheduler = state.scheduler();
    AttemptLogs logs = new AttemptLogs(wishes.data().resolve("logs"), LONGEST_LOG);
    WorkerProtocol workers = new WorkerProtocol(scheduler, logs);
    StillsonServer server =
        listen(
            ground,
            new StillsonServer.Parts(
                state,
                credentials,
                provider,
                new LuigiDesk(scheduler, new LuigiRpc(wishes.luigi())),
                workers::handle,
                logs,
                workers.starts(),
                workers.deletions(),
                ANSWERS,
                workers::codeMismatches,
                clock));
    try {
      await(state, wishes);
      set(wishes.resources(), scheduler);
      server.open();
      return new Server(wishes.reach(), server, workers);
    } catch (CannotStart | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static StillsonServer listen(StillsonServer.Ground ground, StillsonServer.Parts parts)
      throws CannotStart {
    try {
      return StillsonServer.listen(ground, parts);
    } catch (ServerStartException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private static void await(ServerState state, Wishes wishes) throws CannotStart {
    try {
      state.awaitBegun();
      Files.createDirectories(wishes.data());
    } catch (UnusableStateException | StoreException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw unusable(wishes, e);
    }
  }

  private static ServerOptions options(Reach reach) {
    return ServerOptions.LOCAL
        .withBind(reach.bind())
        .withPort(reach.port())
        .withBasePath(reach.basePath())
        .withHosts(reach.hosts())
        .withTls(
            reach
                .tls()
                .<ServerOptions.Encryption>map(
                    pem -> new ServerOptions.Encryption.Pem(pem.certificates(), pem.key()))
                .orElseGet(ServerOptions.Encryption.None::new));
  }

  private static OpenIdSettings openId(OpenId wished) {
    Map<Role, Set<String>> roles = new EnumMap<>(Role.class);
    wished.roles().forEach((role, values) -> roles.put(Role.parse(role).orElseThrow(), values));
    return new OpenIdSettings(
        wished.name(),
        wished.issuer(),
        wished.client(),
        wished.secret(),
        wished.publicUrl(),
        wished.scopes(),
        new ClaimRules(wished.userClaim(), wished.roleClaim(), roles));
  }

  /** What is as it is wished is left alone, so that a start writes nothing. */
  private static void set(Map<String, Double> resources, SharedScheduler scheduler) {
    Map<String, Double> present = scheduler.look(state -> Map.copyOf(state.totals()));
    resources.forEach((name, amount) -> {
      if (!amount.equals(present.get(name))) {
        scheduler.apply(new SetResource(name, amount));
      }
    });
  }

  /** The server, and what looks after it now and then. */
  private static final class Server implements Running {
    private final Reach reach;
    private final StillsonServer server;
    private final Timer timer = new SystemTimer();
    private final WorkerProtocol workers;

    Server(Reach reach, StillsonServer server, WorkerProtocol workers) {
      this.reach = reach;
      this.server = server;
      this.workers = workers;
      timer.after(Duration.ZERO, this::tend);
    }

    private void tend() {
      try {
        workers.tend();
        server.tend();
      } catch (SchedulerUnavailableException e) {
        LOG.debug("What is due is done later: {}", e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("What is due cannot be done", e);
      }
      timer.after(TENDING, this::tend);
    }

    @Override
    public String address() {
      String host = reach.bind().contains(":") ? "[" + reach.bind() + "]" : reach.bind();
      return (reach.tls().isPresent() ? "https://" : "http://")
          + host
          + ":"
          + server.port()
          + reach.basePath();
    }

    @Override
    public void close() {
      timer.close();
      server.close();
    }
  }
}
