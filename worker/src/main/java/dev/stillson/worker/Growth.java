package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.PermanentFailure;
import dev.stillson.Producer;
import dev.stillson.core.parameter.InvalidTaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Adds what running tasks require to the graph, and tells the scheduler. Safe for threads. */
final class Growth {
  private final Run run;
  private final ReentrantLock lock = new ReentrantLock();

  Growth(Run run) {
    this.run = run;
  }

  /**
   * The vertices of {@code nodes}, known to the scheduler unless they are complete.
   *
   * @throws PermanentFailure if one cannot be a task, or cannot be told from another
   */
  List<Vertex> add(List<? extends Node> nodes) throws InterruptedException {
    List<Vertex> known = known(nodes);
    if (known.size() == nodes.size()) {
      return known;
    }
    lock.lockInterruptibly();
    try {
      int from = run.graph().vertices().size();
      List<Vertex> found = run.graph().discovery().explore(nodes, false);
      List<String> ambiguities = run.graph().vertices().ambiguities();
      if (!ambiguities.isEmpty()) {
        throw new PermanentFailure(String.join("\n", ambiguities));
      }
      if (run.graph().vertices().size() > from) {
        run.announce(from);
        run.desk().wake();
      }
      return found;
    } catch (InvalidTaskType e) {
      throw new PermanentFailure(Failures.message(e), e);
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
