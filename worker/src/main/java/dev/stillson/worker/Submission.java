package dev.stillson.worker;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import dev.stillson.worker.scheduler.SchedulerException;
import dev.stillson.worker.scheduler.SchedulerLink;
import dev.stillson.worker.scheduler.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tasks that were announced to a server for others to run. */
public final class Submission {
  private static final int AT_ONCE = 2_000;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** For so long the server may hold the question whether there is an end. */
  private static final Duration HELD = Duration.ofSeconds(10);

  /** The pause where a server does not hold it. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final SchedulerLink link;
  private final Wire wire;
  private final List<String> roots;
  private final int toRun;
  private final int done;

  private Submission(SchedulerLink link, List<String> roots, int toRun, int done) {
    this.link = link;
    this.wire = new Wire(link);
    this.roots = List.copyOf(roots);
    this.toRun = toRun;
    this.done = done;
  }

  static Submission send(SchedulerLink link, Graph graph, Announcements announcements) {
    return send(link, graph, announcements, "");
  }

  /**
   * As {@link #send(SchedulerLink, Graph, Announcements)}.
   *
   * @param user for whom; empty: for the user whose process this is
   */
  static Submission send(
      SchedulerLink link, Graph graph, Announcements announcements, String user) {
    int toRun = 0;
    int done = 0;
    List<Announcement> tasks = new ArrayList<>();
    for (Vertex vertex : graph.discovery().ordered(0)) {
      tasks.add(announcements.of(vertex));
      toRun += vertex.state == PlannedTask.State.DONE ? 0 : 1;
      done += vertex.state == PlannedTask.State.DONE ? 1 : 0;
    }
    List<String> roots = new ArrayList<>();
    graph.roots().forEach(root -> roots.add(root.id()));
    Submission submission = new Submission(link, roots, toRun, done);
    Map<String, String> info = link.info(graph.info("submission"));
    if (!user.isEmpty()) {
      info.put("user", user);
    }
    WorkerProfile profile = WorkerProfile.of(link.host(), 1).withInfo(info);
    for (int from = 0; from < tasks.size(); from += AT_ONCE) {
      List<Announcement> part = tasks.subList(from, Math.min(tasks.size(), from + AT_ONCE));
      submission.insist(
          List.of(new WorkerCommand.Register(profile), new WorkerCommand.Submit(part)),
          Duration.ZERO,
          link.patience());
    }
    return submission;
  }

  /** Sends {@code command}, again and again while the server is away; what it answers. */
  static Reply tell(SchedulerLink link, WorkerCommand command) {
    return tell(link, command, Duration.ZERO);
  }

  /**
   * As {@link #tell(SchedulerLink, WorkerCommand)}.
   *
   * @param held how long the server may hold the request
   */
  static Reply tell(SchedulerLink link, WorkerCommand command, Duration held) {
    return new Submission(link, List.of(), 0, 0)
        .insist(List.of(command), held, link.patience())
        .replies()
        .getFirst();
  }

  /** The ids of what was asked for. */
  public List<String> roots() {
    return roots;
  }

  /** How many tasks were announced that are not done. */
  public int toRun() {
    return toRun;
  }

  /** How many were done before. */
  public int done() {
    return done;
  }

  /**
   * How it ended.
   *
   * @param status that of the first root that is not done, or of the first
   * @param text for people
   */
  public record End(Optional<Status> status, String text) {
    /** Whether all that was asked for is done. */
    public boolean isDone() {
      return status.equals(Optional.of(Status.DONE));
    }

    /** Whether it failed, rather than not being run. */
    public boolean hasFailed() {
      return status.equals(Optional.of(Status.FAILED))
          || status.equals(Optional.of(Status.DISABLED));
    }
  }

  /**
   * Waits until all that was asked for is done or nothing of it can come to an end any more; for as
   * long as that takes, also while the server is away.
   */
  public End await() throws InterruptedException {
    WorkerCommand count = new WorkerCommand.Claim(0, Optional.empty());
    while (true) {
      // The first reply says how things stand, so it is asked for without being held.
      WorkerResponse response =
          insist(List.of(new WorkerCommand.Ask(roots), count), Duration.ZERO, FOR_EVER);
      List<Reply.TaskNews> news =
          response.replies().getFirst() instanceof Reply.News(var tasks) ? tasks : List.of();
      boolean all = news.size() == roots.size() && news.stream().allMatch(Submission::isDone);
      if (all || live(response) == 0) {
        return end(news);
      }
      long began = System.nanoTime();
      WorkerResponse held = insist(List.of(count), HELD, FOR_EVER);
      if (live(held) > 0 && System.nanoTime() - began < PACE.toNanos()) {
        Thread.sleep(PACE);
      }
    }
  }

  private static int live(WorkerResponse response) {
    return response.replies().getLast() instanceof Reply.Work(Claimed claimed) ? claimed.live() : 0;
  }

  private static boolean isDone(Reply.TaskNews task) {
    return task.status() == Status.DONE;
  }

  private static End end(List<Reply.TaskNews> news) {
    for (Reply.TaskNews task : news) {
      if (!isDone(task)) {
        return new End(
            Optional.of(task.status()),
            task.id()
                + " is not done"
                + task.explanation().map(text -> "\n  cause:  " + text).orElse("")
                + task.worker().map(worker -> "\n  worker: " + worker).orElse(""));
      }
    }
    return news.isEmpty()
        ? new End(Optional.empty(), "The scheduler does not know the tasks any more")
        : new End(Optional.of(Status.DONE), news.getFirst().id() + " is done");
  }

  /** Sends {@code commands}, which the server may hold for so long, and again until it answers. */
  private WorkerResponse insist(List<WorkerCommand> commands, Duration held, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    WorkerRequest request = wire.request(commands, held);
    while (true) {
      try {
        return wire.send(request);
      } catch (IOException e) {
        if (SchedulerException.isDistrust(e) || System.nanoTime() - end > 0) {
          throw SchedulerException.unreachable(link.address(), e);
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SchedulerException("The wait for the scheduler was interrupted");
      }
    }
  }
}
