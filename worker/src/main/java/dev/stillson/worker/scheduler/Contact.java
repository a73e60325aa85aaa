package dev.stillson.worker.scheduler;

import dev.stillson.protocol.worker.WorkerResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server answers, and how long to wait where it does not; people are told when that
 * changes. Safe for threads.
 */
final class Contact {
  private static final Logger LOG = LoggerFactory.getLogger(HttpScheduler.class);

  private final ServerAddress address;
  private final Backoff backoff = new Backoff();
  private boolean away;

  Contact(ServerAddress address) {
    this.address = address;
  }

  /** The server has answered; the same response. */
  WorkerResponse answered(WorkerResponse response) {
    boolean back;
    synchronized (this) {
      back = away;
      away = false;
    }
    backoff.reset();
    if (back) {
      LOG.warn("The scheduler at {} answers again", address);
    }
    return response;
  }

  /**
   * The server has not answered.
   *
   * @param matters whether people should know
   */
  void unanswered(IOException cause, boolean matters) {
    boolean fresh;
    synchronized (this) {
      fresh = matters && !away;
      away = true;
    }
    if (fresh) {
      LOG.warn(
          "The scheduler at {} does not answer; what runs goes on ({})", address, cause.toString());
    }
  }

  /** How long to wait before the next try; longer each time that there is no answer. */
  Duration pause() {
    return backoff.next();
  }
}
