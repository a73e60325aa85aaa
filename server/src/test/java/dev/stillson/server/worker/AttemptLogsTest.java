package dev.stillson.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.protocol.worker.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptLogsTest {
  @TempDir Path folder;

  private AttemptLogs logs(long longest) {
    return new AttemptLogs(folder.resolve("logs"), longest);
  }

  @Test
  void pieceThatIsSentTwiceIsKeptOnce() throws IOException {
    AttemptLogs logs = logs(1000);
    logs.append("t", 1, 0, "one\n");
    logs.append("t", 1, 0, "one\n");
    logs.append("t", 1, 0, "one\ntwo\n");
    logs.append("t", 1, 2, "e\n");
    assertThat(logs.read("t", 1, 0, 1000)).isEqualTo(new AttemptLogs.Page("one\ntwo\n", 8, 8));
  }

  @Test
  void pieceAfterALostOneIsNotTaken() throws IOException {
    AttemptLogs logs = logs(1000);
    logs.append("t", 1, 0, "one\n");
    assertThat(logs.append("t", 1, 90, "later\n")).isEqualTo(new Reply.Logged(4, false));
    assertThat(logs.read("t", 1, 0, 1000).text()).isEqualTo("one\n");
  }

  @Test
  void logEndsWhereItIsLongEnough() throws IOException {
    AttemptLogs logs = logs(10);
    assertThat(logs.append("t", 1, 0, "0123456")).isEqualTo(new Reply.Logged(7, false));
    assertThat(logs.append("t", 1, 7, "789abc")).isEqualTo(new Reply.Logged(10, true));
    assertThat(logs.append("t", 1, 10, "def")).isEqualTo(new Reply.Logged(10, true));
    assertThat(logs.read("t", 1, 0, 100).text()).isEqualTo("0123456789");
  }

  @Test
  void pagesJoinToTheWholeText() throws IOException {
    String text = "aé世😀\n".repeat(7);
    AttemptLogs logs = logs(1000);
    logs.append("t", 1, 0, text);
    for (int size = 4; size < 20; size++) {
      StringBuilder read = new StringBuilder();
      AttemptLogs.Page page = logs.read("t", 1, 0, size);
      while (!page.text().isEmpty()) {
        read.append(page.text());
        page = logs.read("t", 1, page.next(), size);
      }
      assertThat(read.toString()).as("pages of %d bytes", size).isEqualTo(text);
    }
  }

  @Test
  void endOfALogIsReadByANegativeOffset() throws IOException {
    AttemptLogs logs = logs(1000);
    logs.append("t", 1, 0, "0123456789");
    assertThat(logs.read("t", 1, -3, 100).text()).isEqualTo("789");
    assertThat(logs.read("t", 1, -300, 100).text()).isEqualTo("0123456789");
    assertThat(logs.read("t", 1, 400, 100).text()).isEmpty();
  }

  @Test
  void logThatDoesNotExistIsEmpty() throws IOException {
    assertThat(logs(10).read("nobody", 1, 0, 10)).isEqualTo(new AttemptLogs.Page("", 0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../outside",
        "..%2f..%2foutside",
        "..\\outside",
        "/etc/outside",
        "a\u0000b",
        ".",
        "..",
        "con",
        "\u202e\ud83d\ude00"
      })
  void taskIdNamesNoPlaceOutside(String id) throws IOException {
    AttemptLogs logs = logs(1000);
    logs.append(id, 1, 0, "text");
    logs.append(id + "x".repeat(3_000), 1, 0, "other");
    assertThat(logs.read(id, 1, 0, 100).text()).isEqualTo("text");
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    assertThat(files).hasSize(2).allMatch(file -> file.startsWith(folder.resolve("logs")));
  }

  @Test
  void idsThatDifferInCaseOnlyHaveTwoLogs() throws IOException {
    AttemptLogs logs = logs(1000);
    logs.append("Task", 1, 0, "upper");
    logs.append("task", 1, 0, "lower");
    assertThat(logs.read("Task", 1, 0, 100).text()).isEqualTo("upper");
  }

  @Test
  void linkInThePlaceOfALogIsNotFollowed() throws IOException {
    AttemptLogs logs = logs(1000);
    logs.append("t", 1, 0, "text");
    Path file;
    try (Stream<Path> all = Files.walk(folder)) {
      file = all.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.delete(file);
    Files.createSymbolicLink(file, secret);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> logs.read("t", 1, 0, 100)))
        .isInstanceOf(IOException.class);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> logs.append("t", 1, 6, "more")))
        .isInstanceOf(IOException.class);
  }
}
