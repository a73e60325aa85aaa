package dev.stillson.worker;

import dev.stillson.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a run, read from its graph, which changes no more. */
final class Outcomes implements RunResult {
  private final RunFolder folder;
  private final Instant started;
  private final Duration duration;
  private final Graph graph;
  private final boolean cancelled;
  private final Counts counts;
  private final Blockers blockers = new Blockers(Outcomes::isCause, Outcomes::isNotRun);
  private Vertex @Nullable [] ordered;

  Outcomes(RunFolder folder, Instant started, Duration duration, Graph graph, boolean cancelled) {
    this.folder = folder;
    this.started = started;
    this.duration = duration;
    this.graph = graph;
    this.cancelled = cancelled;
    this.counts = count(graph.vertices().from(0));
  }

  private static Counts count(Vertex[] vertices) {
    Tally<TaskOutcome.State> tally = new Tally<>(TaskOutcome.State.class);
    int retried = 0;
    for (Vertex vertex : vertices) {
      tally.add(state(vertex));
      if (vertex.fate == Vertex.Fate.DONE && vertex.failures > 0) {
        retried++;
      }
    }
    return new Counts(
        tally.of(TaskOutcome.State.DONE) + tally.of(TaskOutcome.State.DONE_ELSEWHERE),
        tally.of(TaskOutcome.State.ALREADY_DONE),
        tally.of(TaskOutcome.State.FAILED),
        tally.of(TaskOutcome.State.MISSING),
        tally.of(TaskOutcome.State.BROKEN),
        tally.of(TaskOutcome.State.NOT_RUN),
        tally.of(TaskOutcome.State.CANCELLED),
        retried);
  }

  static TaskOutcome.State state(Vertex vertex) {
    return switch (vertex.fate) {
      case DONE -> TaskOutcome.State.DONE;
      case DONE_ELSEWHERE -> TaskOutcome.State.DONE_ELSEWHERE;
      case FAILED, FAILED_ELSEWHERE -> TaskOutcome.State.FAILED;
      case RUNNING, CANCELLED -> TaskOutcome.State.CANCELLED;
      case WAITING ->
          switch (vertex.state) {
            case DONE -> TaskOutcome.State.ALREADY_DONE;
            case MISSING -> TaskOutcome.State.MISSING;
            case BROKEN -> TaskOutcome.State.BROKEN;
            case TO_RUN, BLOCKED -> TaskOutcome.State.NOT_RUN;
          };
    };
  }

  private static boolean isCause(Vertex vertex) {
    return switch (state(vertex)) {
      case FAILED, MISSING, BROKEN, CANCELLED -> true;
      case DONE, DONE_ELSEWHERE, ALREADY_DONE, NOT_RUN -> false;
    };
  }

  private static boolean isNotRun(Vertex vertex) {
    return state(vertex) == TaskOutcome.State.NOT_RUN;
  }

  @Override
  public String run() {
    return folder.run();
  }

  @Override
  public Path folder() {
    return folder.folder();
  }

  @Override
  public Instant started() {
    return started;
  }

  @Override
  public Duration duration() {
    return duration;
  }

  @Override
  public Status status() {
    // A run that was cancelled when all was done already is what it would have been.
    if (cancelled && counts.notRun() + counts.cancelled() > 0) {
      return Status.CANCELLED;
    }
    if (counts.failed() > 0) {
      return counts.broken() > 0 ? Status.FAILED_AND_PLANNING_FAILED : Status.FAILED;
    }
    if (counts.broken() > 0) {
      return Status.PLANNING_FAILED;
    }
    if (counts.missing() > 0) {
      return Status.MISSING_EXTERNAL;
    }
    if (counts.notRun() + counts.cancelled() > 0) {
      return Status.NOT_RUN;
    }
    return counts.retried() > 0 ? Status.SUCCESS_WITH_RETRY : Status.SUCCESS;
  }

  @Override
  public ExitCode exitCode() {
    return switch (status()) {
      case SUCCESS, SUCCESS_WITH_RETRY -> ExitCode.OK;
      case FAILED, FAILED_AND_PLANNING_FAILED -> ExitCode.FAILED;
      case PLANNING_FAILED -> ExitCode.PLANNING;
      case MISSING_EXTERNAL -> ExitCode.MISSING;
      case NOT_RUN -> ExitCode.NOT_RUN;
      case CANCELLED -> ExitCode.CANCELLED;
    };
  }

  @Override
  public Counts counts() {
    return counts;
  }

  @Override
  public List<TaskOutcome> tasks() {
    Vertex[] vertices = ordered();
    return new AbstractList<>() {
      @Override
      public TaskOutcome get(int index) {
        return outcome(vertices[index]);
      }

      @Override
      public int size() {
        return vertices.length;
      }
    };
  }

  private synchronized Vertex[] ordered() {
    Vertex[] vertices = ordered;
    if (vertices == null) {
      vertices = Order.of(graph.vertices(), 0);
      ordered = vertices;
    }
    return vertices;
  }

  @Override
  public Optional<TaskOutcome> task(Node node) {
    return graph.vertices().find(node).map(this::outcome);
  }

  private TaskOutcome outcome(Vertex vertex) {
    return new TaskOutcome(
        vertex,
        state(vertex),
        vertex.attempts,
        Duration.ofNanos(vertex.nanos),
        Optional.ofNullable(vertex.failure),
        vertex.attempts == 0 ? Optional.empty() : Optional.of(log(vertex)),
        List.copyOf(blockers(vertex)));
  }

  /** The log file of the last attempt. */
  Path log(Vertex vertex) {
    return folder.logs().resolve(vertex.id() + "." + vertex.attempts + ".log");
  }

  List<Vertex> blockers(Vertex vertex) {
    return blockers.of(vertex);
  }

  Vertex[] vertices() {
    return graph.vertices().from(0);
  }

  @Override
  public String summary() {
    return new Summary(this).text();
  }

  @Override
  public String toString() {
    return "Run " + run() + ": " + status();
  }
}
