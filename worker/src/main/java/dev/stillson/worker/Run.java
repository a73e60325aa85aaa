package dev.stillson.worker;

import dev.stillson.Producer;
import dev.stillson.Target;
import dev.stillson.PermanentFailure;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.worker.connector.Connectors;
import dev.stillson.worker.scheduler.SchedulerClient;
import dev.stillson.worker.scheduler.SchedulerException;
import dev.stillson.worker.scheduler.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One run: the parts that its attempts share, and its course from the plan to the end. */
final class Run {
  private static final int ANNOUNCED_AT_ONCE = 2_000;
  private static final int MOST_REMEMBERED = 100_000;

  private final RunOptions options;
  private final Connectors connectors;
  private final SchedulerClient client;
  private final Timer timer;
  private final Listeners listeners;
  private final RunFolder folder;
  private final Path logs;
  private final Graph graph;
  private final Announcements announcements;
  private final Desk desk;
  private final Growth growth = new Growth(this);
  private final Optional<Strangers> strangers;
  private final Optional<Starting> starting;
  private final Optional<Deleting> deleting;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int slots;
  private volatile @Nullable Throwable crash;

  Run(
      RunOptions options,
      Connectors connectors,
      SchedulerClient client,
      Timer timer,
      Listeners listeners,
      RunFolder folder,
      Graph graph,
      Set<String> pools,
      Optional<Strangers> strangers,
      int slots) {
    this.options = options;
    this.connectors = connectors;
    this.client = client;
    this.timer = timer;
    this.listeners = listeners;
    this.folder = folder;
    this.logs = folder.logs();
    this.graph = graph;
    this.announcements = new Announcements(client.isShared(), pools, graph.existence());
    this.slots = slots;
    this.desk = new Desk(this, client, slots);
    this.strangers = strangers;
    this.starting =
        strangers.flatMap(known ->
            options.scheduler().map(link -> new Starting(link, options, connectors, pools, known)));
    this.deleting =
        strangers.flatMap(known ->
            options
                .scheduler()
                .map(link -> new Deleting(link, graph.existence(), connectors, known)));
  }

  RunOptions options() {
    return options;
  }

  Connectors connectors() {
    return connectors;
  }

  SchedulerClient client() {
    return client;
  }

  Timer timer() {
    return timer;
  }

  Listeners listeners() {
    return listeners;
  }

  Path logs() {
    return logs;
  }

  RunFolder folder() {
    return folder;
  }

  Graph graph() {
    return graph;
  }

  Desk desk() {
    return desk;
  }

  Growth growth() {
    return growth;
  }

  /**
   * The vertex of a task that the scheduler gave.
   *
   * @throws PermanentFailure if the task cannot be made of what the scheduler says
   */
  Vertex vertex(Assignment assignment) {
    Optional<Vertex> known = graph.vertices().find(assignment.taskId());
    if (known.isPresent()) {
      return known.get();
    }
    Vertex[] adopted = new Vertex[1];
    Strangers maker =
        strangers.orElseThrow(
            () -> new PermanentFailure("The task is none of this run: " + assignment.taskId()));
    growth.alone(() -> adopted[0] = maker.adopt(assignment, graph.vertices()));
    return adopted[0];
  }

  /** Whether the run goes on though it has nothing to expect. */
  boolean isEndless() {
    return strangers.isPresent();
  }

  /** Whether it is time for a new run, as this one remembers all it ran. */
  boolean isFull() {
    return strangers.isPresent() && graph.vertices().size() > MOST_REMEMBERED;
  }

  /** How many tasks it runs at once by now, which people may change. */
  int slots() {
    return slots;
  }

  /** Whether the output of {@code vertex}, at which nobody looked, is there already. */
  boolean isDone(Vertex vertex) {
    graph.existence().look(List.of(vertex));
    return vertex.state == PlannedTask.State.DONE;
  }

  /** Begins to run what is planned. */
  void begin() {
    client.listen(new Events());
    register();
    announce(0);
    desk.wake();
  }

  /** One at a time, so that the last that the scheduler hears is the latest. */
  private synchronized void register() {
    client.register(
        WorkerProfile.of("", slots)
            .withAssistance(strangers.map(Strangers::assistance).orElse(Assistance.NONE))
            .withForms(strangers.map(Strangers::forms).orElse(List.of()))
            .withInfo(client.isShared() ? info() : Map.of()));
  }

  private Map<String, String> info() {
    Map<String, String> info = new HashMap<>(graph.info(isEndless() ? "worker" : "run"));
    if (starting.isPresent()) {
      info.put("understands", "plan");
    }
    return info;
  }

