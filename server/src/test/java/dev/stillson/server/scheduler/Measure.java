package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.WorkerProfile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures a state: announcing, claiming and reporting with durable replies, restart, memory.
 * Arguments: a folder, a PostgreSQL URL, or 'postgres' for one of its own; the number of tasks; the
 * number of workers. With a folder alone: how long a new process takes to open what is there.
 */
final class Measure {
  private static final int LAYERS = 100;
  private static final Signature SIGNATURE = Signature.of("day", "number");

  private Measure() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 1) {
      long[] start = mark();
      open(StateSettings.in(Path.of(args[0]))).close();
      print("a start of a new process", start, 1);
    } else if (args[0].equals("postgres")) {
      try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
        String url = "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
        measure(new String[] {url, args[1], args[2]});
      }
    } else {
      measure(args);
    }
  }

  private static void measure(String[] args) throws InterruptedException {
    String where = args[0];
    int tasks = Integer.parseInt(args[1]);
    int workers = Integer.parseInt(args[2]);
    StateSettings settings =
        where.startsWith("postgres") ? StateSettings.at(where) : StateSettings.in(Path.of(where));
    long[] mark = mark();
    try (ServerState state = open(settings)) {
      print("first start", mark, 1);
      for (int w = 0; w < workers; w++) {
        register(state, "worker" + w);
      }
      mark = mark();
      announce(state, tasks, 5_000);
      print("announce " + tasks, mark, tasks);
      System.out.println(state.statistics());
    }
    mark = mark();
    try (ServerState state = open(settings)) {
      print("restart with " + tasks, mark, tasks);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          "heap %.0f bytes/task%n",
          (double) (runtime.totalMemory() - runtime.freeMemory()) / tasks);
      mark = mark();
      prune(state);
      print("100 prunes", mark, 100);
      int ran = Math.min(tasks, 60_000);
      mark = mark();
      run(state, workers, ran);
      print("claim and report " + ran + " by " + workers, mark, ran);
      System.out.println(state.statistics());
    }
    idle(settings);
  }

  private static ServerState open(StateSettings settings) {
    return ServerState.open(settings, SchedulerSettings.DAEMON, InstantSource.system());
  }

  private static void register(ServerState state, String worker) {
    state.scheduler().apply(new Command.RegisterWorker(worker, WorkerProfile.of("host", 1)));
  }

  private static void announce(ServerState state, int tasks, int perRequest)
      throws InterruptedException {
    Random random = new Random(1);
    int width = Math.max(1, tasks / LAYERS);
    List<List<Announcement>> requests = new ArrayList<>();
    for (int from = 0; from < tasks; from += perRequest) {
      List<Announcement> request = new ArrayList<>();
      for (int i = from; i < Math.min(tasks, from + perRequest); i++) {
        List<String> dependencies = new ArrayList<>();
        int above = i / width * width - width;
        for (int d = 0; d < 3 && above >= 0; d++) {
          dependencies.add(id(above + random.nextInt(width)));
        }
        request.add(
            new Announcement(
                id(i),
                "Layered",
                Parameters.of(SIGNATURE, "2026-11-21", Integer.toString(i)),
                dependencies,
                List.of(),
                Presence.PENDING,
                0,
                Terms.PLAIN));
      }
      requests.add(request);
    }
    long[] mark = mark();
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int r = next.getAndIncrement(); r < requests.size(); r = next.getAndIncrement()) {
              state.scheduler().apply(new Command.Announce("worker0", requests.get(r)));
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    print("  of which after making the requests", mark, tasks);
  }

  private static String id(int number) {
    return "Layered_2026_11_21_%07d_0123456789".formatted(number);
  }

  private static void prune(ServerState state) {
    for (int i = 0; i < 100; i++) {
      state.scheduler().apply(new Command.Prune());
    }
  }

  private static void run(ServerState state, int workers, int tasks) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(tasks);
    List<Thread> threads = new ArrayList<>();
    for (int w = 0; w < workers; w++) {
      String worker = "worker0" + (w == 0 ? "" : "-" + w);
      register(state, worker);
      state
          .scheduler()
          .apply(
              new Command.RegisterWorker(
                  worker,
                  WorkerProfile.of("host", 1)
                      .withAssistance(new dev.stillson.core.scheduler.Assistance.Anything())));
      threads.add(
          Thread.startVirtualThread(() -> {
            while (left.get() > 0) {
              Claimed claimed =
                  state
                      .scheduler()
                      .claim(new Command.Claim(worker, 1), Duration.ofSeconds(5), false);
              for (Assignment one : claimed.assignments()) {
                state
                    .scheduler()
                    .apply(new Command.Report(worker, one.taskId(), one.attempt(), Outcome.DONE));
                left.decrementAndGet();
              }
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void idle(StateSettings settings) throws InterruptedException {
    try (ServerState state = open(settings)) {
      List<Thread> threads = new ArrayList<>();
      for (int w = 0; w < 500; w++) {
        String worker = "idle" + w;
        state
            .scheduler()
            .apply(
                new Command.RegisterWorker(
                    worker,
                    WorkerProfile.of("host", 1)
                        .withAssistance(
                            new dev.stillson.core.scheduler.Assistance.Families(
                                java.util.Set.of("Other")))));
        threads.add(
            Thread.startVirtualThread(() -> {
              for (int i = 0; i < 10; i++) {
                state.scheduler().apply(new Command.Heartbeat(worker, List.of(), 0));
                state.scheduler().claim(new Command.Claim(worker, 1), Duration.ofSeconds(1), false);
              }
            }));
      }
      long[] mark = mark();
      for (Thread thread : threads) {
        thread.join();
      }
      print("500 idle workers, a claim of a second and a heartbeat each", mark, 1);
    }
  }

  private static long[] mark() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new long[] {System.nanoTime(), system.getProcessCpuTime()};
  }

  private static void print(String what, long[] from, int count) {
    long[] now = mark();
    double wall = (now[0] - from[0]) / 1e9;
    System.out.printf(
        "%s: wall %.3f s, CPU %.3f s, %.0f/s%n",
        what, wall, (now[1] - from[1]) / 1e9, count / wall);
  }
}
