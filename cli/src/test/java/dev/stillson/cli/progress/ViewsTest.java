package dev.stillson.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.worker.Failure;
import dev.stillson.worker.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ViewsTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong nanos = new AtomicLong();

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static RunEvent done(int number) {
    return new RunEvent.TaskDone(new Job("Job(" + number + ")"), 1, Duration.ofMillis(1234));
  }

  private static RunEvent failed(String message) {
    return new RunEvent.AttemptFailed(
        new Job("Job(9)"),
        2,
        new Failure(message, Optional.of("Job.run(Job.java:3)"), "", false),
        Duration.ofSeconds(75),
        Optional.of(Duration.ofSeconds(5)));
  }

  @Test
  void eachTaskHasALineAndManyInOneSecondAreCounted() {
    PlainView view = new PlainView(out, false, nanos::get);
    view.on(new RunEvent.Planned(100, 3, 1, 0));
    for (int i = 1; i <= 50; i++) {
      view.on(done(i));
    }
    nanos.addAndGet(1_500_000_000L);
    view.on(done(51));
    view.close();

    List<String> lines = printed().lines().toList();
    assertThat(lines).hasSize(23);
    assertThat(lines.getFirst()).isEqualTo("planned 100 to run, 3 already done, 1 missing");
    assertThat(lines.get(1)).isEqualTo("done    Job(1) 1.2 s");
    assertThat(lines.get(21)).isEqualTo("done    30 more (51 of 100)");
    assertThat(lines.get(22)).isEqualTo("done    Job(51) 1.2 s");
  }

  @Test
  void aFailureIsOneHarmlessLine() {
    PlainView view = new PlainView(out, true, nanos::get);
    view.on(new RunEvent.Planned(1, 0, 0, 0));
    view.on(done(1));
    view.on(failed("no \u001b[2Jmoon\u202e\nsecond line"));
    view.close();

    assertThat(printed())
        .isEqualTo(
            "failed  Job(9) 1 min 15 s, attempt 2: no \\u{1b}[2Jmoon\\u{202e}"
                + " (Job.run(Job.java:3)); again in 5.0 s\n");
  }

  @Test
  void theLiveAreaShowsBarAndRunningTasksAndLeavesNothingBehind() throws InterruptedException {
    CountDownLatch drawn = new CountDownLatch(1);
    PrintStream watched =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int each) {
                bytes.write(each);
              }

              @Override
              public void write(byte[] all, int from, int count) {
                bytes.write(all, from, count);
                if (new String(all, from, count, StandardCharsets.UTF_8).contains("of 4")) {
                  drawn.countDown();
                }
              }
            },
            true,
            StandardCharsets.UTF_8);
    LiveView view = new LiveView(watched, false, () -> 60);
    view.on(new RunEvent.AttemptStarted(new Job("Job(1)"), 1));
    view.on(new RunEvent.Status(new Job("Job(1)"), 1, "reading\u001b[31m"));
    view.on(new RunEvent.Progress(new Job("Job(1)"), 1, 0.5));
    view.on(new RunEvent.Planned(4, 0, 0, 0));
    assertThat(drawn.await(20, TimeUnit.SECONDS)).isTrue();
    view.on(done(1));
    view.line("a line that stays");
    view.close();

    assertThat(printed())
        .contains("[..............................] 0 of 4\n")
        .containsPattern("  Job\\(1\\) \\d+ ms  50 %  reading\\\\u\\{1b}\\[31m\n")
        .contains("\u001b[2A\r\u001b[Ja line that stays\n");
  }

  @Test
  void theBarSaysRateAndTimeLeftAsFarAsTheyFit() {
    assertThat(Bar.line(50, 200, 10_000_000_000L, 80))
        .isEqualTo("[#######.......................] 50 of 200, 5/s, 30.0 s left");
    assertThat(Bar.line(50, 200, 10_000_000_000L, 50))
        .isEqualTo("[#######.......................] 50 of 200, 5/s");
    assertThat(Bar.line(5, 0, 1, 20)).isEqualTo("5 of 5");
  }

  @Test
  void jsonEscapesWhatWouldBreakALineOrATerminal() {
    List<String> notes = new ArrayList<>();
    JsonView view = new JsonView(out, notes::add);
    view.on(
        new RunEvent.Status(new Job("Job(1)"), 1, "a\"\\\n\r\u001b\u0085\u2028\ud800\ud83d\ude00"));
    view.on(new RunEvent.Tracking(new Job("Job(1)"), 1, URI.create("http://x/y")));
    view.on(failed("x"));
    view.line("a note");

    assertThat(printed().lines())
        .containsExactly(
            "{\"event\":\"status\",\"task\":\"Job(1)_id\",\"family\":\"Job\",\"name\":\"Job(1)\","
                + "\"attempt\":1,\"message\":\"a\\\"\\\\\\n\\u000d\\u001b\\u0085\\u2028\\ud800\ud83d\ude00\"}",
            "{\"event\":\"tracking\",\"task\":\"Job(1)_id\",\"family\":\"Job\",\"name\":\"Job(1)\","
                + "\"attempt\":1,\"url\":\"http://x/y\"}",
            "{\"event\":\"failed\",\"task\":\"Job(9)_id\",\"family\":\"Job\",\"name\":\"Job(9)\","
                + "\"attempt\":2,\"seconds\":75.000,\"retryIn\":5.000,\"cause\":\"x\","
                + "\"place\":\"Job.run(Job.java:3)\"}");
    assertThat(notes).containsExactly("a note");
  }

  @Test
  void amountsAreShort() {
    assertThat(List.of(0L, 999L, 1000L, 59_949L, 60_000L, 3_599_000L, 3_600_000L, 200_000_000L))
        .extracting(millis -> Amounts.duration(Duration.ofMillis(millis)))
        .containsExactly(
            "0 ms",
            "999 ms",
            "1.0 s",
            "59.9 s",
            "1 min 0 s",
            "59 min 59 s",
            "1 h 0 min",
            "2 d 8 h");
    assertThat(List.of(Amounts.count(999), Amounts.count(1000), Amounts.count(-1234567)))
        .containsExactly("999", "1,000", "-1,234,567");
    assertThat(Amounts.count(1, "task") + Amounts.count(2, "task")).isEqualTo("1 task2 tasks");
  }
}
