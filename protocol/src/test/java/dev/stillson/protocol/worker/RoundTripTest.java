package dev.stillson.protocol.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Retry;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is read again as it was, whatever it is. */
@SuppressWarnings("EnumOrdinal") // Error Prone takes values()[random] for an ordinal.
class RoundTripTest {
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void anyAnnouncementIsReadAsItWasWritten() {
    for (int round = 0; round < 300; round++) {
      WorkerRequest request =
          new WorkerRequest(
              text() + "w",
              text(),
              random.nextLong(Long.MAX_VALUE),
              Duration.ofMillis(random.nextInt(10_000)),
              List.of(
                  new WorkerCommand.Announce(announcements()),
                  new WorkerCommand.Await(text() + "t", 1, announcements(), List.of(text()))));
      String written = GoldenTest.written(request);
      assertThat(WorkerCodec.request(GoldenTest.stream(written)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(request);
    }
  }

  private List<Announcement> announcements() {
    List<Signature> signatures = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<String> names = new ArrayList<>();
      List<Visibility> visibilities = new ArrayList<>();
      for (int k = 0; k < i; k++) {
        names.add("p" + k + text());
        visibilities.add(random.nextBoolean() ? Visibility.PUBLIC : Visibility.HIDDEN);
      }
      signatures.add(new Signature(names, visibilities));
    }
    List<Announcement> tasks = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      Signature signature = signatures.get(random.nextInt(3));
      String[] values = new String[signature.names().size()];
      for (int k = 0; k < values.length; k++) {
        values[k] = text();
      }
      tasks.add(
          new Announcement(
              "t" + i + text(),
              text(),
              Parameters.of(signature, values),
              ids(tasks),
              ids(tasks),
              Presence.values()[random.nextInt(Presence.values().length)],
              priority(),
              terms(),
              ids(tasks)));
    }
    return tasks;
  }

  private List<String> ids(List<Announcement> before) {
    List<String> ids = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      ids.add(
          before.isEmpty() || random.nextBoolean()
              ? "x" + text()
              : before.get(random.nextInt(before.size())).id());
    }
    return ids;
  }

  private double priority() {
    return switch (random.nextInt(5)) {
      case 0 -> Double.NEGATIVE_INFINITY;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> random.nextInt(100) - 50;
      case 3 -> random.nextGaussian() * 1e20;
      default -> 0;
    };
  }

  private Terms terms() {
    if (random.nextBoolean()) {
      return Terms.PLAIN;
    }
    RetryRule rule =
        switch (random.nextInt(3)) {
          case 0 -> RetryRule.NONE;
          case 1 ->
              new RetryRule.Counted(
                  new Retry(
                      random.nextInt(5),
                      Duration.ofMillis(random.nextInt(100_000)),
                      1 + random.nextDouble(),
                      Duration.ofDays(random.nextInt(4_000)),
                      random.nextDouble()));
          default ->
              new RetryRule.Windowed(
                  random.nextInt(9), Duration.ofSeconds(random.nextInt(9)), Duration.ofDays(9));
        };
    return new Terms(
            random.nextBoolean() ? Demand.NONE : Demand.of(Map.of(text(), random.nextInt(9) / 8.0)),
            rule,
            random.nextBoolean()
                ? Optional.empty()
                : Optional.of(
                    new Batching(
                        List.of(text()),
                        random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(9))),
            random.nextBoolean())
        .withLabels(random.nextBoolean() ? Map.of() : Map.of(text(), text()));
  }

  /** A short text of awkward characters. */
  private String text() {
    int[] awkward = {'a', '"', '\\', '\n', 0, 0x7f, 0xe9, 0x4e16, 0x1f600, 0x2028, '<', '/'};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.appendCodePoint(awkward[random.nextInt(awkward.length)]);
    }
    return text.toString();
  }
}
