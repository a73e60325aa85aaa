package dev.stillson.core.scheduler;

import dev.stillson.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A few workers with random habits, random tasks and a clock that jumps. */
final class World {
  private static final Signature SIGNATURE = Signature.of("day", "city");
  private static final List<Terms> TERMS =
      List.of(
          Terms.PLAIN,
          Terms.PLAIN.withRetry(counted(2, 5, 2)),
          Terms.PLAIN.withRetry(counted(1, 0, 1)),
          Terms.PLAIN.withDemand(Demand.of("disk", 1)).withRetry(RetryRule.ENDLESS),
          Terms.PLAIN.withDemand(Demand.of(Map.of("disk", 2, "net", 1))),
          Terms.PLAIN.withDemand(Demand.of("net", 0.5)).withRetry(windowed(2, 600, 100_000)),
          Terms.PLAIN.withRetry(windowed(99, 600, 900)).withBatching(by("day", 3)),
          Terms.PLAIN.withBatching(by("day", Integer.MAX_VALUE)),
          Terms.PLAIN.withBatching(by("day", 4)).withRetry(counted(1, 9, 1)),
          Terms.PLAIN.withBatching(by("day", 2)).withDemand(Demand.of("disk", 1)),
          Terms.PLAIN.withLabels(Map.of("gpu", "yes")),
          Terms.PLAIN.withLabels(Map.of("gpu", "yes")).withDemand(Demand.of("disk", 1)),
          Terms.PLAIN.withLabels(Map.of("gpu", "no")).withBatching(by("day", 3)));

  private final Random random;
  private final int tasks;
  private final int workers;
  private final boolean scarce;
  private final Deque<Command<?>> beginnings = new ArrayDeque<>();

  /** What each worker believes to hold, and whether it is parked. */
  private final Map<String, Map<Lease, Boolean>> held = new TreeMap<>();

  private final Map<String, Set<Integer>> parents = new HashMap<>();
  Instant now = Instant.parse("2026-11-21T00:00:00Z");

  World(Random random) {
    this.random = random;
    this.tasks = 3 + random.nextInt(14);
    this.workers = 1 + random.nextInt(4);
    this.scarce = random.nextInt(3) == 0;
    if (scarce) {
      // Room for some but not for all, and slots to keep resources back for.
      beginnings.add(new Command.SetResource("disk", 2 + random.nextInt(3)));
      beginnings.add(new Command.SetResource("net", 1 + random.nextInt(3)));
      for (int i = 0; i < workers; i++) {
        WorkerProfile profile =
            WorkerProfile.of("host", 1 + random.nextInt(4)).withLabels(labels());
        beginnings.add(new Command.RegisterWorker("worker" + i, profile));
      }
    }
  }

  private static RetryRule counted(int times, int seconds, double factor) {
    return new RetryRule.Counted(
        new Retry(times, Duration.ofSeconds(seconds), factor, Duration.ofDays(1), 0.1));
  }

  private static RetryRule windowed(int failures, int window, int hardTimeout) {
    return new RetryRule.Windowed(
        failures, Duration.ofSeconds(window), Duration.ofSeconds(hardTimeout));
  }

  private static Batching by(String name, int most) {
    return new Batching(List.of(name), most);
  }

  Command<?> next() {
    Command<?> first = beginnings.pollFirst();
    if (first != null) {
      return first;
    }
    passTime();
    String worker = worker();
    return switch (random.nextInt(34)) {
      case 0, 1, 2, 3, 4, 5 -> new Command.Announce(worker, announcements(1 + random.nextInt(5)));
      case 6, 7, 8, 9, 10, 11, 12, 13 -> claim(worker);
      case 14, 15, 16, 17, 18, 19 -> report(worker);
      case 20, 21 -> await(worker);
      case 22 -> new Command.Heartbeat(worker, leases(worker), random.nextInt(8));
      case 23 -> progress(worker);
      case 24 -> register(worker);
      case 25, 26 -> new Command.Prune();
      case 27 -> operation(worker);
      default -> taskOperation();
    };
  }

