package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs what the documents show: a Java block that names its file is saved under that name, and the
 * commands that follow it, indented, are given to a shell.
 */
@Timeout(120)
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/from-luigi.md"})
  void theCommandsOfADocumentSucceedAndRepeatingThemDoesNothing(String document) throws Exception {
    List<String> commands = new ArrayList<>();
    List<String> lines = Files.readAllLines(ROOT.resolve(document));
    boolean shown = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```java ")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        Files.write(folder.resolve(line.substring("```java ".length())), lines.subList(i + 1, end));
        i = end;
        shown = true;
      } else if (shown && line.startsWith("    ")) {
        commands.add(line.strip());
      }
    }
    assertThat(commands).as("commands after a named block").isNotEmpty();

    String first = shell(String.join("\n", commands));
    String again = shell(commands.getLast());

    assertThat(first).contains("Success");
    assertThat(again).contains("Nothing to do");
  }

  private String shell(String script) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path stillson = bin.resolve("stillson");
    Files.writeString(
        stillson,
        "#!/bin/sh\nexec '%s' -cp '%s' dev.stillson.cli.Main \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    assertThat(stillson.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-ec", script)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().merge("PATH", bin.toString(), (path, ours) -> ours + ":" + path);
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
