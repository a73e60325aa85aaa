package dev.stillson.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.store.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlainTomlTest {
  private static final Path FILE = Path.of("f.toml");
  private static final Path FOLDER = Path.of(".");

  @Test
  void ordinaryFilesAreReadWithoutTheLibrary() {
    String text =
        """
        # how this project runs
        [run]
        workers = 4 # each
        [ jdbc . sales ]
        url = "jdbc:sqlite:x.db"\r
        user = ''
        [jdbc]
        plain = true
        """;

    assertThat(PlainToml.read(FILE, text, FOLDER).orElseThrow())
        .extracting(Setting::name, Setting::written, setting -> setting.origin().toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("run.workers", "4", "f.toml:3"),
            org.assertj.core.groups.Tuple.tuple("jdbc.sales.url", "jdbc:sqlite:x.db", "f.toml:5"),
            org.assertj.core.groups.Tuple.tuple("jdbc.sales.user", "", "f.toml:6"),
            org.assertj.core.groups.Tuple.tuple("jdbc.plain", "true", "f.toml:8"));
  }

  @Test
  void whateverItDoesNotKnowIsLeftToTheLibrary() {
    for (String text :
        List.of(
            "a = [1]",
            "a = {b = 1}",
            "a = 1.5",
            "a = 2026-11-21",
            "a = \"\\n\"",
            "a = \"\"\"x\"\"\"",
            "a.b = 1",
            "\"a\" = 1",
            "[[a]]",
            "a = +1",
            "a = 01",
            "a = 1 b",
            "a",
            "a =",
            "= 1",
            "[a",
            "[a]]",
            "[]",
            "a = 1\na = 2",
            "[a]\n[a]",
            "a = 1\n[a]",
            "[a.b]\n[a]\nb = 1",
            "a = \"x\u0001\"",
            "a = 1\rb = 2",
            "# \u0001",
            "a = \"é\ud800\"",
            "\u0000",
            "a = 1 \u0000")) {
      assertThat(PlainToml.read(FILE, text, FOLDER)).as(text).isEmpty();
    }
  }

  @Test
  void readsEveryTextAsTheLibraryDoesOrNotAtAll() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> pieces =
        List.of(
            "[a]",
            "[a.b]",
            "[b]",
            "[a.b.c]",
            "\n",
            "\n",
            "\n",
            "\r\n",
            " ",
            "\t",
            "a",
            "b",
            "b-c",
            "=",
            " = ",
            "1",
            "42",
            "007",
            "true",
            "false",
            "\"x\"",
            "'y z'",
            "\"\"",
            "\"",
            "'",
            "#",
            "# c",
            ".",
            "[",
            "]",
            "\"\"\"",
            "é",
            "a = 1\n",
            "b = \"t\"\n",
            "c = 'u'\n",
            "_ = true\n",
            "-1",
            "1_0");
    int plain = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(10); n >= 0; n--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      Optional<List<Setting>> read = PlainToml.read(FILE, text.toString(), FOLDER);
      if (read.isPresent()) {
        plain++;
        assertThat(lines(read.get()))
            .as("seed %d, text:%n%s", seed, text)
            .isEqualTo(lines(library(text.toString(), seed)));
      }
    }
    assertThat(plain).isGreaterThan(100);
  }

  private static List<Setting> library(String text, long seed) {
    try {
      return TomlFile.complete(FILE, text, FOLDER);
    } catch (SettingsException e) {
      throw new AssertionError("seed " + seed + ", read as plain but wrong:\n" + text, e);
    }
  }

  private static Map<String, String> lines(List<Setting> settings) {
    Map<String, String> lines = new TreeMap<>();
    for (Setting setting : settings) {
      lines.put(setting.name(), setting.written() + " " + setting.origin());
    }
    return lines;
  }
}
