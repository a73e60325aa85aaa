package dev.stillson.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.server.worker.AttemptLogs.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSearchTest {
  private static final int PIECE = 1 << 16;

  @TempDir Path folder;
  private AttemptLogs logs;
  private long length;

  @BeforeEach
  void open() {
    logs = new AttemptLogs(folder, Long.MAX_VALUE);
  }

  private void log(String text) throws IOException {
    logs.append("t", 1, length, text);
    length += text.getBytes(StandardCharsets.UTF_8).length;
  }

  private AttemptLogs.Found find(String text, long from) throws IOException {
    return logs.search("t", 1, text, from, 100);
  }

  private List<Line> find(String text) throws IOException {
    return find(text, 0).lines();
  }

  @Test
  void linesAreFoundWhateverTheCaseOfTheirLetters() throws IOException {
    log("one\nÄrger mit Öl\r\ntwo ÄRGER ärger\nlast ärger");
    assertThat(find("äRGER"))
        .containsExactly(
            new Line(4, "Ärger mit Öl"),
            new Line(20, "two ÄRGER ärger"),
            new Line(38, "last ärger"));
    assertThat(find("ärger mit öl two")).isEmpty();
    assertThat(find("nothing")).isEmpty();
  }

  @Test
  void textOverTheEndOfAPieceIsFoundWhereverItsCharactersAreCut() throws IOException {
    for (int before = PIECE - 12; before <= PIECE; before++) {
      length = 0;
      logs = new AttemptLogs(folder.resolve("cut-" + before), Long.MAX_VALUE);
      log("x".repeat(before - 1) + "\n" + "ab€😀ü\nend\n");
      assertThat(find("B€😀Ü")).as("%d", before).containsExactly(new Line(before, "ab€😀ü"));
    }
  }

  @Test
  void textThatBeginsAnewWithinItsBeginningIsFound() throws IOException {
    log("aabaabaaab\naabaaa\n");
    assertThat(find("aabaaab")).containsExactly(new Line(0, "aabaabaaab"));
    assertThat(find("aaab")).containsExactly(new Line(0, "aabaabaaab"));
  }

  @Test
  void ofAHugeLineAPartWithTheMatchIsShown() throws IOException {
    int half = 5_000_000;
    log("first\n");
    log("ü".repeat(half) + "Needle" + "ü".repeat(half) + " needle\nneedle\n");
    List<Line> found = find("needle");
    assertThat(found).hasSize(2);
    assertThat(found.getFirst().text()).hasSize(400).contains("üNeedleü").doesNotContain("\ufffd");
    String there = logs.read("t", 1, found.getFirst().offset(), 200).text();
    assertThat(found.getFirst().text()).startsWith(there);
    assertThat(found.getLast().text()).isEqualTo("needle");
  }

  @Test
  void searchGoesOnAfterAHundredLines() throws IOException {
    log("line\nother\n".repeat(250));
    AttemptLogs.Found first = find("line", 0);
    assertThat(first.lines()).hasSize(100);
    AttemptLogs.Found second = find("line", first.next().orElseThrow());
    assertThat(second.lines()).hasSize(100);
    assertThat(second.lines().getFirst().offset()).isEqualTo(1100);
    AttemptLogs.Found last = find("line", second.next().orElseThrow());
    assertThat(last.lines()).hasSize(50);
    assertThat(last.next()).isEmpty();
  }

  @Test
  void coloursHideNoMatch() throws IOException {
    log("it \u001b[1;31mfai\u001b[0mled\n\u001b[31m\nred\u001bmark\n");
    assertThat(find("it failed")).extracting(Line::offset).containsExactly(0L);
    assertThat(find("31m")).isEmpty();
    assertThat(find("red")).extracting(Line::offset).containsExactly(27L);
  }

  @Test
  void brokenBytesHideOnlyThemselves() throws IOException {
    log("\ud800 found ä\n");
    assertThat(find("found Ä")).hasSize(1);
    assertThat(logs.search("nobody", 1, "found", 0, 100).lines()).isEmpty();
    assertThat(find("found", length + 1_000).lines()).isEmpty();
  }

  @Test
  void partBeginsAndEndsWithAWholeCharacter() throws IOException {
    log("a€€€z");
    assertThat(logs.read("t", 1, 2, 7)).isEqualTo(new AttemptLogs.Page("€", 7, 11));
    assertThat(logs.read("t", 1, -3, 9).text()).isEqualTo("z");
  }

  @Test
  void wholeLogIsReadFromItsBeginning() throws IOException {
    log("ü\n".repeat(100_000));
    try (var in = logs.whole("t", 1)) {
      assertThat(in)
          .hasSameContentAs(
              new ByteArrayInputStream("ü\n".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
    }
    try (var in = logs.whole("nobody", 1)) {
      assertThat(in).isEmpty();
    }
  }
}
