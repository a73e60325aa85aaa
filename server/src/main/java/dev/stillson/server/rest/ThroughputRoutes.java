package dev.stillson.server.rest;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.store.History;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import tools.jackson.core.JsonGenerator;

/** How much ended in the last hours, and how much there was to do. */
public final class ThroughputRoutes {
  private static final int LONGEST_HOURS = 24 * 31;
  private static final Duration BUCKET = Duration.ofMinutes(5);
  private static final int MOST_BUCKETS = 300;

  private final History history;
  private final QueueDepths depths;
  private final InstantSource clock;

  /** Routes to what {@code history} and {@code depths} know. */
  public ThroughputRoutes(History history, QueueDepths depths, InstantSource clock) {
    this.history = history;
    this.depths = depths;
    this.clock = clock;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get("/api/v1/throughput", Permission.VIEW, this::throughput));
  }

  private void throughput(Exchange exchange) throws HttpProblem, IOException {
    int hours = exchange.query("hours", 1, LONGEST_HOURS, 6);
    Duration asked = Duration.ofHours(hours);
    Duration stretch = BUCKET;
    while (asked.dividedBy(stretch) > MOST_BUCKETS) {
      stretch = stretch.multipliedBy(2);
    }
    int buckets = (int) asked.dividedBy(stretch);
    long seconds = stretch.toSeconds();
    long last = Math.floorDiv(clock.instant().getEpochSecond(), seconds);
    Instant from = Instant.ofEpochSecond((last - buckets + 1) * seconds);
    int[] done = new int[buckets];
    int[] failed = new int[buckets];
    for (History.Ends ends : history.ends(from, stretch, buckets)) {
      if (ends.ending() == AttemptEnd.Ending.DONE) {
        done[ends.stretch()] += ends.count();
      } else if (ends.ending() == AttemptEnd.Ending.FAILED) {
        failed[ends.stretch()] += ends.count();
      }
    }
    Map<Integer, QueueDepths.Depth> queue = depths.stretches(from, stretch, buckets);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("from", from.toString());
          json.writeNumberProperty("bucketSeconds", seconds);
          numbers("done", done, json);
          numbers("failed", failed, json);
          depths("pending", queue, buckets, QueueDepths.Depth::pending, json);
          depths("running", queue, buckets, QueueDepths.Depth::running, json);
          json.writeEndObject();
        });
  }

  private static void numbers(String name, int[] numbers, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private static void depths(
      String name,
      Map<Integer, QueueDepths.Depth> depths,
      int buckets,
      ToIntFunction<QueueDepths.Depth> number,
      JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    for (int bucket = 0; bucket < buckets; bucket++) {
      QueueDepths.Depth depth = depths.get(bucket);
      if (depth == null) {
        json.writeNull();
      } else {
        json.writeNumber(number.applyAsInt(depth));
      }
    }
    json.writeEndArray();
  }
}
