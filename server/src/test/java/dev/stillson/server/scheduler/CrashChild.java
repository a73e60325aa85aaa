package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.WorkerProfile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * A process that works on a state until it is killed, and prints what is acknowledged: {@code A}
 * and a task that is announced with its twin, {@code D} and a task that is done.
 */
final class CrashChild {
  private CrashChild() {}

  public static void main(String[] args) throws InterruptedException {
    String round = args[1];
    ServerState state =
        ServerState.open(
            StateSettings.in(Path.of(args[0])), SchedulerSettings.DAEMON, InstantSource.system());
    for (int w = 0; w < 8; w++) {
      String worker = "round" + round + "-" + w;
      Thread.ofPlatform().start(() -> work(state, worker));
    }
    Thread.currentThread().join();
  }

  private static void work(ServerState state, String worker) {
    state.scheduler().apply(new Command.RegisterWorker(worker, WorkerProfile.of("host", 1)));
    for (int i = 0; ; i++) {
      String id = worker + "-" + i;
      state
          .scheduler()
          .apply(
              new Command.Announce(
                  worker,
                  List.of(
                      Announcement.pending(id, "F", List.of()),
                      Announcement.pending(id + "'", "F", List.of(id)))));
      say("A " + id);
      Claimed claimed =
          state.scheduler().claim(new Command.Claim(worker, 1), Duration.ofSeconds(9), false);
      for (Assignment one : claimed.assignments()) {
        state
            .scheduler()
            .apply(new Command.Report(worker, one.taskId(), one.attempt(), Outcome.DONE));
        say("D " + one.taskId());
      }
    }
  }

  private static void say(String line) {
    PrintStream out = System.out;
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
