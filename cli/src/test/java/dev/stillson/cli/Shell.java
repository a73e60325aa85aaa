package dev.stillson.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this process, in a folder of its own, as a shell would. */
final class Shell {
  private static final String IMPORTS =
      """
      import dev.stillson.*;
      import java.io.IOException;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.stream.*;

      """;

  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private Optional<Class<?>> program = Optional.empty();
  private String typed = "";

  Shell(Path folder) {
    this.folder = folder;
    variables.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
  }

  /** What a command left behind. */
  record Said(int code, String out, String err) {
    /** Both streams, with the folder of the test as {@code DIR}. */
    String all() {
      return out + err;
    }
  }

  Shell with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Shell typing(String text) {
    typed = text;
    return this;
  }

  Shell as(Class<?> main) {
    program = Optional.of(main);
    return this;
  }

  /** Writes a source file with the usual imports; {@code DIR} in it is the folder of the test. */
  String pipeline(String name, String source) {
    return file(name, IMPORTS + source.replace("DIR", folder.toString()));
  }

  String file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the command; commands that take a folder get one of the test's. */
  Said run(String... words) {
    return run(new ByteArrayOutputStream(), words);
  }

  /** As above; {@code out} gets the results while the command runs. */
  Said run(ByteArrayOutputStream out, String... words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            variables,
            folder.resolve("home"));
    List<String> all = new ArrayList<>(List.of(words));
    if ((words[0].equals("run") || words[0].equals("range")) && !all.contains("--folder")) {
      all.addAll(1, List.of("--folder", folder.resolve("state").toString()));
    }
    int code = new Invocation(console, program).run(all);
    return new Said(code, tidy(out), tidy(err));
  }

  private String tidy(ByteArrayOutputStream text) {
    return text.toString(StandardCharsets.UTF_8).replace(folder.toString(), "DIR");
  }
}
