package dev.stillson.worker;

import dev.stillson.ExternalTask;
import dev.stillson.Node;
import dev.stillson.Producer;
import dev.stillson.Target;
import dev.stillson.WrapperTask;
import dev.stillson.core.parameter.TaskType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node in the graph of a run. There are a million of them in a large one, so what is rare is kept
 * together in one field and what can be computed again is not kept.
 *
 * <p>Planning fields are written by the thread that plans, before the task is announced; run fields
 * by the thread that holds the {@link Desk}.
 */
final class Vertex implements PlannedTask {
  static final Vertex[] NONE = {};

  private final Node node;
  private final TaskType type;
  private final String id;

  /** The node's hash, since a record computes its own each time. */
  final int hash;

  /** Position among all vertices, in the order in which they were found. */
  final int index;

  /** Required; in the order of {@code requires()}. */
  Vertex[] hard = NONE;

  Vertex[] soft = NONE;
  State state = State.TO_RUN;

  /** Whether the real place does not count: what was asked for in a test environment. */
  boolean strict;

  /** In a test environment: complete, though only in the real place. */
  boolean real;

  /** Scratch for passes over the graph. */
  int mark = -1;

  /** Whether the scheduler named it, rather than the pipeline: nobody looked for its output. */
  boolean adopted;

  /** How often running tasks found something new on the way to this one; 0: it was planned. */
  int rounds;

  /** Why it is broken, or why its last failed attempt failed. */
  @Nullable Failure failure;

  /** What the run made of it. */
  Fate fate = Fate.WAITING;

  int attempts;
  int failures;
  long nanos;

  /** What a run made of a task. */
  enum Fate {
    /** Nothing (yet). */
    WAITING,
    /** An attempt runs or is parked. */
    RUNNING,
    /** Done in this run. */
    DONE,
    /** The last attempt failed. */
    FAILED,
    /** The last attempt was ended by cancelling. */
    CANCELLED,
    /** Another worker got it done. */
    DONE_ELSEWHERE,
    /** It failed for good with another worker. */
    FAILED_ELSEWHERE
  }

  Vertex(Node node, TaskType type, String id, int hash, int index) {
    this.node = node;
    this.type = type;
    this.id = id;
    this.hash = hash;
    this.index = index;
  }

  TaskType type() {
    return type;
  }

  boolean isWrapper() {
    return node instanceof WrapperTask;
  }

  boolean isExternal() {
    return node instanceof ExternalTask<?>;
  }

  void breakWith(Failure cause) {
    state = State.BROKEN;
    failure = cause;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public String family() {
    return type.family();
  }

  @Override
  public String name() {
    return type.display(node);
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public List<PlannedTask> dependencies() {
    return List.of(hard);
  }

  @Override
  public List<PlannedTask> softDependencies() {
    return List.of(soft);
  }

  @Override
  public Optional<Target> output() {
    if (state == State.BROKEN || !(node instanceof Producer<?> producer)) {
      return Optional.empty();
    }
    return Optional.of(producer.output());
  }

  @Override
  public Optional<Failure> failure() {
    return state == State.BROKEN ? Optional.ofNullable(failure) : Optional.empty();
  }

  @Override
  public String toString() {
    return name();
  }
}
