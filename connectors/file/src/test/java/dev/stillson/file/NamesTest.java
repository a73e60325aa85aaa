package dev.stillson.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.stillson.Blob;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private static final Names UNIX = new Names(false);
  private static final Names WINDOWS = new Names(true);

  @ParameterizedTest
  @CsvSource({
    "plain.txt, plain.txt",
    "a%20b, a b",
    "%E6%BC%A2, 漢",
    "100%25, 100%",
    "a%2fb, a%2Fb",
    "a%252Fb, a%252Fb",
    "%2E%2E, %2E%2E",
    "%2E, %2E",
    "%2E%2E%2E, ...",
    "a%00b, a%00b",
    "a%0Ab, a%0Ab",
    "%FF%41, %FF%41",
    "a:b, a:b",
    "con, con",
    ".stillson-x, %2Estillson-x",
    ".hidden, .hidden",
    "%25%2F, %%2F"
  })
  void aSegmentBecomesAName(String segment, String name) {
    assertThat(UNIX.of(segment)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "a:b, a%3Ab",
    "a%5Cb, a%5Cb",
    "what%3F, what%3F",
    "con, %63on",
    "NUL.txt, %4EUL.txt",
    "com1, %63om1",
    "console, console",
    "dot., dot%2E",
    "space%20, space%20"
  })
  void windowsHasRulesOfItsOwn(String segment, String name) {
    assertThat(WINDOWS.of(segment)).isEqualTo(name);
  }

  @Test
  void differentValuesNeverShareAName() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    String alphabet = "%%%%25Ff4a/.é\\: \n";
    for (Names names : new Names[] {UNIX, WINDOWS}) {
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < 30_000; i++) {
        StringBuilder value = new StringBuilder();
        for (int length = random.nextInt(1, 8); length > 0; length--) {
          value.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        String raw = Blob.at("x/%s", value).uri().getRawPath().substring(2);
        String before = values.put(names.of(raw), value.toString());
        if (before != null && !before.contentEquals(value)) {
          fail("seed %d: '%s' and '%s' share the name '%s'", seed, before, value, names.of(raw));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/c, a/b, c",
    "a, '', a",
    "/a, /, a",
    "/a/b/, /a, b",
    "./a//b, a, b",
    "file:///a/b, /a, b",
    "file://localhost/a/b, /a, b"
  })
  void aPlaceIsAFolderAndAName(String uri, String folder, String name) throws IOException {
    Place place = Place.of(Blob.at(uri), UNIX);

    assertThat(place.folder()).isEqualTo(folder);
    assertThat(place.name()).isEqualTo(name);
  }

  @Test
  void aDriveOfWindowsStaysADrive() throws IOException {
    assertThat(Place.of(Blob.at("file:///C:/data/x:y"), WINDOWS).path()).isEqualTo("C:/data/x%3Ay");
  }
}
