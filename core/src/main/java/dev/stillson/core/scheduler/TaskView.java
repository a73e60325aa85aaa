package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A task as it is now, without a copy: to be read before the next command. */
public sealed interface TaskView permits TaskState {

  /** The task's id. */
  String id();

  /** Whether there is such a task; otherwise others only name it as their dependency. */
  boolean isKnown();

  /** The task's family; empty while it is only named as a dependency. */
  String family();

  /** Its parameters. */
  Parameters parameters();

  /** The conditions under which it runs. */
  Terms terms();

  /** Higher runs first. */
  double priority();

  /** Where it is in its life. */
  Status status();

  /** When it was first heard of. */
  Instant heard();

  /** When its status last changed. */
  Instant updated();

  /** The workers able to run it, by the order in which they were first heard of. */
  List<String> able();

  /** The worker that runs it or ran it last; empty: none, or one that is lost. */
  Optional<String> runner();

  /** When it was last handed out. */
  Optional<Instant> started();

  /** The resources it holds, or held when it ran last. */
  Optional<Demand> held();

  /** Whether too many failures disabled it. */
  boolean isDisabledByScheduler();

  /** The error, or what it told about its result. */
  Optional<String> explanation();

  /** What it is doing. */
  Optional<String> message();

  /** How far it is. */
  Optional<Double> percentage();

  /** Where it can be watched. */
  Optional<String> trackingUrl();
}
