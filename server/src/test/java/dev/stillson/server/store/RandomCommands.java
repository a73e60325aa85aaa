package dev.stillson.server.store;

import dev.stillson.Retry;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Random commands of a few workers about a few tasks, with texts that are hard to store. */
public final class RandomCommands {
  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "it's \"quoted\" \\ {}[]",
          "line\nbreak\r\ttab",
          "nul\0inside\0",
          "escape \u0010 and \u00100000",
          "half \ud83d",
          "\ude00 other half",
          "whole \ud83d\ude00 ü 中",
          "\u202eright to left\u001b[31m",
          "'; DROP TABLE task; --");
  private static final Signature SIGNATURE =
      new Signature(List.of("day", "key \"\0"), List.of(Visibility.PUBLIC, Visibility.HIDDEN));
  private static final List<Terms> TERMS =
      List.of(
          Terms.PLAIN,
          Terms.PLAIN.withRetry(
              new RetryRule.Counted(
                  new Retry(2, Duration.ofMillis(1500), 2.5, Duration.ofDays(1), 0.1))),
          Terms.PLAIN
              .withRetry(RetryRule.ENDLESS)
              .withDemand(Demand.of("disk\0", 0.5))
              .withModule(Optional.of("tasks.daily\0")),
          Terms.PLAIN.withRetry(
              new RetryRule.Windowed(2, Duration.ofMinutes(9), Duration.ofHours(30))),
          Terms.PLAIN.withBatching(new Batching(List.of("day"), 3)),
          Terms.PLAIN.withLabels(Map.of("l\0", "plain")),
          new Terms(
              Demand.of(Map.of("disk", 1, "net", 0.25)), RetryRule.NONE, Optional.empty(), true));

  private final Random random;
  private final int tasks;
  private final List<Held> held = new ArrayList<>();
  private int messages;

  private record Held(String worker, Lease lease) {}

  /** Commands about {@code tasks} different tasks. */
  public RandomCommands(Random random, int tasks) {
    this.random = random;
    this.tasks = tasks;
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private String task() {
    int number = random.nextInt(tasks);
    return TEXTS.get(number % TEXTS.size()) + "#" + number;
  }

  private String worker() {
    int number = random.nextInt(4);
    return "worker" + number + (number == 3 ? "\0" : "");
  }

  /** The next command. */
  public Command<?> next() {
    String worker = worker();
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3 -> announce(worker);
      case 4, 5, 6, 7 -> new Command.Claim(worker, 1 + random.nextInt(3));
      case 8, 9, 10, 11 -> {
        Held one = lease();
        held.remove(one);
        yield new Command.Report(one.worker, one.lease.taskId(), one.lease.attempt(), outcome());
      }
      case 12 -> {
        Held one = lease();
        yield new Command.Await(
            one.worker,
            one.lease.taskId(),
            one.lease.attempt(),
            List.of(),
            List.of(task(), task()));
      }
      case 13 -> {
        Held one = lease();
        yield new Command.Progress(
            one.worker,
            one.lease.taskId(),
            one.lease.attempt(),
            Optional.of(text()),
            Optional.of(random.nextInt(3) == 0 ? Double.NaN : random.nextDouble()),
            Optional.of(text()));
      }
      case 14 -> {
        Held one = lease();
        yield new Command.DecreaseResources(
            one.worker, one.lease.taskId(), one.lease.attempt(), Demand.of("net", 0.125));
      }
      case 15 -> register(worker);
      case 16 ->
          switch (random.nextInt(4)) {
            case 0 ->
                new Command.Start(
                    worker, text(), text(), Map.of(text(), text()), text(), random.nextBoolean());
            case 1 ->
                new Command.Delete(
                    worker,
                    text(),
                    List.of(new WorkerMessage.Named(task(), text(), Map.of(text(), text()))));
            default -> new Command.SendMessage(worker, task(), "m" + messages++, text());
          };
      case 17 -> new Command.Respond(task(), "m" + random.nextInt(messages + 1), text());
      case 18 -> random.nextBoolean() ? new Command.Cancel(task()) : new Command.Disable(task());
      case 19 -> random.nextBoolean() ? new Command.ReEnable(task()) : new Command.MarkDone(task());
      case 20 ->
          new Command.SetPriority(
              task(), random.nextInt(5) == 0 ? Double.POSITIVE_INFINITY : random.nextGaussian());
      case 21 ->
          switch (random.nextInt(6)) {
            case 0 -> new Command.Pause();
            case 1, 2 -> new Command.Resume();
            case 3 -> new Command.SetSlots(worker, 5);
            default -> new Command.SetResource("disk" + text(), random.nextInt(9) / 4.0);
          };
      case 22 -> random.nextInt(4) == 0 ? new Command.Forget(worker) : new Command.Resume();
      default -> new Command.Prune();
    };
  }

  private Command<?> announce(String worker) {
    List<Announcement> list = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      Terms terms = TERMS.get(random.nextInt(TERMS.size()));
      list.add(
          new Announcement(
                  task(),
                  "Family" + random.nextInt(3) + (random.nextInt(4) == 0 ? text() : ""),
                  random.nextInt(5) == 0
                      ? Parameters.NONE
                      : Parameters.of(SIGNATURE, text(), text()),
                  random.nextBoolean() ? List.of() : List.of(task(), task()),
                  random.nextInt(3) > 0 ? List.of() : List.of(task()),
                  random.nextInt(3) > 0
                      ? Presence.PENDING
                      : List.of(Presence.values()).get(random.nextInt(5)),
                  random.nextInt(4),
                  terms)
              .withOutputs(random.nextBoolean() ? List.of() : List.of(text(), "b")));
    }
    return new Command.Announce(worker, list);
  }

  private Outcome outcome() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> new Outcome.Failed(text(), false);
      case 2 -> new Outcome.Failed(text(), true);
      case 3 -> new Outcome.Released();
      case 4 -> new Outcome.Done(Optional.of(text()));
      default -> Outcome.DONE;
    };
  }

  private Command<?> register(String worker) {
    Assistance assistance =
        switch (random.nextInt(5)) {
          case 0 -> new Assistance.Anything();
          case 1 -> new Assistance.Families(Set.of("Family0", text()));
          default -> Assistance.NONE;
        };
    return new Command.RegisterWorker(
        worker,
        new WorkerProfile(
            text(),
            1 + random.nextInt(4),
            Map.of("l", text()),
            assistance,
            Map.of(text(), text()),
            random.nextBoolean() ? List.of() : List.of(form())));
  }

  private FamilyForm form() {
    return new FamilyForm(
        text(),
        text(),
        random.nextBoolean() ? List.of() : List.of(text(), text()),
        List.of(
            new FamilyForm.Field(
                text(),
                text(),
                text(),
                random.nextBoolean(),
                random.nextBoolean() ? Optional.empty() : Optional.of(text()),
                text(),
                random.nextBoolean() ? List.of() : List.of(text(), text()),
                random.nextBoolean())));
  }

  private Held lease() {
    return held.isEmpty() || random.nextInt(12) == 0
        ? new Held(worker(), new Lease(task(), 1))
        : held.get(random.nextInt(held.size()));
  }

  /** Tells the workers what the scheduler replied. */
  public void hear(Command<?> command, Object reply) {
    if (reply instanceof Claimed claimed && command instanceof Command.Claim claim) {
      for (Assignment one : claimed.assignments()) {
        held.add(new Held(claim.worker(), one.lease()));
      }
      claimed
          .resumptions()
          .forEach(
              one -> held.add(new Held(claim.worker(), new Lease(one.taskId(), one.attempt()))));
    } else if (reply instanceof Awaited.Parked && command instanceof Command.Await await) {
      held.remove(new Held(await.worker(), new Lease(await.taskId(), await.attempt())));
    }
  }
}
