package dev.stillson.worker;

import dev.stillson.Producer;
import dev.stillson.Target;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.worker.connector.Connectors;
import dev.stillson.worker.scheduler.SchedulerClient;
import dev.stillson.worker.scheduler.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One run: the parts that its attempts share, and its course from the plan to the end. */
final class Run {
  private static final int ANNOUNCED_AT_ONCE = 2_000;

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
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Throwable crash;

  Run(
      RunOptions options,
      Connectors connectors,
      SchedulerClient client,
      Timer timer,
      Listeners listeners,
      RunFolder folder,
      Graph graph,
      Set<String> pools) {
    this.options = options;
    this.connectors = connectors;
    this.client = client;
    this.timer = timer;
    this.listeners = listeners;
    this.folder = folder;
    this.logs = folder.logs();
    this.graph = graph;
    this.announcements = new Announcements(client.isShared(), pools);
    this.desk = new Desk(this, client, options.workers());
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

  /** The vertex of a task that the scheduler knows. */
  Vertex vertex(String id) {
    return graph.vertices().find(id).orElseThrow();
  }

  /** Begins to run what is planned. */
  void begin() {
    client.register(WorkerProfile.of("", options.workers()));
    client.onWake(desk::wake);
    announce(0);
    desk.wake();
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
