package dev.stillson.server.scheduler;

import dev.stillson.server.store.Changeset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Commands that are stored together.
 *
 * @param changes what they changed
 * @param committed the same for those who listen, who may be told of workers besides
 * @param replies released once it is stored
 * @param forget history before this is deleted afterwards, in small steps
 */
record Group(
    Changeset changes, Committed committed, List<Reply<?>> replies, Optional<Instant> forget) {

  /** Whether there is nothing to store and nothing to tell those who listen. */
  boolean isQuiet() {
    return changes.isEmpty() && committed.workers().isEmpty() && forget.isEmpty();
  }
}
