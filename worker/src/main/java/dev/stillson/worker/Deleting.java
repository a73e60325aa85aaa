package dev.stillson.worker;

import dev.stillson.ExternalTask;
import dev.stillson.Node;
import dev.stillson.Param;
import dev.stillson.PermanentFailure;
import dev.stillson.Producer;
import dev.stillson.Target;
import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.protocol.worker.ProtocolException;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.store.Store;
import dev.stillson.worker.connector.Connectors;
import dev.stillson.worker.scheduler.SchedulerException;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes outputs of tasks that people want made anew. First all of them are found, and nothing is
 * deleted if one cannot be; then the server is asked whether anybody still waits, since a message
 * may come late; then they are deleted in the order given, up to the first that cannot be. Safe for
 * threads.
 *
 * @param link the server
 */
record Deleting(
    SchedulerLink link, Existence existence, Connectors connectors, Strangers strangers) {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final int SHOWN = 10;

  /** How long the server may think about whether to delete, each time it is asked. */
  private static final Duration HELD = Duration.ofSeconds(10);

  /**
   * How long after it was asked its word holds. The server waits longer for the answer, and then
   * has the tasks run again, whose outputs must not be deleted any more.
   */
  private static final Duration ALLOWED = Duration.ofSeconds(30);

  /** An output that is to be deleted. */
  private record Doomed(String taskId, Optional<Target> target) {}

  /** Does what {@code wish} says, and answers; may take its time. */
  void delete(WorkerMessage.Delete wish) {
    SchedulerLink own = link.withWorker(wish.order());
    try {
      List<Doomed> outputs = new ArrayList<>();
      Set<String> problems = find(wish.tasks(), outputs);
      if (!problems.isEmpty()) {
        String all = problems.stream().limit(SHOWN).collect(Collectors.joining("\n"));
        Reply _ = Submission.tell(own, new WorkerCommand.Decline(all));
        return;
      }
      Optional<Long> end = permission(own);
      if (end.isPresent()) {
        Reply _ = Submission.tell(own, delete(outputs, end.get()));
      }
    } catch (SchedulerException e) {
      LOG.warn("Nobody hears what became of outputs to be deleted: {}", e.getMessage());
    }
  }

  /** Finds the outputs; what is in the way, each a text for people. */
  private Set<String> find(List<WorkerMessage.Named> tasks, List<Doomed> outputs) {
    Set<String> problems = new LinkedHashSet<>();
    for (WorkerMessage.Named task : tasks) {
      try {
        outputs.add(new Doomed(task.taskId(), output(task)));
      } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
        problems.add(Failures.message(e));
      }
    }
    return problems;
  }

  private Optional<Target> output(WorkerMessage.Named task) throws IOException {
    TaskType type = strangers.types().get(task.family());
    if (type != null) {
      checkKnown(type);
    }
    Node node = strangers.make(task.taskId(), task.family(), task.parameters());
    if (node instanceof ExternalTask<?>) {
      throw new PermanentFailure(
          "What " + task.taskId() + " stands for is made elsewhere, and not deleted");
    }
    if (!(node instanceof Producer<?> producer)) {
      return Optional.empty();
    }
    Target target = producer.output();
    if (target == null) {
      throw new PermanentFailure(task.taskId() + " has no output: output() returns null");
    }
    return Optional.of(existence.mapped(target));
  }

  /** The server never has private parameters, which may decide where an output is. */
  private static void checkKnown(TaskType type) {
    String hidden =
        type.parameters().stream()
            .filter(parameter -> parameter.visibility() == Param.Visibility.PRIVATE)
            .map(Parameter::wireName)
            .collect(Collectors.joining(", "));
    if (!hidden.isEmpty()) {
      throw new PermanentFailure(
          "The family "
              + type.family()
              + " has private parameters, so that its outputs may be others"
              + "\n  private: "
              + hidden);
    }
  }

  /** Until when outputs may be deleted; empty: not at all. */
  private static Optional<Long> permission(SchedulerLink own) {
    while (true) {
      long asked = System.nanoTime();
      Reply reply = Submission.tell(own, new WorkerCommand.Prepared(), HELD);
      if (reply instanceof Reply.Done) {
        return Optional.of(asked + ALLOWED.toNanos());
      }
      boolean undecided =
          reply instanceof Reply.Refused(ProtocolException error)
              && error.code() == ProtocolException.Code.UNAVAILABLE;
      if (!undecided) {
        return Optional.empty();
      }
    }
  }

  private WorkerCommand.Deleted delete(List<Doomed> outputs, long end) {
    List<String> gone = new ArrayList<>();
    for (Doomed output : outputs) {
      if (System.nanoTime() - end > 0) {
        return new WorkerCommand.Deleted(
            gone, Optional.of("It took longer than " + ALLOWED.toSeconds() + " s"));
      }
      try {
        if (output.target().isPresent()) {
          delete(output.target().get());
        }
        gone.add(output.taskId());
      } catch (IOException | RuntimeException | LinkageError e) {
        return new WorkerCommand.Deleted(
            gone,
            Optional.of(
                "The output of "
                    + output.taskId()
                    + " was not deleted\n  cause: "
                    + Failures.message(e)));
      }
    }
    return new WorkerCommand.Deleted(gone, Optional.empty());
  }

  private <T extends Target> void delete(T target) throws IOException {
    Store<T> store = connectors.storeOf(target);
    store.delete(List.of(target));
  }
}
