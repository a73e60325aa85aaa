package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.worker.connector.Connectors;
import dev.stillson.worker.scheduler.SchedulerException;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts tasks that people want: makes them, finds out what they require, and announces all of it
 * as a submission, for whoever can run it; or tells only what that would be. Safe for threads.
 *
 * @param link the server
 * @param pools the pools whose size is limited
 */
record Starting(
    SchedulerLink link,
    RunOptions options,
    Connectors connectors,
    Set<String> pools,
    Strangers strangers) {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** Does what {@code wish} says, and answers; may take its time. */
  void start(WorkerMessage.Start wish) {
    SchedulerLink own = link.withWorker(wish.submission());
    try {
      Reply _ = Submission.tell(own, perform(wish, own));
    } catch (SchedulerException e) {
      LOG.warn("Nobody hears what became of the start of a {}: {}", wish.family(), e.getMessage());
    }
  }

  private WorkerCommand perform(WorkerMessage.Start wish, SchedulerLink own) {
    Graph graph = new Graph(options, connectors, new Listeners(List.of()), () -> false);
    try {
      Node node = strangers.make(wish.family(), wish.parameters());
      graph.explore(List.of(node));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return new WorkerCommand.Decline(Failures.message(e));
    }
    Vertex root = graph.roots().getFirst();
    Failure failure = root.failure;
    if (root.state == PlannedTask.State.BROKEN && failure != null) {
      return new WorkerCommand.Decline(failure.toString());
    }
    if (wish.dry()) {
      return new WorkerCommand.Planned(Forecast.of(graph));
    }
    Submission sent =
        Submission.send(own, graph, new Announcements(true, pools, graph.existence()), wish.user());
    return new WorkerCommand.Started(root.id(), sent.toRun(), sent.done());
  }
}
