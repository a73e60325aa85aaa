package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a task is not running, or that it is. */
public sealed interface Why {

  /** It is done. */
  record Done() implements Why {}

  /**
   * It is running, alone or in a batch.
   *
   * @param worker where
   * @param attempt the number of the attempt
   * @param since since when
   */
  record Running(String worker, int attempt, Instant since) implements Why {}

  /**
   * It stopped in the middle to wait for others.
   *
   * @param worker where
   * @param open what it waits for; empty: it may go on as soon as its worker has room and its
   *     resources are free
   */
  record Parked(String worker, List<String> open) implements Why {}

  /**
   * Dependencies have not come to an end.
   *
   * @param open which
   */
  record Waiting(List<String> open) implements Why {}

  /**
   * It depends on itself, so that it waits for ever.
   *
   * @param path task ids, each depending on the next; the first and the last are the task
   */
  record Cycle(List<String> path) implements Why {}

  /**
   * A task that it depends on will not get done by itself.
   *
   * @param path task ids, each depending on the next; the first is the task, the last the cause
   */
  record Doomed(List<String> path) implements Why {}

  /**
   * It failed and is tried again.
   *
   * @param at when
   */
  record Retrying(Instant at) implements Why {}

  /**
   * It failed for good.
   *
   * @param error what was reported
   */
  record Failed(Optional<String> error) implements Why {}

  /**
   * It is disabled.
   *
   * @param until when it is tried again; empty: when somebody re-enables it
   */
  record Disabled(Optional<Instant> until) implements Why {}

  /** It is not there, and no worker can make it. */
  record Missing() implements Why {}

  /** Its requirements or its output could not be asked for. */
  record Broken() implements Why {}

  /** It is named as a dependency and has not been announced. */
  record Unannounced() implements Why {}

  /** It could run, and the scheduler is paused. */
  record Paused() implements Why {}

  /**
   * It could run, and resources are used up.
   *
   * @param shortages which
   */
  record Scarce(List<Shortage> shortages) implements Why {}

  /**
   * It could run, and of those that could take it no worker has the labels that it needs.
   *
   * @param labels which it needs
   */
  record Incapable(Map<String, String> labels) implements Why {}

  /** It could run, and no worker that could take it asks for work. */
  record Unattended() implements Why {}

  /**
   * It could run, and all workers that could take it are full.
   *
   * @param workers how many there are
   * @param slots how many tasks they run at once, all together
   */
  record Busy(int workers, int slots) implements Why {}

  /** It is next in line: a worker with room gets it, unless better ranked tasks come first. */
  record Ready() implements Why {}

  /**
   * A resource of which too little is left.
   *
   * @param resource its name
   * @param needed how much the task needs; more than {@code total}: it can never run
   * @param used how much is in use
   * @param total how much there is
   */
  record Shortage(String resource, double needed, double used, double total) {}
}
