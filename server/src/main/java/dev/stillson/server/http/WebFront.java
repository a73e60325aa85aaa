package dev.stillson.server.http;

import dev.stillson.server.auth.SignIn;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The listening web server. */
public final class WebFront {
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final int MOST_CONNECTIONS = 20_000;
  private static final int LARGEST_BODY = 100 << 20;

  private final FrontDoor door;
  private final WebServer server;

  private WebFront(FrontDoor door, WebServer server) {
    this.door = door;
    this.server = server;
  }

  /**
   * Where and how it listens.
   *
   * @param address the address
   * @param port the port; 0: any that is free
   * @param basePath what comes before the paths of the routes; empty: nothing
   * @param hosts further names of the server
   * @param cors which other sites may send what
   * @param tls how connections are encrypted; empty: not at all
   */
  public record Place(
      InetAddress address,
      int port,
      String basePath,
      Set<String> hosts,
      Cors cors,
      Optional<Tls> tls) {}

  /**
   * Begins to listen; what is not public is answered when it is opened.
   *
   * @throws UncheckedIOException if the port is taken or the address is not one of this machine
   */
  public static WebFront listen(Place place, RouteTable routes, SignIn signIn, RequestLog log) {
    probe(place.address, place.port);
    Set<String> hosts = new HashSet<>();
    place.hosts.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    Sites sites = new Sites(hosts, place.cors.trustedOrigins());
    FrontDoor door = new FrontDoor(routes, signIn, sites, place.basePath, log);
    WebServerConfig.Builder config =
        WebServer.builder()
            .address(place.address)
            .port(place.port)
            .shutdownHook(false)
            .shutdownGracePeriod(Duration.ofSeconds(2))
            .maxPayloadSize(LARGEST_BODY)
            .maxTcpConnections(MOST_CONNECTIONS)
            .backlog(4096)
            .idleConnectionTimeout(SILENCE.multipliedBy(2))
            .connectionOptions(socket -> socket.readTimeout(SILENCE).tcpNoDelay(true))
            .addProtocol(
                Http1Config.builder().maxPrologueLength(1 << 16).maxHeadersSize(1 << 15).build())
            .routing(HttpRouting.builder().any(door));
    place.tls.ifPresent(config::tls);
    WebServer server = config.build().start();
    if (!server.isRunning()) {
      throw new UncheckedIOException(new BindException("The port was taken meanwhile"));
    }
    return new WebFront(door, server);
  }

  /**
   * Looks whether one could listen: the web server does not tell its caller, and logs a stack
   * trace.
   *
   * @throws UncheckedIOException if the port is taken or the address is not one of this machine
   */
  public static void probe(InetAddress address, int port) {
    try {
      new ServerSocket(port, 1, address).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on everything is answered. */
  public void open() {
    door.open();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Begins no more requests and waits for those that go on, except for those that may wait for long
   * by themselves.
   *
   * @return whether they all came to their end in that time
   */
  public boolean drain(Duration most) throws InterruptedException {
    return door.close(most);
  }

  /** Closes all connections. */
  public void close() {
    server.stop();
  }
}
