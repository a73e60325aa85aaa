package dev.stillson.worker;

import dev.stillson.worker.scheduler.Timer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time an attempt may take; it stands still while the attempt is parked. */
final class TimeLimit {
  private final Timer timer;
  private final Runnable over;
  private Duration left;
  private Instant since = Instant.EPOCH;
  private Timer.@Nullable Alarm alarm;

  TimeLimit(Timer timer, Duration limit, Runnable over) {
    this.timer = timer;
    this.left = limit;
    this.over = over;
  }

  /** Lets time pass. */
  synchronized void start() {
    since = timer.now();
    alarm = timer.after(left, over);
  }

  /** Lets time stand still. */
  synchronized void stop() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
      Duration rest = left.minus(Duration.between(since, timer.now()));
      left = rest.isNegative() ? Duration.ZERO : rest;
    }
  }
}
