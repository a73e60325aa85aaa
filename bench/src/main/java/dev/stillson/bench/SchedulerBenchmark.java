package dev.stillson.bench;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.WorkerProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to hand out a task, whatever number of others wait. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SchedulerBenchmark {
  private static final String WORKER = "worker";
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  /** How many tasks are pending, in layers. */
  @Param({"1000", "10000", "100000", "1000000"})
  int pending;

  /** Whether each task holds a part of a resource that the tasks compete for. */
  @Param({"false", "true"})
  boolean resources;

  private Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);

  /** Announces all tasks. */
  @Setup(Level.Trial)
  public void announce() {
    scheduler = new Scheduler(SchedulerSettings.DAEMON);
    scheduler.apply(new Command.RegisterWorker(WORKER, WorkerProfile.of("host", 2)), NOW);
    scheduler.apply(new Command.SetResource("database", 3), NOW);
    Terms terms = resources ? Terms.PLAIN.withDemand(Demand.of("database", 2)) : Terms.PLAIN;
    int width = pending / Layers.COUNT;
    List<Announcement> tasks = new ArrayList<>(pending);
    for (int i = 0; i < pending; i++) {
      List<String> dependencies = new ArrayList<>();
      for (int above : Layers.above(i, width)) {
        dependencies.add("task-" + above);
      }
      tasks.add(
          new Announcement(
              "task-" + i,
              "Cell",
              Parameters.NONE,
              dependencies,
              List.of(),
              Presence.PENDING,
              0,
              terms));
    }
    scheduler.apply(new Command.Announce(WORKER, tasks), NOW);
  }

  /** Takes a task and gives it back. */
  @Benchmark
  public int claimAndRelease() {
    Claimed claimed = scheduler.apply(new Command.Claim(WORKER, 1), NOW);
    Assignment task = claimed.assignments().getFirst();
    scheduler.apply(
        new Command.Report(WORKER, task.taskId(), task.attempt(), new Outcome.Released()), NOW);
    return claimed.live();
  }
}
