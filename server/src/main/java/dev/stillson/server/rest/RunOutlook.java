package dev.stillson.server.rest;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.store.AttemptFilter;
import dev.stillson.server.store.History;
import dev.stillson.server.store.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** What a run waits for: the chain of tasks that decides its end, and an estimate of that end. */
final class RunOutlook {
  private static final int LONGEST_PATH = 1_000;
  private static final double MILLI = 1e-3;

  private final Catalogue catalogue;
  private final History history;
  private final SharedScheduler scheduler;
  private final Expectations expectations;
  private final InstantSource clock;

  RunOutlook(
      Catalogue catalogue,
      History history,
      SharedScheduler scheduler,
      Expectations expectations,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.history = history;
    this.scheduler = scheduler;
    this.expectations = expectations;
    this.clock = clock;
  }

  /** Finds out what is to be told of {@code run}; it writes fields. */
  RunFacts of(RunRecord run) {
    return run.ended().isPresent() ? past(run) : present(run);
  }

  /** What is told of a run beside its record. */
  @FunctionalInterface
  interface RunFacts {
    void write(JsonGenerator json);
  }

  private RunFacts present(RunRecord run) {
    TaskFilter open = TaskFilter.of(EnumSet.complementOf(EnumSet.of(Status.DONE)));
    List<String> ids = new ArrayList<>();
    catalogue.each(
        open,
        card -> {
          if (card.runs().contains(run.worker())) {
            ids.add(card.id());
          }
        });
    Instant now = clock.instant();
    Outlook outlook = Outlook.of(ids, expectations, scheduler, now);
    int slots = slots();
    return json -> {
      json.writeObjectPropertyStart("estimate");
      String why = why(outlook, slots);
      if (why.isEmpty()) {
        Duration shared = outlook.work().dividedBy(slots);
        Duration left = outlook.length().compareTo(shared) > 0 ? outlook.length() : shared;
        json.writeNumberProperty("seconds", seconds(left));
        json.writeStringProperty("finish", now.plus(left).toString());
      } else {
        json.writeStringProperty("unknown", why);
      }
      json.writeNumberProperty("tasks", outlook.tasks());
      json.writeNumberProperty("slots", slots);
      json.writeArrayPropertyStart("unknownFamilies");
      outlook.unknown().forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
      json.writeArrayPropertyStart("criticalPath");
      for (Outlook.Step step : outlook.path()) {
        json.writeStartObject();
        json.writeStringProperty("task", step.task());
        json.writeStringProperty("family", step.family());
        if (!outlook.unknown().contains(step.family())) {
          json.writeNumberProperty("seconds", seconds(step.time()));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    };
  }

  /** Why no end can be told; empty: it can. */
  private static String why(Outlook outlook, int slots) {
    if (!outlook.whole()) {
      return "There are too many open tasks.";
    }
    if (outlook.tasks() == 0) {
      return "No open task will get done by itself.";
    }
    if (!outlook.unknown().isEmpty()) {
      return "It is not known how long tasks of "
          + String.join(", ", outlook.unknown().stream().limit(3).toList())
          + (outlook.unknown().size() > 3 ? " and others" : "")
          + " take.";
    }
    return slots == 0 ? "No worker is there." : "";
  }

  /** How many tasks the workers run at once. */
  private int slots() {
    int slots = 0;
    for (WorkerRow worker : catalogue.workforce()) {
      slots += worker.disabled() ? 0 : worker.profile().slots();
    }
    return slots;
  }

  private RunFacts past(RunRecord run) {
    List<History.RunAttempt> path = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Optional<History.RunAttempt> next = history.lastAttempt(run);
    while (next.isPresent() && path.size() < LONGEST_PATH && seen.add(next.get().taskId())) {
      path.addFirst(next.get());
      next = before(next.get(), run);
    }
    return json -> {
      json.writeArrayPropertyStart("criticalPath");
      for (History.RunAttempt attempt : path) {
        json.writeStartObject();
        json.writeStringProperty("task", attempt.taskId());
        json.writeStringProperty("family", attempt.family());
        json.writeNumberProperty("attempt", attempt.attempt());
        json.writeStringProperty("started", attempt.started().toString());
        Duration time = Duration.between(attempt.started(), attempt.ended());
        json.writeNumberProperty("seconds", seconds(time));
        json.writeEndObject();
      }
      json.writeEndArray();
    };
  }

  /** The attempt that made what {@code attempt} waited for last, while the run was there. */
  private Optional<History.RunAttempt> before(History.RunAttempt attempt, RunRecord run) {
    return attempt
        .waitedFor()
        .flatMap(task -> {
          AttemptFilter filter =
              new AttemptFilter(
                  Optional.of(task),
                  Optional.empty(),
                  Optional.empty(),
                  Set.of(AttemptEnd.Ending.DONE),
                  Optional.of(run.started()),
                  Optional.of(attempt.ended()));
          return history.attempts(filter, attempt.number(), 1).stream()
              .map(one -> History.RunAttempt.of(one.number(), one.attempt()))
              .findFirst();
        });
  }

  private static double seconds(Duration time) {
    return time.toMillis() * MILLI;
  }
}
