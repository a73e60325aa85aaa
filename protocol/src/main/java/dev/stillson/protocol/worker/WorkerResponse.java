package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Standing;
import java.util.List;

/**
 * What the server answers.
 *
 * @param replies one for each command, in their order
 * @param standing how the worker stands after them
 */
public record WorkerResponse(List<Reply> replies, Standing standing) {
  /** Copies the list. */
  public WorkerResponse {
    replies = List.copyOf(replies);
  }
}
