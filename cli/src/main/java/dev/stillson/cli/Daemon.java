package dev.stillson.cli;

import dev.stillson.Secret;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.protocol.luigi.LuigiSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.event.Level;

/**
 * Starts the server; found by {@link java.util.ServiceLoader}, as the server's classes are on the
 * class path of few commands only.
 */
public interface Daemon {

  /**
   * The one on the class path: for the server's command and a run with {@code --ui} alone, so that
   * others start faster.
   *
   * @throws UsageException if there is none
   */
  static Daemon find() {
    return ServiceLoader.load(Daemon.class)
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "This program has no server in it\nhint: start it with the stillson command"));
  }

  /** The least level at which libraries of the server tell people anything, by loggers' prefix. */
  static Map<String, Level> libraries() {
    // What clients break off is no news to those who run the server.
    return Map.of("org.flywaydb", Level.WARN, "io.helidon", Level.ERROR);
  }

  /**
   * Starts a server, which answers when this returns.
   *
   * @throws CannotStart if it cannot
   */
  Running start(Wishes wishes) throws CannotStart;

  /**
   * How the server is to be.
   *
   * @param reach where it is reached
   * @param data where the state and the logs are
   * @param database the database of the state; empty: files in {@code data}
   * @param standby whether to wait for the server that has the database to go
   * @param retention how long ended attempts and the audit are kept; empty: as long as is usual
   * @param openId where people sign in who are none of its users; empty: nowhere
   * @param scheduler how it treats time and failures
   * @param luigi what Luigi's workers are told
   * @param resources how much there is of each resource; of others it is as it was
   */
  record Wishes(
      Reach reach,
      Path data,
      Optional<String> database,
      boolean standby,
      Optional<Duration> retention,
      Optional<OpenId> openId,
      SchedulerSettings scheduler,
      LuigiSettings luigi,
      Map<String, Double> resources) {}

  /**
   * Where a server is reached.
   *
   * @param bind the address to listen on
   * @param port the port to listen on; 0: any that is free
   * @param basePath where a proxy mounts it; empty: at the root
   * @param hosts further names by which browsers reach it
   * @param tls the certificate; empty: connections are not encrypted
   */
  record Reach(String bind, int port, String basePath, Set<String> hosts, Optional<Pem> tls) {}

  /**
   * A certificate and its key.
   *
   * @param certificates the certificate and those that vouch for it
   * @param key its key, not encrypted
   */
  record Pem(Path certificates, Path key) {}

  /**
   * A provider of OpenID Connect.
   *
   * @param name what people call it
   * @param issuer its address, exactly as its tokens name it
   * @param client the server's name there
   * @param secret what the server shows there; empty: nothing
   * @param publicUrl where browsers reach the server, without a slash at the end
   * @param scopes what is asked for besides {@code openid}
   * @param userClaim the claim that names people
   * @param roleClaim the claim that decides about their role
   * @param roles for each role the values that give it; {@code *}: any
   */
  record OpenId(
      String name,
      URI issuer,
      String client,
      Optional<Secret> secret,
      URI publicUrl,
      List<String> scopes,
      String userClaim,
      String roleClaim,
      Map<String, Set<String>> roles) {}

  /** A server that answers. */
  interface Running extends AutoCloseable {
    /** Where it listens, such as {@code http://127.0.0.1:8082}. */
    String address();

    /** Finishes what goes on, and stops. */
    @Override
    void close();
  }

  /** The server cannot start. The message is for people. */
  final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    /** A sentence with its subject first, facts one per line, a hint last. */
    public CannotStart(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
