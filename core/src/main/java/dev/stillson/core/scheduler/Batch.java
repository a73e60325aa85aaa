package dev.stillson.core.scheduler;

import java.util.LinkedHashSet;
import java.util.Set;

/** Tasks that one runner runs as one. */
final class Batch {
  final String id;

  /** Those that are {@link Status#BATCH_RUNNING}; the runner is not among them. */
  final Set<TaskState> members = new LinkedHashSet<>();

  Batch(String id) {
    this.id = id;
  }
}
