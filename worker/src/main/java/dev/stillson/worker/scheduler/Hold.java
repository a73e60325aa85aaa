package dev.stillson.worker.scheduler;

import java.time.Duration;

/**
 * The request that the server holds, and whether that is sign enough that the worker lives, so that
 * it need not beat. The server says for how long that is so; one that does not say so wants all
 * heartbeats. Not safe for threads.
 */
final class Hold {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration silence = Duration.ZERO;
  private boolean underWay;
  private long since;

  /**
   * A request is about to be sent that may be held.
   *
   * @param nanos the present time by {@link System#nanoTime}
   * @return for how long it may be held
   */
  Duration begin(long nanos) {
    underWay = true;
    since = nanos;
    return silence.isZero() ? LONGEST : silence;
  }

  /** The request was answered. */
  void end() {
    underWay = false;
  }

  /** The request was not answered; whatever answers next may be another server. */
  void fail() {
    underWay = false;
    silence = Duration.ZERO;
  }

  /** The server says how long a held request is sign enough; zero: it is none. */
  void told(Duration silence) {
    this.silence = silence.compareTo(LONGEST) < 0 ? silence : LONGEST;
  }

  /** Whether the server knows from the held request that the worker, which is at nothing, lives. */
  boolean isSign(long nanos) {
    return underWay && nanos - since < silence.toNanos();
  }
}
