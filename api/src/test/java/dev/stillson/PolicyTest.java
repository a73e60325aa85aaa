package dev.stillson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyTest {

  @Test
  void eachChangeLeavesTheRest() {
    Policy policy =
        Policy.DEFAULT
            .withPriority(5)
            .withRetries(3, Duration.ofMinutes(5))
            .withTimeout(Duration.ofHours(1))
            .withResource("warehouse", 1)
            .withResource("disk", 2)
            .withPool("night")
            .withCriticality(Policy.Criticality.HIGH)
            .withOwners("a@b", "c@d")
            .withIsolation(Isolation.childJvm("512m"))
            .withMaxBatch(10)
            .withMessages()
            .withAlways();
    assertThat(policy.priority()).isEqualTo(5);
    assertThat(policy.retry().times()).isEqualTo(3);
    assertThat(policy.timeout()).hasValue(Duration.ofHours(1));
    assertThat(policy.resources()).isEqualTo(Map.of("warehouse", 1, "disk", 2));
    assertThat(policy.pool()).hasValue("night");
    assertThat(policy.criticality()).isEqualTo(Policy.Criticality.HIGH);
    assertThat(policy.owners()).containsExactly("a@b", "c@d");
    assertThat(policy.isolation()).isEqualTo(new Isolation.ChildJvm("512m"));
    assertThat(policy.maxBatch()).isEqualTo(10);
    assertThat(policy.acceptsMessages()).isTrue();
    assertThat(policy.always()).isTrue();
    assertThat(Policy.DEFAULT.always()).isFalse();
  }

  @Test
  void impossibleValuesAreRefused() {
    assertThatThrownBy(() -> Policy.DEFAULT.withResource("w", 0))
        .hasMessage("The amount of resource 'w' is 0; it must be at least 1");
    assertThatThrownBy(() -> Policy.DEFAULT.withTimeout(Duration.ZERO))
        .hasMessageContaining("must be above 0");
    assertThatThrownBy(() -> Policy.DEFAULT.withMaxBatch(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Policy.DEFAULT.withRetries(-1, Duration.ZERO))
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> Isolation.childJvm("1x")).hasMessageContaining("512m or 4g");
  }

  @Test
  void retryRefusesWhatIsNoNumber() {
    Retry retry = Retry.times(3, Duration.ofSeconds(1));
    assertThatThrownBy(() -> retry.withBackoff(Double.NaN, Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> retry.withBackoff(0.5, Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> retry.withBackoff(Double.POSITIVE_INFINITY, Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> retry.withJitter(1.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> retry.withJitter(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> retry.withBackoff(2, Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(retry.withBackoff(2, Duration.ofHours(1)).withJitter(0).jitter()).isZero();
  }
}