  /** What the scheduler lets the run know. */
  private final class Events implements SchedulerClient.Listener {
    @Override
    public void wake() {
      desk.wake();
    }

    @Override
    public void introduce() {
      register();
      if (!isEndless()) {
        growth.alone(() -> announce(0));
      }
    }

    @Override
    public void lost(Lease lease) {
      desk.lose(lease);
    }

    @Override
    public void message(WorkerMessage message) {
      switch (message) {
        case WorkerMessage.Start wish ->
            starting.ifPresent(one -> aside("stillson-start", () -> one.start(wish)));
        case WorkerMessage.Delete wish ->
            deleting.ifPresent(one -> aside("stillson-delete", () -> one.delete(wish)));
        case WorkerMessage.Slots change -> {
          slots = change.slots();
          desk.obey(message);
          aside("stillson-slots", this::tellSlots);
        }
        case WorkerMessage.Stop _, WorkerMessage.ForTask _ -> desk.obey(message);
      }
    }

    private void tellSlots() {
      try {
        register();
      } catch (SchedulerException e) {
        LoggerFactory.getLogger(Engine.class)
            .warn("The scheduler did not hear of the {} slots: {}", slots, e.getMessage());
      }
    }

    /**
     * In a thread of its own, as asking stores may take long, and not a virtual one, as tasks may
     * hold all that carry those.
     */
    private static void aside(String name, Runnable work) {
      Thread.ofPlatform().daemon().name(name).start(work);
    }
  }

  /** Finds out what others made of the tasks that this run waited for. */
  void settle() {
    if (!client.isShared() || isEndless()) {
      return;
    }
    List<String> open = new ArrayList<>();
    for (Vertex vertex : graph.vertices().from(0)) {
      if (vertex.fate != Vertex.Fate.DONE && vertex.state != PlannedTask.State.DONE) {
        open.add(vertex.id());
      }
    }
    for (SchedulerClient.News news : client.ask(open)) {
      graph.vertices().find(news.taskId()).ifPresent(vertex -> settle(vertex, news));
    }
  }

  private static void settle(Vertex vertex, SchedulerClient.News news) {
    if (news.status() == Status.DONE) {
      vertex.fate = Vertex.Fate.DONE_ELSEWHERE;
    } else if ((vertex.fate == Vertex.Fate.WAITING || vertex.fate == Vertex.Fate.CANCELLED)
        && (news.status() == Status.FAILED || news.status() == Status.DISABLED)) {
      vertex.failure =
          Failure.of(
              news.explanation()
                      .orElse(
                          vertex.fate == Vertex.Fate.CANCELLED ? "It was cancelled" : "It failed")
                  + news.worker().map(worker -> "\n  worker: " + worker).orElse(""));
      vertex.fate = Vertex.Fate.FAILED_ELSEWHERE;
    }
  }

  /** Returns when nothing more can be done. */
  void await() throws InterruptedException {
    ended.await();
    switch (crash) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /** Tells the scheduler the vertices from index {@code from} on, requirements first. */
  void announce(int from) {
    List<Announcement> tasks = new ArrayList<>();
    for (Vertex vertex : graph.discovery().ordered(from)) {
      if (announcements.isTold(vertex)) {
        tasks.add(announcements.of(vertex));
        if (tasks.size() == ANNOUNCED_AT_ONCE) {
          client.announce(tasks);
          tasks = new ArrayList<>();
        }
      }
    }
    if (!tasks.isEmpty()) {
      client.announce(tasks);
    }
    if (listeners.any()) {
      listeners.tell(graph.planned());
    }
  }

  /** The desk says that nothing more will come. */
  void over() {
    ended.countDown();
  }

  /** The desk could not go on. */
  void crash(Throwable cause) {
    crash = cause;
    ended.countDown();
  }

  /** What to say if the output of one of {@code tasks}, which ran, does not exist. */
  Optional<Failure> missing(List<Vertex> tasks) throws IOException {
    for (Vertex vertex : tasks) {
      if (vertex.node() instanceof Producer<?> producer) {
        Target target = graph.existence().mapped(producer.output());
        if (connectors.storeOf(target).existing(List.of(target)).isEmpty()) {
          return Optional.of(
              Failure.of(
                  vertex.name()
                      + " ran but its output is missing\n  output: "
                      + target
                      + "\nhint: run() must write output(), through ctx"));
        }
      }
    }
    return Optional.empty();
  }
}
