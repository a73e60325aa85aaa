package dev.stillson.core.scheduler;

import java.util.Map;
import java.util.Optional;

/**
 * The conditions under which tasks run. Immutable; tasks of one family should share one object.
 *
 * @param demand the resources held while the task runs; a pool is a resource of which each of its
 *     tasks holds 1
 * @param retry what follows a failure
 * @param batching how the announcing worker combines tasks of this family; empty: not at all
 * @param acceptsMessages whether people may send messages to the running task
 * @param module the Python module that defines the family; empty: none that is known
 * @param labels what a worker must have to be given a task, by name; empty: nothing
 */
public record Terms(
    Demand demand,
    RetryRule retry,
    Optional<Batching> batching,
    boolean acceptsMessages,
    Optional<String> module,
    Map<String, String> labels) {

  /** No resources, no retry, no batches, no messages. */
  public static final Terms PLAIN = new Terms(Demand.NONE, RetryRule.NONE, Optional.empty(), false);

  /** Copies the labels. */
  public Terms {
    labels = Map.copyOf(labels);
  }

  /** Terms that any worker fulfils. */
  public Terms(
      Demand demand,
      RetryRule retry,
      Optional<Batching> batching,
      boolean acceptsMessages,
      Optional<String> module) {
    this(demand, retry, batching, acceptsMessages, module, Map.of());
  }

  /** Terms of a family that no Python module defines. */
  public Terms(
      Demand demand, RetryRule retry, Optional<Batching> batching, boolean acceptsMessages) {
    this(demand, retry, batching, acceptsMessages, Optional.empty());
  }

  /** These terms with {@code demand}. */
  public Terms withDemand(Demand demand) {
    return new Terms(demand, retry, batching, acceptsMessages, module, labels);
  }

  /** These terms with {@code retry}. */
  public Terms withRetry(RetryRule retry) {
    return new Terms(demand, retry, batching, acceptsMessages, module, labels);
  }

  /** These terms with {@code batching}. */
  public Terms withBatching(Batching batching) {
    return new Terms(demand, retry, Optional.of(batching), acceptsMessages, module, labels);
  }

  /** These terms with {@code acceptsMessages}. */
  public Terms withMessages(boolean acceptsMessages) {
    return new Terms(demand, retry, batching, acceptsMessages, module, labels);
  }

  /** These terms for workers with {@code labels}. */
  public Terms withLabels(Map<String, String> labels) {
    return new Terms(demand, retry, batching, acceptsMessages, module, labels);
  }

  /** These terms with {@code module}. */
  public Terms withModule(Optional<String> module) {
    return new Terms(demand, retry, batching, acceptsMessages, module, labels);
  }
}
