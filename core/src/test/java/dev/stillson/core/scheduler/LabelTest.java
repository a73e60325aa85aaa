package dev.stillson.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks go to workers that have what they need. */
class LabelTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Map<String, String> GPU = Map.of("gpu", "yes");

  private final Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);

  private void register(String worker, Map<String, String> labels, Assistance assistance) {
    scheduler.apply(
        new Command.RegisterWorker(
            worker, new WorkerProfile("host", 1, labels, assistance, Map.of())),
        NOW);
  }

  private void announce(String worker, String id, Terms terms) {
    scheduler.apply(
        new Command.Announce(
            worker,
            List.of(
                new Announcement(
                    id,
                    "Train",
                    Parameters.NONE,
                    List.of(),
                    List.of(),
                    Presence.PENDING,
                    0,
                    terms))),
        NOW);
  }

  private List<String> claim(String worker) {
    return scheduler.apply(new Command.Claim(worker, 1), NOW).assignments().stream()
        .map(Assignment::taskId)
        .toList();
  }

  @Test
  void aTaskIsGivenOnlyToAWorkerWithItsLabels() {
    register("plain", Map.of("gpu", "no"), Assistance.NONE);
    announce("plain", "t", Terms.PLAIN.withLabels(GPU));
    announce("plain", "any", Terms.PLAIN);
    assertThat(claim("plain")).containsExactly("any");
    assertThat(claim("plain")).isEmpty();
    assertThat(scheduler.why("t")).isEqualTo(Optional.of(new Why.Incapable(GPU)));
    register("other", Map.of(), new Assistance.Anything());
    assertThat(claim("other")).isEmpty();
    long before = scheduler.openings();
    register("strong", Map.of("gpu", "yes", "zone", "a"), new Assistance.Anything());
    assertThat(scheduler.openings()).as("waiting claims are tried again").isNotEqualTo(before);
    assertThat(scheduler.why("t")).isEqualTo(Optional.of(new Why.Ready()));
    assertThat(scheduler.isClaimWorthwhile("other")).isFalse();
    assertThat(scheduler.isClaimWorthwhile("strong")).isTrue();
    assertThat(claim("strong")).containsExactly("t");
  }

  @Test
  void resourcesAreNotKeptBackForWhoeverOnlySubmitted() {
    Terms scarce = Terms.PLAIN.withDemand(Demand.of(Map.of("disk", 1.0)));
    announce("submission", "first", scarce);
    scheduler.apply(new Command.Claim("submission", 0), NOW);
    register("plain", Map.of(), Assistance.NONE);
    announce("plain", "second", scarce);
    assertThat(claim("plain")).containsExactly("second");
  }

  @Test
  void resourcesAreNotKeptBackForAWorkerWithoutTheLabels() {
    Terms scarce = Terms.PLAIN.withDemand(Demand.of(Map.of("disk", 1.0)));
    register("plain", Map.of(), Assistance.NONE);
    announce("plain", "first", scarce.withLabels(GPU));
    announce("plain", "second", scarce);
    assertThat(claim("plain")).containsExactly("second");
  }

  @Test
  void labelsOutliveARestart() {
    register("plain", Map.of(), Assistance.NONE);
    announce("plain", "t", Terms.PLAIN.withLabels(GPU));
    Scheduler restored =
        Scheduler.restore(SchedulerSettings.DAEMON, Changes.NONE, scheduler.snapshot());
    assertThat(restored.apply(new Command.Claim("plain", 1), NOW).assignments()).isEmpty();
    assertThat(restored.why("t")).isEqualTo(Optional.of(new Why.Incapable(GPU)));
  }
}
