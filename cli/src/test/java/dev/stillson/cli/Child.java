package dev.stillson.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command in a process of its own. What it says is one text, in the order in which it came. */
final class Child implements AutoCloseable {
  private static final Pattern LISTENS =
      Pattern.compile("The (?:server listens|web UI of this run is) at (http\\S+?)(?:/ui/)?");

  private final Process process;
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final CompletableFuture<String> said = new CompletableFuture<>();

  private Child(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts {@code stillson words} in {@code folder}. */
  static Child start(Path folder, String... words) {
    return start(folder, List.of(), words);
  }

  /** As {@link #start(Path, String...)}, with further options for the JVM. */
  static Child start(Path folder, List<String> options, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(options);
    command.add("dev.stillson.cli.Main");
    command.addAll(List.of(words));
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    process.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    try {
      return new Child(process.redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    StringBuilder text = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        text.append(line).append('\n');
        Matcher listens = LISTENS.matcher(line);
        if (listens.matches()) {
          address.complete(listens.group(1));
        }
      }
    } catch (IOException e) {
      text.append(e);
    }
    said.complete(text.toString());
    address.completeExceptionally(new IllegalStateException("It does not listen: " + text));
  }

  /** Where the server listens, once it does. */
  String address() throws Exception {
    return address.get(60, TimeUnit.SECONDS);
  }

  /** What it came to, once it has ended. */
  Ended ended() throws Exception {
    return new Ended(process.onExit().get(60, TimeUnit.SECONDS).exitValue(), said.get());
  }

  /** The id of its process. */
  String pid() {
    return String.valueOf(process.pid());
  }

  /** SIGTERM. By the handle, as the process itself would close what is read from it. */
  void ask() {
    process.toHandle().destroy();
  }

  /** SIGKILL. */
  void kill() throws Exception {
    process.destroyForcibly();
    process.onExit().get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * The end of a command.
   *
   * @param code its exit code
   * @param said all it said
   */
  record Ended(int code, String said) {}
}
