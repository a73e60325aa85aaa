package dev.stillson.server.metrics;

import dev.stillson.server.http.Route;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many requests there were, by route and kind of answer, and how long they took. The library's
 * own histograms are not used: they would be made at the start of a process that has to be quick.
 */
final class RequestTimes {
  private static final double[] BOUNDS = {
    0.000_25,
    0.000_5,
    0.001,
    0.002_5,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    10,
    Double.POSITIVE_INFINITY
  };

  private final Map<Key, Times> times = new ConcurrentHashMap<>();

  private record Key(String route, String verb, String answer) {}

  private static final class Times {
    final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length);
    final LongAdder nanos = new LongAdder();
  }

  /** Counts a request; {@code route}: null for nothing that exists. */
  void add(@Nullable Route route, int status, long nanos) {
    Key key =
        route == null
            ? new Key("none", "", status / 100 + "xx")
            : new Key(route.path().toString(), route.verb().name(), status / 100 + "xx");
    Times own = times.computeIfAbsent(key, _ -> new Times());
    int bucket = 0;
    while (nanos * 1e-9 > BOUNDS[bucket]) {
      bucket++;
    }
    own.buckets.incrementAndGet(bucket);
    own.nanos.add(nanos);
  }

  List<MetricSnapshot> snapshots() {
    HistogramSnapshot.Builder all =
        HistogramSnapshot.builder()
            .name("stillson_http_request_seconds")
            .help("How long requests took, by route, method and kind of answer.");
    times.forEach((key, own) -> {
      long[] counts = new long[BOUNDS.length];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = own.buckets.get(i);
      }
      all.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .classicHistogramBuckets(box(counts))
              .sum(own.nanos.sum() * 1e-9)
              .labels(Labels.of("route", key.route, "method", key.verb, "answer", key.answer))
              .build());
    });
    return List.of(all.build());
  }

  private static ClassicHistogramBuckets box(long[] counts) {
    Double[] bounds = new Double[BOUNDS.length];
    Long[] numbers = new Long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      bounds[i] = BOUNDS[i];
      numbers[i] = counts[i];
    }
    return ClassicHistogramBuckets.of(List.of(bounds), List.of(numbers));
  }
}
