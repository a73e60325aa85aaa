package dev.stillson.worker;

import dev.stillson.Node;
import java.util.List;
import java.util.Optional;

/** What a run would do, as far as can be said without running anything. */
public interface Plan {

  /** The tasks that were asked for, in that order. */
  List<PlannedTask> roots();

  /** Every task that was looked at, dependencies before those that require them. */
  List<PlannedTask> tasks();

  /** How many tasks are in {@code state}. */
  int count(PlannedTask.State state);

  /** The planned form of {@code node}; empty if the plan did not come across it. */
  Optional<PlannedTask> find(Node node);

  /** Who requires {@code task} directly, softly or not; empty for a root that nobody requires. */
  List<PlannedTask> dependants(PlannedTask task);

  /**
   * For a blocked task: the missing or broken tasks that hold it up, directly or further up,
   * nearest first; at most ten. Else empty.
   */
  List<PlannedTask> blockers(PlannedTask task);
}
