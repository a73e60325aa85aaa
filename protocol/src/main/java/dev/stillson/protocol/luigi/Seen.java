package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskView;
import dev.stillson.core.scheduler.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A task as it was when it was looked at; the parts are those of {@link TaskView}. */
record Seen(
    String id,
    String family,
    Parameters parameters,
    Terms terms,
    double priority,
    Status status,
    Instant heard,
    Instant updated,
    List<String> able,
    Optional<String> runner,
    Optional<Instant> started,
    Optional<Demand> held,
    boolean isDisabledByScheduler,
    Optional<String> message,
    Optional<Double> percentage,
    Optional<String> trackingUrl) {

  /** A task that is known. */
  static Seen of(TaskView task) {
    return new Seen(
        task.id(),
        task.family(),
        task.parameters(),
        task.terms(),
        task.priority(),
        task.status(),
        task.heard(),
        task.updated(),
        task.able(),
        task.runner(),
        task.started(),
        task.held(),
        task.isDisabledByScheduler(),
        task.message(),
        task.percentage(),
        task.trackingUrl());
  }
}
