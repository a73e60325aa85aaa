package dev.stillson.worker.scheduler;

import java.io.IOException;

/** The scheduler cannot be used. The message is for people. */
public final class SchedulerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A sentence with its subject first, facts one per line, a hint last. */
  public SchedulerException(String message) {
    super(message, null, false, false);
  }

  /** The server at {@code address} does not answer; {@code cause} is what was seen of that. */
  public static SchedulerException unreachable(ServerAddress address, IOException cause) {
    return new SchedulerException(
        "The scheduler cannot be reached\n  address: "
            + address
            + "\n  cause:   "
            + cause
            + "\nhint: stillson server starts one");
  }
}
