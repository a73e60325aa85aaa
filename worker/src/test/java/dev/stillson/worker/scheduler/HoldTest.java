package dev.stillson.worker.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HoldTest {
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final Hold hold = new Hold();

  @Test
  void heldRequestIsASignOfLifeForAsLongAsTheServerSays() {
    hold.told(SILENCE);
    assertThat(hold.isSign(0)).as("nothing is held").isFalse();
    assertThat(hold.begin(5)).isEqualTo(SILENCE);
    assertThat(hold.isSign(5)).isTrue();
    assertThat(hold.isSign(4 + SILENCE.toNanos())).isTrue();
    assertThat(hold.isSign(5 + SILENCE.toNanos())).as("the answer is late").isFalse();
    hold.end();
    assertThat(hold.isSign(6)).isFalse();
  }

  @Test
  void serverThatDoesNotSaySoIsSentAllHeartbeats() {
    assertThat(hold.begin(0)).isPositive();
    assertThat(hold.isSign(0)).isFalse();
    hold.told(SILENCE);
    assertThat(hold.isSign(0)).isTrue();
    hold.told(Duration.ZERO);
    assertThat(hold.isSign(0)).isFalse();
  }

  @Test
  void afterAFailureAnotherServerMayAnswer() {
    hold.told(SILENCE);
    hold.begin(0);
    hold.fail();
    assertThat(hold.begin(1)).isGreaterThan(SILENCE);
    assertThat(hold.isSign(1)).isFalse();
  }

  @Test
  void noServerCanHaveAWorkerBeSilentForLong() {
    hold.told(Duration.ofDays(1_000_000));
    assertThat(hold.begin(0)).isEqualTo(Duration.ofSeconds(30));
  }
}
