package dev.stillson.core.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A scheduler with a clock that the test moves, and short words for what tests say most. */
final class Stage {
  static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  final Scheduler scheduler;
  Instant now = START;

  Stage() {
    this(SchedulerSettings.DAEMON);
  }

  Stage(SchedulerSettings settings) {
    this(settings, Changes.NONE);
  }

  Stage(SchedulerSettings settings, Changes changes) {
    scheduler = new Scheduler(settings, changes);
  }

  static Stage local() {
    return new Stage(SchedulerSettings.local());
  }

  <R> R apply(Command<R> command) {
    R reply = scheduler.apply(command, now);
    SelfCheck.check(scheduler.state());
    return reply;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** The worker says that it can run the task, which depends on the others. */
  Stage pending(String worker, String id, String... dependencies) {
    return announce(worker, task(id).after(dependencies));
  }

  Stage announce(String worker, Task... tasks) {
    List<Announcement> list = new ArrayList<>();
    for (Task task : tasks) {
      list.add(task.told());
    }
    apply(new Command.Announce(worker, list));
    return this;
  }

  void register(String worker, int slots) {
    apply(new Command.RegisterWorker(worker, WorkerProfile.of("host", slots)));
  }

  void assistant(String worker, Assistance assistance) {
    apply(
        new Command.RegisterWorker(worker, WorkerProfile.of("host", 1).withAssistance(assistance)));
  }

  Claimed claim(String worker) {
    return claim(worker, 1);
  }

  Claimed claim(String worker, int most) {
    return apply(new Command.Claim(worker, most));
  }

  Claimed claimHolding(String worker, int most, String... held) {
    return apply(new Command.Claim(worker, most, Optional.of(Set.of(held))));
  }

  /** The ids that a claim for one task brings: one or none. */
  List<String> next(String worker) {
    return claim(worker).assignments().stream().map(Assignment::taskId).toList();
  }

  /** Claims one task, which must be this one. */
  Lease start(String worker, String id) {
    List<Assignment> got = claim(worker).assignments();
    if (got.size() != 1 || !got.getFirst().taskId().equals(id)) {
      throw new AssertionError("Worker " + worker + " got " + got + " instead of " + id);
    }
    return got.getFirst().lease();
  }

  Verdict report(String worker, Lease lease, Outcome outcome) {
    return apply(new Command.Report(worker, lease.taskId(), lease.attempt(), outcome));
  }

  Verdict done(String worker, Lease lease) {
    return report(worker, lease, Outcome.DONE);
  }

  Verdict fail(String worker, Lease lease) {
    return report(worker, lease, new Outcome.Failed("boom", false));
  }

  Awaited await(String worker, Lease lease, String... dependencies) {
    return apply(
        new Command.Await(
            worker, lease.taskId(), lease.attempt(), List.of(), List.of(dependencies)));
  }

  void heartbeat(String worker) {
    apply(new Command.Heartbeat(worker, List.of(), 0));
  }

  void prune() {
    apply(new Command.Prune());
  }

  /** The task's status, UNKNOWN also if there is no such task. */
  Status status(String id) {
    return scheduler.status(id).orElse(Status.UNKNOWN);
  }

  boolean knows(String id) {
    return scheduler.status(id).isPresent();
  }

  TaskRow row(String id) {
    return scheduler.task(id).orElseThrow();
  }

  Why why(String id) {
    return scheduler.why(id).orElseThrow();
  }

  static Task task(String id) {
    return new Task(
        id, "Family", Parameters.NONE, List.of(), List.of(), Presence.PENDING, 0, Terms.PLAIN);
  }

  /** An announcement in the making. */
  record Task(
      String id,
      String family,
      Parameters parameters,
      List<String> hard,
      List<String> soft,
      Presence presence,
      double priority,
      Terms terms) {

    Task after(String... dependencies) {
      return new Task(
          id, family, parameters, List.of(dependencies), soft, presence, priority, terms);
    }

    Task softlyAfter(String... dependencies) {
      return new Task(
          id, family, parameters, hard, List.of(dependencies), presence, priority, terms);
    }

    Task as(Presence found) {
      return new Task(id, family, parameters, hard, soft, found, priority, terms);
    }

    Task priority(double wanted) {
      return new Task(id, family, parameters, hard, soft, presence, wanted, terms);
    }

    Task under(Terms conditions) {
      return new Task(id, family, parameters, hard, soft, presence, priority, conditions);
    }

    Task needing(String resource, double amount) {
      return under(terms.withDemand(Demand.of(resource, amount)));
    }

    Task retrying(RetryRule rule) {
      return under(terms.withRetry(rule));
    }

    Task of(String name, Parameters values) {
      return new Task(id, name, values, hard, soft, presence, priority, terms);
    }

    Announcement told() {
      return new Announcement(id, family, parameters, hard, soft, presence, priority, terms);
    }
  }
}