  private void passTime() {
    switch (random.nextInt(60)) {
      case 0 -> now = now.plusSeconds(random.nextInt(1_200));
      case 1 -> now = now.plusSeconds(random.nextInt(120_000));
      case 2 -> now = now.minusSeconds(random.nextInt(2_000));
      case 3, 4, 5, 6, 7, 8 -> {}
      default -> now = now.plusMillis(random.nextInt(4_000));
    }
  }

  private String worker() {
    return "worker" + random.nextInt(workers);
  }

  private String task() {
    return "task" + random.nextInt(tasks);
  }

  private List<Announcement> announcements(int count) {
    List<Announcement> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(announcement(random.nextInt(tasks)));
    }
    return list;
  }

  /** Tasks depend on tasks of lower numbers; mostly on the same ones each time. */
  private Announcement announcement(int number) {
    Set<Integer> below = parents.computeIfAbsent("task" + number, name -> numbersBelow(number));
    if (random.nextInt(10) == 0) {
      below = numbersBelow(number);
    }
    List<String> hard = new ArrayList<>();
    List<String> soft = new ArrayList<>();
    for (int one : below) {
      (one % 4 == 0 ? soft : hard).add("task" + one);
    }
    if (random.nextInt(20) == 0) {
      soft.addAll(hard);
    }
    Presence presence =
        random.nextInt(3) > 0
            ? Presence.PENDING
            : List.of(Presence.values()).get(random.nextInt(5));
    Terms terms = TERMS.get((random.nextInt(12) == 0 ? random.nextInt(99) : number) % TERMS.size());
    if (scarce && number % 4 > 0) {
      terms = terms.withDemand(Demand.of(number % 2 == 0 ? "net" : "disk", 1 + number % 3 / 2.0));
    }
    return new Announcement(
        "task" + number,
        "family" + (number % 3 == 0 ? 1 : 0),
        Parameters.of(SIGNATURE, "day" + number, "city" + (number % 5 == 0 ? 1 : 0)),
        hard,
        soft,
        presence,
        random.nextInt(4) == 0 ? random.nextInt(4) - 1 : 0,
        terms);
  }

  private Set<Integer> numbersBelow(int number) {
    Set<Integer> numbers = new LinkedHashSet<>();
    for (int i = random.nextInt(4); i > 0 && number > 0; i--) {
      numbers.add(random.nextInt(number));
    }
    return numbers;
  }

  private Command<?> claim(String worker) {
    int most = random.nextInt(5);
    if (random.nextInt(3) > 0) {
      return new Command.Claim(worker, most);
    }
    Set<String> names = new LinkedHashSet<>();
    held(worker)
        .forEach((lease, parked) -> {
          if (!parked && random.nextInt(20) > 0) {
            names.add(lease.taskId());
          }
        });
    return new Command.Claim(worker, most, Optional.of(names));
  }

  private Command<?> report(String worker) {
    Lease lease = lease(worker);
    Outcome outcome =
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> new Outcome.Failed("boom", false);
          case 3 -> new Outcome.Failed("never", true);
          case 4 -> new Outcome.Released();
          default -> Outcome.DONE;
        };
    return new Command.Report(worker, lease.taskId(), lease.attempt(), outcome);
  }

  private Command<?> await(String worker) {
    Lease lease = lease(worker);
    List<String> dependencies = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      dependencies.add(task());
    }
    List<Announcement> found = random.nextBoolean() ? List.of() : announcements(1);
    return new Command.Await(worker, lease.taskId(), lease.attempt(), found, dependencies);
  }

  private Command<?> progress(String worker) {
    Lease lease = lease(worker);
    return random.nextBoolean()
        ? new Command.DecreaseResources(
            worker, lease.taskId(), lease.attempt(), Demand.of("disk", random.nextInt(3)))
        : new Command.Progress(
            worker,
            lease.taskId(),
            lease.attempt(),
            Optional.of("half"),
            Optional.of(50.0),
            Optional.empty());
  }

  private Command<?> register(String worker) {
    Assistance assistance =
        switch (random.nextInt(6)) {
          case 0 -> new Assistance.Anything();
          case 1 -> new Assistance.Families(Set.of("family1"));
          default -> Assistance.NONE;
        };
    return new Command.RegisterWorker(
        worker,
        WorkerProfile.of("host", 1 + random.nextInt(3))
            .withAssistance(assistance)
            .withLabels(labels()));
  }

  private Map<String, String> labels() {
    return switch (random.nextInt(3)) {
      case 0 -> Map.of();
      case 1 -> Map.of("gpu", "no");
      default -> Map.of("gpu", "yes", "zone", "a");
    };
  }

  private Command<?> operation(String worker) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> new Command.Forget(worker);
      case 2 -> new Command.DisableWorker(worker);
      case 3 -> new Command.Pause();
      case 4, 5, 6 -> new Command.Resume();
      case 7 -> new Command.SetSlots(worker, 3);
      case 8 ->
          switch (random.nextInt(4)) {
            case 0 ->
                new Command.Delete(
                    worker, "o", List.of(new WorkerMessage.Named(task(), "family1", Map.of())));
            case 1 -> new Command.Start(worker, "s", "family1", Map.of("day", "1"), "ann");
            default -> new Command.SendMessage(worker, task(), "m", "hello");
          };
      default ->
          new Command.SetResource(random.nextBoolean() ? "disk" : "net", random.nextInt(8) / 2.0);
    };
  }

  private Command<?> taskOperation() {
    String task = task();
    return switch (random.nextInt(8)) {
      case 0 -> new Command.MarkDone(task);
      case 1 -> new Command.ReEnable(task);
      case 2 -> new Command.Disable(task);
      case 3 -> new Command.Cancel(task);
      case 4 -> new Command.SetPriority(task, random.nextInt(5) - 2);
      case 5 -> new Command.Invalidate(task);
      default -> new Command.ForgiveFailures(task);
    };
  }

  private Map<Lease, Boolean> held(String worker) {
    return held.computeIfAbsent(worker, name -> new LinkedHashMap<>());
  }

  private List<Lease> leases(String worker) {
    return List.copyOf(held(worker).keySet());
  }

  /** Mostly one that the worker holds, sometimes a made-up one. */
  private Lease lease(String worker) {
    List<Lease> leases = leases(worker);
    if (leases.isEmpty() || random.nextInt(25) == 0) {
      return new Lease(task(), 1 + random.nextInt(3));
    }
    return leases.get(random.nextInt(leases.size()));
  }

  /** Lets the workers know of a reply; one in a few claims' replies is lost on the way. */
  void hear(Command<?> command, Object reply) {
    switch (reply) {
      case Claimed claimed when command instanceof Command.Claim claim -> {
        if (random.nextInt(15) > 0) {
          for (Assignment one : claimed.assignments()) {
            held(claim.worker()).put(one.lease(), false);
            // Some workers wrongly believe that they may report for members.
            one.members().stream()
                .filter(member -> random.nextInt(4) == 0)
                .forEach(member -> held(claim.worker()).put(member.lease(), false));
          }
          for (Resumption one : claimed.resumptions()) {
            held(claim.worker()).put(new Lease(one.taskId(), one.attempt()), false);
          }
        }
      }
      case Verdict verdict when command instanceof Command.Report report -> {
        if (random.nextInt(10) > 0) {
          held(report.worker()).remove(new Lease(report.taskId(), report.attempt()));
        }
      }
      case Awaited.Parked parked when command instanceof Command.Await await ->
          held(await.worker()).put(new Lease(await.taskId(), await.attempt()), true);
      case Pulse pulse when command instanceof Command.Heartbeat beat ->
          pulse.lost().forEach(held(beat.worker())::remove);
      default -> {}
    }
  }
}
