package dev.stillson;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How a node is to be treated; everything about it that is neither a parameter nor a dependency.
 *
 * <pre>{@code
 * Policy.DEFAULT.withRetries(3, ofMinutes(5)).withResource("warehouse", 1)
 * }</pre>
 *
 * @param priority higher runs first; 0 by default, may be negative
 * @param retry whether and when a failed attempt is followed by another
 * @param timeout how long one attempt may take; empty: as long as it likes
 * @param resources how much of which resource the task holds while it runs; amounts above 0, by
 *     name
 * @param pool the pool whose slots the task uses; empty: the default pool
 * @param criticality how loudly a final failure is reported
 * @param owners who is told about a final failure, such as mail addresses; a server is told only
 *     those of a {@link Family}
 * @param isolation where the task's code runs
 * @param maxBatch how many tasks may be combined to one, where parameters are batched; at least 1
 * @param acceptsMessages whether people may send messages to the running task
 * @param labels what a worker must have to be given the task, by name; without a server nobody asks
 * @param always whether the task runs once in every run, even when its output exists
 */
public record Policy(
    int priority,
    Retry retry,
    Optional<Duration> timeout,
    Map<String, Integer> resources,
    Optional<String> pool,
    Criticality criticality,
    List<String> owners,
    Isolation isolation,
    int maxBatch,
    boolean acceptsMessages,
    Map<String, String> labels,
    boolean always) {

  /** How loudly a final failure is reported. */
  public enum Criticality {
    /** In summaries only. */
    LOW,
    /** To the owners; the default. */
    NORMAL,
    /** To the owners, at once and repeatedly. */
    HIGH
  }

  /**
   * Priority 0, no retry, no timeout, no resources, default pool, normal criticality, no owners, a
   * thread of any worker, batches of any size, no messages, done when the output exists.
   */
  public static final Policy DEFAULT =
      new Policy(
          0,
          Retry.NONE,
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Criticality.NORMAL,
          List.of(),
          Isolation.THREAD,
          Integer.MAX_VALUE,
          false,
          Map.of(),
          false);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if an amount, the timeout or {@code maxBatch} is not above 0
   */
  public Policy {
    resources.forEach((name, amount) -> {
      if (amount < 1) {
        throw new IllegalArgumentException(
            "The amount of resource '%s' is %d; it must be at least 1".formatted(name, amount));
      }
    });
    timeout.ifPresent(time -> {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("The timeout is " + time + "; it must be above 0");
      }
    });
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch is " + maxBatch + "; it must be at least 1");
    }
    resources = Map.copyOf(resources);
    owners = List.copyOf(owners);
    labels = Map.copyOf(labels);
  }

  /** This policy with {@code priority}; higher runs first. */
  public Policy withPriority(int priority) {
    return with(copy -> copy.priority = priority);
  }

  /** This policy with {@code retry}. */
  public Policy withRetry(Retry retry) {
    return with(copy -> copy.retry = retry);
  }

  /**
   * This policy with up to {@code times} further attempts, the first of them {@code delay} after
   * the failure.
   */
  public Policy withRetries(int times, Duration delay) {
    return withRetry(Retry.times(times, delay));
  }

  /** This policy with a limit of {@code timeout} for each attempt. */
  public Policy withTimeout(Duration timeout) {
    return with(copy -> copy.timeout = Optional.of(timeout));
  }

  /**
   * This policy with {@code amount} of resource {@code name} held while the task runs, beside the
   * others.
   */
  public Policy withResource(String name, int amount) {
    Map<String, Integer> more = new TreeMap<>(resources);
    more.put(name, amount);
    return with(copy -> copy.resources = more);
  }

  /** This policy in pool {@code pool}. */
  public Policy withPool(String pool) {
    return with(copy -> copy.pool = Optional.of(pool));
  }

  /** This policy with {@code criticality}. */
  public Policy withCriticality(Criticality criticality) {
    return with(copy -> copy.criticality = criticality);
  }

  /** This policy with exactly these {@code owners}. */
  public Policy withOwners(String... owners) {
    return with(copy -> copy.owners = List.of(owners));
  }

  /** This policy with {@code isolation}. */
  public Policy withIsolation(Isolation isolation) {
    return with(copy -> copy.isolation = isolation);
  }

  /** This policy with at most {@code maxBatch} tasks combined to one. */
  public Policy withMaxBatch(int maxBatch) {
    return with(copy -> copy.maxBatch = maxBatch);
  }

  /** This policy for a task that people may send messages to while it runs. */
  public Policy withMessages() {
    return with(copy -> copy.acceptsMessages = true);
  }

  /** This policy for workers that have label {@code name} with {@code value}, beside the others. */
  public Policy withLabel(String name, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(name, value);
    return with(copy -> copy.labels = more);
  }

  /** This policy for a task that runs once in every run, even when its output exists. */
  public Policy withAlways() {
    return with(copy -> copy.always = true);
  }

  private Policy with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.policy();
  }

  /** A policy in the making: all that another says, one thing of it to be changed. */
  private static final class Copy {
    private int priority;
    private Retry retry;
    private Optional<Duration> timeout;
    private Map<String, Integer> resources;
    private Optional<String> pool;
    private Criticality criticality;
    private List<String> owners;
    private Isolation isolation;
    private int maxBatch;
    private boolean acceptsMessages;
    private Map<String, String> labels;
    private boolean always;

    Copy(Policy policy) {
      this.priority = policy.priority;
      this.retry = policy.retry;
      this.timeout = policy.timeout;
      this.resources = policy.resources;
      this.pool = policy.pool;
      this.criticality = policy.criticality;
      this.owners = policy.owners;
      this.isolation = policy.isolation;
      this.maxBatch = policy.maxBatch;
      this.acceptsMessages = policy.acceptsMessages;
      this.labels = policy.labels;
      this.always = policy.always;
    }

    Policy policy() {
      return new Policy(
          priority,
          retry,
          timeout,
          resources,
          pool,
          criticality,
          owners,
          isolation,
          maxBatch,
          acceptsMessages,
          labels,
          always);
    }
  }
}
