package dev.stillson.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the examples in {@code folder}, and the command line in a process of its own. */
record Workspace(Path folder) {

  /** What a command came to. */
  record Outcome(int exitCode, String text) {}

  static Workspace copyTo(Path folder) throws IOException {
    for (String part : List.of("pipelines", "data")) {
      copy(Path.of(part), folder.resolve(part));
    }
    return new Workspace(folder);
  }

  /** {@code stillson run pipelines/…}, with a heap that keeps everybody honest. */
  Outcome run(String pipeline, String... arguments) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stillson.cli.Main",
                "run",
                "pipelines/" + pipeline));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    Process child =
        process
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(child.waitFor(90, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      child.destroyForcibly();
    }
    return new Outcome(child.exitValue(), Files.readString(said));
  }

  String read(String file) throws IOException {
    return Files.readString(folder.resolve(file), UTF_8);
  }

  boolean exists(String file) {
    return Files.exists(folder.resolve(file));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(file -> {
        try {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
