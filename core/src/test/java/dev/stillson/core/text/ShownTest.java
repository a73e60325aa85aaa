package dev.stillson.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(Shown.plain("Zürich, 東京 \ud83d\ude00 (a=1)"))
        .isEqualTo("Zürich, 東京 \ud83d\ude00 (a=1)");
    assertThat(Shown.quoted("x")).isEqualTo("'x'");
  }

  @Test
  void whatBreaksOrDisguisesTheLineIsEscaped() {
    assertThat(Shown.plain("a\r\n\u001b[31mb\u0000")).isEqualTo("a\\u{d}\\u{a}\\u{1b}[31mb\\u{0}");
    assertThat(Shown.plain("\u202egpj.exe\u2028\u200b\ufeff\ud800"))
        .isEqualTo("\\u{202e}gpj.exe\\u{2028}\\u{200b}\\u{feff}\\u{d800}");
  }

  @Test
  void longTextIsCut() {
    assertThat(Shown.plain("a".repeat(200))).hasSize(200);
    assertThat(Shown.whole("\n" + "a".repeat(201))).isEqualTo("\\u{a}" + "a".repeat(201));
    assertThat(Shown.plain("a".repeat(5_000_000))).isEqualTo("a".repeat(200) + "…");
  }

  @Test
  void theFirstCharactersAreWholeOnes() {
    assertThat(Shown.first("abc", 3)).isEqualTo("abc");
    assertThat(Shown.first("abcd", 3)).isEqualTo("abc");
    assertThat(Shown.first("ab\uD83D\uDE00", 3)).isEqualTo("ab");
    assertThat(Shown.first("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
    assertThat(Shown.first("abc", 0)).isEmpty();
  }
}
