package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/security.md names exist, and every row names one. */
class SecurityDocumentTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))\\.(\\w+)`");
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*");

  private static Map<String, String> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module :
        List.of("api", "core", "protocol", "worker", "server", "cli", "testkit", "connectors")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("."))) {
        all.filter(file -> file.toString().matches(".*/src/.*(Test|Contract)\\.java"))
            .forEach(files::add);
      }
    }
    List<String[]> texts = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      texts.add(new String[] {name.substring(0, name.length() - 5), Files.readString(file)});
    }
    // Some names are used in several modules.
    return texts.stream()
        .collect(Collectors.toMap(text -> text[0], text -> text[1], String::concat));
  }

  @Test
  void everyTestThatIsNamedExistsAndEveryRowNamesOne() throws IOException {
    Map<String, String> sources = sources();
    List<Integer> rows = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/security.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(Integer.valueOf(row.group(1)));
        assertThat(NAMED.matcher(line).find()).as(line).isTrue();
      }
      NAMED
          .matcher(line)
          .results()
          .filter(named -> !isTest(sources.getOrDefault(named.group(1), ""), named.group(2)))
          .forEach(named -> missing.add(named.group()));
    }
    assertThat(missing).isEmpty();
    assertThat(rows).isEqualTo(IntStream.rangeClosed(1, 24).boxed().toList());
  }

  private static boolean isTest(String source, String method) {
    return Pattern.compile("\\bvoid " + method + "\\(").matcher(source).find();
  }
}
