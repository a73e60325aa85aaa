package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.Target;
import java.util.List;
import java.util.Optional;

/** One node of a plan, and of the run that follows it. Prints as its {@link #name()}. */
public interface PlannedTask {

  /** The task id, unique in the plan. */
  String id();

  /** The node. */
  Node node();

  /** The node's family. */
  String family();

  /** What people call it: {@code WordCount(date=2026-11-21)}; secrets are masked. */
  String name();

  /** Where it stands when planning ends; what the run makes of it is in {@link TaskOutcome}. */
  State state();

  /**
   * What it waits for, in the order of {@code requires()}. Empty if {@code requires()} was not
   * called, as for a complete node.
   */
  List<PlannedTask> dependencies();

  /** What it waits for but does not need to succeed. */
  List<PlannedTask> softDependencies();

  /** Its target, where the pipeline says; empty for wrappers and broken tasks. */
  Optional<Target> output();

  /** Why it is {@link State#BROKEN}. */
  Optional<Failure> failure();

  /** Where a node stands when planning ends. */
  enum State {
    /** Its target exists; for a wrapper: everything it requires is complete. */
    DONE,
    /** It is to be run, as soon as what it requires is complete. */
    TO_RUN,
    /** An external task's target does not exist. */
    MISSING,
    /** It could not be planned; {@link PlannedTask#failure()} says why. */
    BROKEN,
    /** It cannot run since something it requires is missing or broken, directly or further up. */
    BLOCKED
  }
}
