package dev.stillson.server;

import dev.stillson.server.http.Cors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the server is reached.
 *
 * @param bind the address it listens on; only an address of this machine alone may be without
 *     credentials
 * @param port the port; 0: any that is free
 * @param basePath where it is mounted behind a proxy that does not strip it, such as {@code
 *     /stillson}; empty: at the root
 * @param hosts further names by which browsers reach it
 * @param tls how connections are encrypted
 * @param luigi whether Luigi's clients are answered
 * @param cors which other sites may read what Luigi's clients read
 * @param drain how long requests that go on may take when the server is closed
 */
public record ServerOptions(
    String bind,
    int port,
    String basePath,
    Set<String> hosts,
    Encryption tls,
    boolean luigi,
    Cors cors,
    Duration drain) {

  /** On port 8082 of this machine, for itself alone. */
  public static final ServerOptions LOCAL =
      new ServerOptions(
          "127.0.0.1",
          8082,
          "",
          Set.of(),
          new Encryption.None(),
          true,
          Cors.OFF,
          Duration.ofSeconds(5));

  /**
   * Copies the hosts.
   *
   * @throws IllegalArgumentException if the base path is not one
   */
  public ServerOptions {
    hosts = Set.copyOf(hosts);
    if (!basePath.matches("(/[A-Za-z0-9._-]+)*")) {
      throw new IllegalArgumentException(
          "The base path '" + basePath + "' is not of the form /name/name");
    }
  }

  /** These options with {@code port}. */
  public ServerOptions withPort(int port) {
    return new ServerOptions(bind, port, basePath, hosts, tls, luigi, cors, drain);
  }

  /** These options with {@code bind}. */
  public ServerOptions withBind(String bind) {
    return new ServerOptions(bind, port, basePath, hosts, tls, luigi, cors, drain);
  }

  /** These options with {@code basePath}. */
  public ServerOptions withBasePath(String basePath) {
    return new ServerOptions(bind, port, basePath, hosts, tls, luigi, cors, drain);
  }

  /** These options with {@code hosts}. */
  public ServerOptions withHosts(Set<String> hosts) {
    return new ServerOptions(bind, port, basePath, hosts, tls, luigi, cors, drain);
  }

  /** These options with {@code tls}. */
  public ServerOptions withTls(Encryption tls) {
    return new ServerOptions(bind, port, basePath, hosts, tls, luigi, cors, drain);
  }

  /** These options with or without the endpoint for Luigi's clients. */
  public ServerOptions withLuigi(boolean luigi) {
    return new ServerOptions(bind, port, basePath, hosts, tls, luigi, cors, drain);
  }

  /** These options with {@code cors}. */
  public ServerOptions withCors(Cors cors) {
    return new ServerOptions(bind, port, basePath, hosts, tls, luigi, cors, drain);
  }

  /** How connections are encrypted. */
  public sealed interface Encryption {
    /** They are not. */
    record None() implements Encryption {}

    /**
     * By a certificate and its key in PEM files.
     *
     * @param certificates the certificate and those that vouch for it
     * @param key its key, not encrypted
     */
    record Pem(Path certificates, Path key) implements Encryption {
      @Override
      public String toString() {
        return certificates + " and " + key;
      }
    }

    /**
     * By the first key of a key store.
     *
     * @param store the file, of type PKCS12
     * @param password what opens it; empty: nothing is needed
     */
    record KeyStoreFile(Path store, Optional<String> password) implements Encryption {
      @Override
      public String toString() {
        return store.toString();
      }
    }
  }
}
