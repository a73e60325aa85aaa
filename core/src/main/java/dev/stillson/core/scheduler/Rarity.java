package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What few tasks have: failures, batches, remarks, an end to wait for. */
final class Rarity {
  /** How many awaited tasks are open. */
  int awaiting;

  @Nullable Batch batch;

  /** When too many failures disabled it. */
  @Nullable Instant disabledAt;

  @Nullable Failures failures;

  /** When it is forgotten. */
  @Nullable Timer removal;

  /** The last worker to say that it can run it, when several can. */
  @Nullable WorkerState latest;

  Optional<String> explanation = Optional.empty();
  Optional<String> message = Optional.empty();
  Optional<Double> percentage = Optional.empty();
  Optional<String> trackingUrl = Optional.empty();
  Map<String, String> responses = Map.of();

  void respond(String messageId, String response) {
    if (responses.isEmpty()) {
      responses = new TreeMap<>();
    }
    responses.put(messageId, response);
  }
}
