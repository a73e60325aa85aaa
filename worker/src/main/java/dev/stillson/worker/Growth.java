package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.PermanentFailure;
import dev.stillson.Producer;
import dev.stillson.core.parameter.InvalidTaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Adds what running tasks require to the graph, and tells the scheduler. Safe for threads. */
final class Growth {
  private final Run run;
  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();

  Growth(Run run) {
    this.run = run;
  }

  /**
   * The vertices of {@code nodes}, which {@code attempt} needs, known to the scheduler unless they
   * are complete.
   *
   * @throws PermanentFailure if one cannot be a task, or cannot be told from another, or if this
   *     seems to have no end
   */
  List<Vertex> add(Attempt attempt, List<? extends Node> nodes) throws InterruptedException {
    List<Vertex> known = known(nodes);
    if (known.size() == nodes.size()) {
      return known;
    }
    if (++attempt.rounds > run.options().rounds()) {
      throw endless(attempt.vertex());
    }
    Request request = new Request(List.copyOf(nodes), attempt.rounds);
    requests.add(request);
    lock.lockInterruptibly();
    try {
      if (!request.isDone()) {
        List<Request> all = new ArrayList<>();
        for (Request next = requests.poll(); next != null; next = requests.poll()) {
          all.add(next);
        }
        complete(all);
      }
    } finally {
      lock.unlock();
    }
    return request.vertices();
  }

  private PermanentFailure endless(Vertex vertex) {
    return new PermanentFailure(
        vertex.name()
            + (vertex.rounds == 0 ? "" : ", or those that found that they need it,")
            + " found new tasks to need more than "
            + run.options().rounds()
            + " times\nhint: if it is to come to an end, set rounds in [run] to more");
  }

  /** Looks for all requests at once, so that stores are asked once; if that fails, one by one. */
  private void complete(List<Request> all) {
    List<Node> nodes = new ArrayList<>();
    int round = 0;
    for (Request request : all) {
      nodes.addAll(request.nodes);
      round = Math.max(round, request.round);
    }
    try {
      List<Vertex> found = explore(nodes, round);
      int at = 0;
      for (Request request : all) {
        request.found = found.subList(at, at + request.nodes.size());
        at += request.nodes.size();
      }
    } catch (PermanentFailure e) {
      if (all.size() == 1) {
        all.getFirst().failure = e;
      } else {
        for (Request request : all) {
          complete(List.of(request));
        }
      }
    }
  }

  private List<Vertex> explore(List<Node> nodes, int round) {
    int from = run.graph().vertices().size();
    List<Vertex> found;
    try {
      found = run.graph().discovery().explore(nodes, false);
    } catch (InvalidTaskType e) {
      throw new PermanentFailure(Failures.message(e), e);
    }
    List<String> ambiguities = run.graph().vertices().ambiguities();
    if (!ambiguities.isEmpty()) {
      throw new PermanentFailure(String.join("\n", ambiguities));
    }
    for (Vertex vertex : run.graph().vertices().from(from)) {
      vertex.rounds = round;
    }
    if (run.graph().vertices().size() > from) {
      run.announce(from);
      run.desk().wake();
    }
    return found;
  }

  /** What one task requires. Its fields belong to whoever holds the lock. */
  private static final class Request {
    private final List<Node> nodes;
    private final int round;
    private @Nullable List<Vertex> found;
    private @Nullable PermanentFailure failure;

    Request(List<Node> nodes, int round) {
      this.nodes = nodes;
      this.round = round;
    }

    boolean isDone() {
      return found != null || failure != null;
    }

    List<Vertex> vertices() {
      List<Vertex> vertices = found;
      if (vertices == null) {
        throw failure == null ? new PermanentFailure("Nothing was found") : failure;
      }
      return vertices;
    }
  }

  /** Does something with the graph while nothing is added to it. */
  void alone(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** As many of {@code nodes} as are known without looking. */
  private List<Vertex> known(List<? extends Node> nodes) {
    List<Vertex> known = new ArrayList<>(nodes.size());
    if (lock.tryLock()) {
      try {
        for (Node node : nodes) {
          Optional<Vertex> vertex = run.graph().vertices().find(node);
          if (vertex.isEmpty()) {
            return known;
          }
          known.add(vertex.get());
        }
      } finally {
        lock.unlock();
      }
    }
    return known;
  }

  /**
   * Whether the output of {@code node} is in the real place only; for a node that nobody looked at,
   * as with {@code --only}, asks its store.
   */
  boolean isReal(Producer<?> node) {
    Optional<Vertex> vertex = run.graph().vertices().find(node);
    if (vertex.isPresent() && vertex.get().fate == Vertex.Fate.DONE) {
      return false;
    }
    if (vertex.isPresent() && vertex.get().state == PlannedTask.State.DONE) {
      return vertex.get().real;
    }
    return run.graph().existence().isReal(node);
  }
}
