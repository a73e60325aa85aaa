package dev.stillson.server;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.server.auth.Credentials;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.auth.SignIn;
import dev.stillson.server.auth.openid.OpenIdSettings;
import dev.stillson.server.auth.openid.OpenIdSignIn;
import dev.stillson.server.event.EventRoutes;
import dev.stillson.server.event.LogStreams;
import dev.stillson.server.http.Body;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HealthRoutes;
import dev.stillson.server.http.LuigiCalls;
import dev.stillson.server.http.LuigiRoutes;
import dev.stillson.server.http.OpenIdRoutes;
import dev.stillson.server.http.RequestLog;
import dev.stillson.server.http.Route;
import dev.stillson.server.http.RouteTable;
import dev.stillson.server.http.SessionRoutes;
import dev.stillson.server.http.UiRoutes;
import dev.stillson.server.http.Verb;
import dev.stillson.server.http.WebFront;
import dev.stillson.server.log.AccessLog;
import dev.stillson.server.metrics.ServerMetrics;
import dev.stillson.server.rest.AccountRoutes;
import dev.stillson.server.rest.ActionRoutes;
import dev.stillson.server.rest.ApiDocument;
import dev.stillson.server.rest.Catalogue;
import dev.stillson.server.rest.Expectations;
import dev.stillson.server.rest.FailureRoutes;
import dev.stillson.server.rest.FamilyRoutes;
import dev.stillson.server.rest.HistoryRoutes;
import dev.stillson.server.rest.InvalidationRoutes;
import dev.stillson.server.rest.LogRoutes;
import dev.stillson.server.rest.QueueDepths;
import dev.stillson.server.rest.ResourceRoutes;
import dev.stillson.server.rest.RunRoutes;
import dev.stillson.server.rest.SchedulerRoutes;
import dev.stillson.server.rest.SubmissionRoutes;
import dev.stillson.server.rest.TaskRoutes;
import dev.stillson.server.rest.ThroughputRoutes;
import dev.stillson.server.rest.WorkerRoutes;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.worker.AttemptLogs;
import dev.stillson.server.worker.Deletions;
import dev.stillson.server.worker.Starts;
import io.helidon.common.tls.Tls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running daemon. */
public final class StillsonServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StillsonServer.class);
  private static final Duration GATHERING = Duration.ofMillis(250);
  private static final Duration LOG_GATHERING = Duration.ofMillis(100);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration PACE = Duration.ofMillis(500);

  private final ServerOptions options;
  private final ServerState state;
  private final QueueDepths depths;
  private final SubmissionRoutes submissions;
  private final InstantSource clock;
  private final EventRoutes events;
  private final LogStreams logs;
  private final RouteTable routes;
  private final WebFront front;

  private StillsonServer(
      ServerOptions options,
      Parts parts,
      QueueDepths depths,
      SubmissionRoutes submissions,
      EventRoutes events,
      LogStreams logs,
      RouteTable routes,
      WebFront front) {
    this.options = options;
    this.state = parts.state;
    this.clock = parts.clock;
    this.depths = depths;
    this.submissions = submissions;
    this.events = events;
    this.logs = logs;
    this.routes = routes;
    this.front = front;
  }

  /**
   * What the server is made of.
   *
   * @param state the scheduler and its state, which the server closes at its end
   * @param credentials who may do what
   * @param provider where people sign in who are none of the users
   * @param luigi what answers Luigi's clients
   * @param workers what answers workers
   * @param logs what attempts logged
   * @param starts who waits for a worker to start a task
   * @param deletions who waits for workers to delete outputs
   * @param patience how long a worker may take to answer a person
   * @param codeMismatches tells of workers whose code is not that which announced their tasks
   * @param clock the time for all that is not the scheduler's
   */
  public record Parts(
      ServerState state,
      Credentials credentials,
      Optional<OpenIdSettings> provider,
      LuigiCalls luigi,
      WorkerCalls workers,
      AttemptLogs logs,
      Starts starts,
      Deletions deletions,
      Duration patience,
      Supplier<List<String>> codeMismatches,
      InstantSource clock) {}

  /**
   * What was looked at before the start and is in order.
   *
   * @param options how the server is to be
   * @param address where it listens
   * @param tls its certificate; empty: connections are not encrypted
   */
  public record Ground(ServerOptions options, InetAddress address, Optional<Tls> tls) {}

  /**
   * Looks at what can be seen to be wrong before there is a state, so that nobody waits for one to
   * be read, and none is begun, for nothing.
   *
   * @throws ServerStartException if a server must not or cannot be started like this
   */
  public static Ground examine(
      ServerOptions options, Credentials credentials, Optional<OpenIdSettings> provider)
      throws ServerStartException {
    InetAddress address = address(options);
    if (credentials.isEmpty() && provider.isEmpty() && !address.isLoopbackAddress()) {
      throw new ServerStartException(
          "The server would be open to everybody who reaches this machine\n  bind: "
              + options.bind()
              + "\nhint: make a user or a token first, or leave out the address to serve this"
              + " machine alone");
    }
    Optional<Tls> tls = Certificates.read(options.tls());
    try {
      WebFront.probe(address, options.port());
    } catch (UncheckedIOException e) {
      throw deaf(address, options.port(), e);
    }
    return new Ground(options, address, tls);
  }

  /**
   * Begins to listen, which may be while the state is being read: until {@link #open} only what is
   * public is answered, such as the server's health.
   *
   * @throws ServerStartException if it cannot; the parts are then as they were
   */
  public static StillsonServer listen(Ground ground, Parts parts) throws ServerStartException {
    ServerOptions options = ground.options;
    ServerState state = parts.state;
    Catalogue catalogue = new Catalogue(state.scheduler());
    EventRoutes events = new EventRoutes(GATHERING, HEARTBEAT);
    LogStreams logs = new LogStreams(parts.logs, state.scheduler(), LOG_GATHERING, HEARTBEAT);
    ServerMetrics metrics = new ServerMetrics(state, catalogue, events, logs);
    SignIn signIn = new SignIn(parts.credentials, parts.provider.isPresent(), parts.clock);
    QueueDepths depths = new QueueDepths();
    SubmissionRoutes submissions =
        new SubmissionRoutes(state, catalogue, parts.starts, parts.patience, PACE, parts.clock);
    RouteTable routes =
        new RouteTable(
            routes(options, parts, signIn, catalogue, events, logs, metrics, depths, submissions));
    WebFront.Place place =
        new WebFront.Place(
            ground.address,
            options.port(),
            options.basePath(),
            options.hosts(),
            options.cors(),
            ground.tls);
    WebFront front = listen(place, routes, signIn, both(new AccessLog(), metrics));
    state.listen(catalogue);
    state.listen(events);
    state.listen(logs);
    state.listen(metrics.attempts());
    return new StillsonServer(options, parts, depths, submissions, events, logs, routes, front);
  }

  /** From now on everything is answered. */
  public void open() {
    submissions.open();
    front.open();
  }

  private static InetAddress address(ServerOptions options) throws ServerStartException {
    try {
      return InetAddress.getByName(options.bind());
    } catch (UnknownHostException e) {
      throw new ServerStartException(
          "The server cannot listen on an address that is none\n  bind: " + options.bind(), e);
    }
  }

  private static WebFront listen(
      WebFront.Place place, RouteTable routes, SignIn signIn, RequestLog log)
      throws ServerStartException {
    try {
      return WebFront.listen(place, routes, signIn, log);
    } catch (UncheckedIOException e) {
      throw deaf(place.address(), place.port(), e);
    }
  }

  private static ServerStartException deaf(
      InetAddress address, int port, UncheckedIOException cause) {
    return new ServerStartException(
        "The server cannot listen at this address\n  address: "
            + address.getHostAddress()
            + "\n  port:    "
            + port
            + "\n  cause:   "
            + String.valueOf(cause.getCause())
            + "\nhint: another server may have the port; --port chooses another",
        cause);
  }

  private static List<Route> routes(
      ServerOptions options,
      Parts parts,
      SignIn signIn,
      Catalogue catalogue,
      EventRoutes events,
      LogStreams logs,
      ServerMetrics metrics,
      QueueDepths depths,
      SubmissionRoutes submissions) {
    ServerState state = parts.state;
    boolean secure = !(options.tls() instanceof ServerOptions.Encryption.None);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new HealthRoutes(state::health).routes());
    routes.addAll(metrics.routes());
    routes.addAll(new SessionRoutes(signIn, secure).routes());
    Optional<OpenIdSignIn> provider =
        parts.provider.map(settings -> new OpenIdSignIn(settings, parts.clock));
    routes.addAll(new OpenIdRoutes(provider, signIn, secure).routes());
    routes.addAll(ApiDocument.routes());
    Expectations expectations = new Expectations(state.history(), parts.clock);
    routes.addAll(
        new TaskRoutes(state.scheduler(), catalogue, expectations, state.history(), parts.clock)
            .routes());
    routes.addAll(new AccountRoutes(parts.credentials, state, parts.clock).routes());
    routes.addAll(new FamilyRoutes(catalogue, expectations).routes());
    routes.addAll(submissions.routes());
    routes.addAll(new ActionRoutes(state, catalogue, parts.clock).routes());
    routes.addAll(
        new InvalidationRoutes(state, catalogue, parts.deletions, parts.patience, parts.clock)
            .routes());
    routes.addAll(new WorkerRoutes(state, catalogue, parts.codeMismatches, parts.clock).routes());
    routes.addAll(new SchedulerRoutes(state, catalogue, parts.clock).routes());
    routes.addAll(new ResourceRoutes(state, catalogue).routes());
    routes.addAll(new FailureRoutes(catalogue, state.scheduler()).routes());
    routes.addAll(new LogRoutes(parts.logs, logs).routes());
    routes.addAll(new HistoryRoutes(state.history(), parts.clock).routes());
    routes.addAll(new RunRoutes(state, catalogue, expectations, parts.clock).routes());
    routes.addAll(new ThroughputRoutes(state.history(), depths, parts.clock).routes());
    routes.addAll(events.routes());
    routes.add(
        Route.change(
            Verb.POST,
            "/api/v1/worker",
            Permission.WORK,
            Body.COMMANDS,
            exchange -> work(parts.workers, exchange)));
    routes.addAll(new UiRoutes().routes(!options.luigi()));
    if (options.luigi()) {
      routes.addAll(new LuigiRoutes(parts.luigi, options.cors()).routes());
    }
    return routes;
  }

  private static void work(WorkerCalls workers, Exchange exchange) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    int status = workers.handle(exchange.bodyStream(), answer);
    exchange.send(status, "application/json", answer.toByteArray());
  }

  private static RequestLog both(RequestLog one, RequestLog other) {
    return (route, verb, path, status, nanos, who, address) -> {
      one.answered(route, verb, path, status, nanos, who, address);
      other.answered(route, verb, path, status, nanos, who, address);
    };
  }

  /** The port it listens on. */
  public int port() {
    return front.port();
  }

  /**
   * Does what is to be done now and then; to be called some times a minute.
   *
   * @throws SchedulerUnavailableException if the scheduler does not answer
   */
  public void tend() {
    Instant now = clock.instant();
    if (depths.isDue(now)) {
      depths.add(now, state.scheduler().look(Scheduler::counts));
    }
  }

  RouteTable routes() {
    return routes;
  }

  /**
   * Takes no more requests, answers those that go on, and closes the state: what was acknowledged
   * is stored.
   */
  @Override
  public void close() {
    submissions.close();
    events.close();
    logs.close();
    try {
      if (!front.drain(options.drain())) {
        LOG.warn("Some requests took longer than {} to end and were cut off", options.drain());
      }
    } catch (InterruptedException e) {
      // Whoever waits for the end wants it now.
      Thread.currentThread().interrupt();
    }
    // Workers that wait for work are told that there is none, and only then are cut off.
    state.close();
    front.close();
  }
}
