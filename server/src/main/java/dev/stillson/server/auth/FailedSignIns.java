package dev.stillson.server.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed attempts to sign in, by address and by user at an address, so that passwords cannot
 * be tried in great numbers. Safe for use by many threads.
 */
final class FailedSignIns {
  /** How long after the first of them failures are remembered. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final int MOST_PER_USER = 10;
  private static final int MOST_PER_ADDRESS = 100;
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > REMEMBERED;
        }
      };

  FailedSignIns(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Count {
    final Instant since;
    int failures;

    Count(Instant since) {
      this.since = since;
    }
  }

  /** How long to wait before another attempt is looked at; zero: not at all. */
  synchronized Duration wait(String address, String user) {
    Duration byUser = wait(address + ' ' + user, MOST_PER_USER);
    Duration byAddress = wait(address, MOST_PER_ADDRESS);
    return byUser.compareTo(byAddress) > 0 ? byUser : byAddress;
  }

  private Duration wait(String key, int most) {
    Count count = counts.get(key);
    if (count == null || count.failures < most) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), count.since.plus(WINDOW));
    return left.isPositive() ? left : Duration.ZERO;
  }

  synchronized void failed(String address, String user) {
    count(address + ' ' + user);
    count(address);
  }

  private void count(String key) {
    Instant now = clock.instant();
    Count count = counts.get(key);
    if (count == null || count.since.plus(WINDOW).isBefore(now)) {
      counts.remove(key);
      count = new Count(now);
      counts.put(key, count);
    }
    count.failures++;
  }
}
