package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server and its workers, each a process of its own, and a real browser that walks through the
 * server's web UI. What ran is ended when this is closed.
 */
final class Deployment implements AutoCloseable {
  private final Path folder;
  private final List<Child> children = new ArrayList<>();

  /** Nothing yet; all that comes keeps its files in {@code folder}. */
  Deployment(Path folder) {
    this.folder = folder;
  }

  /** Starts {@code stillson words}. */
  Child start(String... words) {
    return started(Child.start(folder, words));
  }

  /** Keeps {@code child} to be ended with the others. */
  Child started(Child child) {
    children.add(child);
    return child;
  }

  /** Starts a server with {@code options} and says where it listens. */
  String server(String... options) throws Exception {
    return start(words(List.of("server", "--port", "0", "--data", "data"), options)).address();
  }

  /** Starts one that may be started again, as it has the address to itself meanwhile. */
  Child lastingServer() throws IOException {
    return lastingServer(port());
  }

  private Child lastingServer(String port) {
    return start("server", "--port", port, "--data", "data");
  }

  /** Starts a worker of {@code pipeline} for the server at {@code address}. */
  Child worker(String address, String pipeline, String... options) {
    return start(
        words(
            List.of("worker", "--scheduler", address, "--folder", "state"),
            words(List.of(options), pipeline)));
  }

  /** Submits the task that {@code words} name, of {@code pipeline}. */
  void submit(String address, String pipeline, String... words) {
    Shell.Said said =
        new Shell(folder).run(words(List.of("submit", "--scheduler", address, pipeline), words));
    assertThat(said.code()).as(said.all()).isZero();
  }

  /**
   * Takes the walk {@code name} of {@code ui/test/real} and fails with what it says if it fails.
   */
  void walk(String name, String... arguments) throws Exception {
    walk(name, _ -> {}, arguments);
  }

  /**
   * Takes the walk {@code name}, which kills {@code server} and says so, and starts the server
   * again then.
   *
   * @param file through which the walk speaks to the tasks
   */
  void walkAcrossDeath(String name, Child server, Path file) throws Exception {
    String address = server.address();
    String port = String.valueOf(URI.create(address).getPort());
    walk(
        name,
        line -> {
          if (line.equals("The server may come back.")) {
            lastingServer(port);
          }
        },
        address,
        server.pid(),
        file.toString());
  }

  private void walk(String name, Consumer<String> heard, String... arguments) throws Exception {
    Process browser =
        new ProcessBuilder(List.of(words(List.of("../ui/make", "real", name), arguments)))
            .redirectErrorStream(true)
            .start();
    try (var said = browser.inputReader(StandardCharsets.UTF_8)) {
      String text = said.lines().peek(heard).collect(Collectors.joining("\n"));
      assertThat(browser.waitFor()).as(text).isZero();
    } finally {
      browser.destroyForcibly();
    }
  }

  /** A free port that nobody gets by chance while the server is away. */
  private static String port() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return String.valueOf(free.getLocalPort());
      } catch (BindException e) {
        // Somebody has it; the next one is tried.
      }
    }
  }

  private static String[] words(List<String> first, String... others) {
    return Stream.concat(first.stream(), Stream.of(others)).toArray(String[]::new);
  }

  @Override
  public void close() {
    children.forEach(Child::close);
  }
}
