package dev.stillson.worker.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Lease;
import dev.stillson.protocol.worker.WorkerCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailsTest {
  private static final Lease LEASE = new Lease("t", 1);

  @TempDir Path folder;
  private LogTails tails = new LogTails(Path.of("nowhere"));

  @BeforeEach
  void open() {
    tails = new LogTails(folder);
  }

  private void log(byte[] bytes) throws IOException {
    Files.write(folder.resolve("t.1.log"), bytes);
  }

  private void log(String text) throws IOException {
    log(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> next(int most) {
    return tails.next(LEASE, most).stream().map(WorkerCommand.Log::text).toList();
  }

  @Test
  void whatHasNotArrivedIsSentAgain() throws IOException {
    log("one\n");
    assertThat(next(1)).containsExactly("one\n");
    log("one\ntwo\n");
    assertThat(next(1)).containsExactly("one\ntwo\n");
    tails.arrived(LEASE, 4, false);
    assertThat(tails.next(LEASE, 1)).containsExactly(new WorkerCommand.Log("t", 1, 4, "two\n"));
    tails.arrived(LEASE, 8, false);
    assertThat(next(1)).isEmpty();
    assertThat(tails.isBehind(LEASE)).isFalse();
  }

  @Test
  void aServerThatLostItsLogIsToldEverythingAgain() throws IOException {
    log("one\ntwo\n");
    next(1);
    tails.arrived(LEASE, 8, false);
    tails.arrived(LEASE, 0, false);
    assertThat(next(1)).containsExactly("one\ntwo\n");
  }

  @Test
  void aServerThatKeepsNoMoreIsSentNoMore() throws IOException {
    log("one\ntwo\n");
    next(1);
    tails.arrived(LEASE, 4, true);
    assertThat(next(1)).isEmpty();
    assertThat(tails.isBehind(LEASE)).isFalse();
  }

  @Test
  void aCharacterThatIsHalfWrittenWaitsForItsRest() throws IOException {
    byte[] bytes = "no line 世".getBytes(StandardCharsets.UTF_8);
    log(Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(next(1)).containsExactly("no line ");
    tails.arrived(LEASE, 8, false);
    log(bytes);
    assertThat(next(1)).containsExactly("世");
  }

  @Test
  void aLongLineIsNotCutWithinACharacter() throws IOException {
    String text = "x" + "世😀".repeat(40_000);
    log(text);
    List<String> pieces = next(100);
    assertThat(pieces).hasSizeGreaterThan(4);
    assertThat(String.join("", pieces)).isEqualTo(text);
  }
}
