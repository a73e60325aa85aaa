package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.Producer;
import dev.stillson.Target;
import dev.stillson.store.Store;
import dev.stillson.worker.connector.Connectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks stores what exists: one question for each store and step, the stores at the same time. */
final class Existence {
  private final Connectors connectors;
  private final Optional<String> environment;

  Existence(Connectors connectors, Optional<String> environment) {
    this.connectors = connectors;
    this.environment = environment;
  }

  /**
   * Decides the state of each producer in {@code level}: done, missing, to be run, or broken if
   * that cannot be known.
   */
  void look(List<Vertex> level) {
    List<Question> questions = new ArrayList<>(2);
    for (Vertex vertex : level) {
      if (vertex.state != PlannedTask.State.BROKEN && vertex.node() instanceof Producer<?> task) {
        prepare(vertex, task, questions);
      }
    }
    if (questions.size() == 1) {
      questions.getFirst().run();
    } else if (!questions.isEmpty()) {
      askTogether(questions);
    }
  }

  private static void askTogether(List<Question> questions) {
    List<Thread> threads = new ArrayList<>(questions.size() - 1);
    for (Question question : questions.subList(1, questions.size())) {
      threads.add(Thread.ofVirtual().start(question));
    }
    questions.getFirst().run();
    SideBySide.join(threads);
  }

  private void prepare(Vertex vertex, Producer<?> task, List<Question> questions) {
    try {
      Target target = task.output();
      if (target == null) {
        vertex.breakWith(
            Failure.permanent(vertex.name() + " has no output: output() returns null"));
        return;
      }
      Store<Target> store = connectors.storeOf(target);
      Question question = question(store, questions);
      question.vertices.add(vertex);
      if (environment.isPresent()) {
        question.targets.add(store.inEnvironment(target, environment.get()));
        question.originals.add(target);
      } else {
        question.targets.add(target);
      }
    } catch (Exception | LinkageError | StackOverflowError e) {
      vertex.breakWith(Failures.of(e, vertex.node()));
    }
  }

  /** {@code target} in the run's environment. */
  <T extends Target> T mapped(T target) throws IOException {
    return environment.isEmpty()
        ? target
        : connectors.storeOf(target).inEnvironment(target, environment.get());
  }

  /**
   * What people call the place of the output of {@code node}.
   *
   * @param real whether that is the real place, also in a test environment
   */
  String describe(Producer<?> node, boolean real) throws IOException {
    Target target = node.output();
    return describe(real ? target : mapped(target));
  }

  private <T extends Target> String describe(T target) throws IOException {
    return connectors.storeOf(target).describe(target);
  }

  /** Whether, in a test environment, the output of {@code node} is in the real place only. */
  boolean isReal(Producer<?> node) {
    try {
      Target target = node.output();
      Target mapped = mapped(target);
      Set<Target> existing = connectors.storeOf(target).existing(List.of(mapped, target));
      return !existing.contains(mapped) && existing.contains(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Question question(Store<Target> store, List<Question> questions) {
    for (Question question : questions) {
      if (question.store.equals(store)) {
        return question;
      }
    }
    Question question = new Question(store);
    questions.add(question);
    return question;
  }

  /** What one store is asked. */
  private static final class Question implements Runnable {
    final Store<Target> store;
    final List<Vertex> vertices = new ArrayList<>(4);
    final List<Target> targets = new ArrayList<>(4);

    /** In a test environment: the same targets in the real place. */
    final List<Target> originals = new ArrayList<>(0);

    Question(Store<Target> store) {
      this.store = store;
    }

    @Override
    public void run() {
      Set<Target> existing;
      try {
        List<Target> asked = targets;
        if (!originals.isEmpty()) {
          asked = new ArrayList<>(targets);
          asked.addAll(originals);
        }
        existing = store.existing(asked);
      } catch (IOException | RuntimeException e) {
        for (Vertex vertex : vertices) {
          Failure failure = Failures.of(e, vertex.node());
          vertex.breakWith(
              new Failure(
                  "It is not known whether the output exists: " + failure.message(),
                  Optional.empty(),
                  failure.details(),
                  false));
        }
        return;
      }
      for (int i = 0; i < vertices.size(); i++) {
        Vertex vertex = vertices.get(i);
        if (existing.contains(targets.get(i))) {
          decide(vertex, true, false);
        } else {
          boolean real =
              !originals.isEmpty() && !vertex.strict && existing.contains(originals.get(i));
          decide(vertex, real, real);
        }
      }
    }

    private static void decide(Vertex vertex, boolean exists, boolean real) {
      Node node = vertex.node();
      if (vertex.isExternal()) {
        vertex.state = exists ? PlannedTask.State.DONE : PlannedTask.State.MISSING;
        vertex.real = real;
        return;
      }
      boolean done = exists;
      if (done) {
        try {
          done = !node.policy().always();
        } catch (RuntimeException e) {
          vertex.breakWith(Failures.of(e, node));
          return;
        }
      }
      vertex.state = done ? PlannedTask.State.DONE : PlannedTask.State.TO_RUN;
      vertex.real = done && real;
    }
  }
}
