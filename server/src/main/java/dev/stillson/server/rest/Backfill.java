package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.scheduler.SharedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Many tasks of one family that differ in one parameter, of which so many are started that a given
 * number is under way. A task that failed is no longer under way: what is to be done about it is
 * for people. Safe for use by many threads; one of them works in {@link #run}.
 */
final class Backfill implements Runnable {
  private static final int MOST_REFUSALS = 100;
  private static final Set<Status> ENDED = EnumSet.of(Status.DONE, Status.FAILED, Status.DISABLED);

  private final String id = UUID.randomUUID().toString();
  private final Order order;
  private final Instant begun;
  private final Submitter submitter;
  private final SharedScheduler scheduler;
  private final Duration pace;

  /** What is under way, by its value. */
  private final Map<String, Submitter.Submitted> open = new LinkedHashMap<>();

  private final Semaphore wishes = new Semaphore(0);
  private final List<Refusal> refusals = new ArrayList<>();
  private Condition condition = Condition.RUNNING;
  private String waitsFor = "";
  private int next;
  private int refused;
  private int failed;
  private int toRun;

  /**
   * What is wanted.
   *
   * @param parameters what all have in common
   * @param parameter the one in which they differ
   * @param values its values, in the order in which they are started
   * @param limit how many are under way at once
   * @param user who wants it
   */
  record Order(
      String family,
      Map<String, String> parameters,
      String parameter,
      List<String> values,
      int limit,
      String user) {}

  private record Refusal(String value, String text) {}

  /** Where it is in its life. */
  enum Condition {
    /** It starts tasks, or waits until fewer are under way. */
    RUNNING,
    /** It starts nothing until it is resumed; what is under way goes on. */
    PAUSED,
    /** It starts nothing more; what is under way goes on. */
    STOPPED,
    /** All were started and have ended. */
    OVER
  }

  Backfill(
      Order order, Submitter submitter, SharedScheduler scheduler, Duration pace, Instant begun) {
    this.order = order;
    this.submitter = submitter;
    this.scheduler = scheduler;
    this.pace = pace;
    this.begun = begun;
  }

  String id() {
    return id;
  }

  Order order() {
    return order;
  }

  synchronized String condition() {
    return condition.name().toLowerCase(Locale.ROOT);
  }

  synchronized boolean hasEnded() {
    return condition == Condition.OVER || condition == Condition.STOPPED;
  }

  synchronized void pause() {
    turn(Condition.RUNNING, Condition.PAUSED);
  }

  synchronized void resume() {
    turn(Condition.PAUSED, Condition.RUNNING);
  }

  synchronized void stop() {
    turn(Condition.RUNNING, Condition.STOPPED);
    turn(Condition.PAUSED, Condition.STOPPED);
  }

  private void turn(Condition from, Condition to) {
    if (condition == from) {
      condition = to;
      wishes.release();
    }
  }

  /** Works until all is started and has ended, it is stopped, or its thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!hasEnded() && !Thread.currentThread().isInterrupted()) {
        try {
          settle();
          String value = due();
          if (value == null) {
            rest();
          } else {
            start(value);
          }
        } catch (SchedulerUnavailableException e) {
          waitFor("The scheduler does not answer");
          rest();
        }
      }
    } catch (InterruptedException e) {
      // The server ends, and this with it.
      Thread.currentThread().interrupt();
    }
  }

  /** The next value, if it may be started now. */
  private synchronized @Nullable String due() {
    if (condition == Condition.RUNNING && next < order.values.size() && open.size() < order.limit) {
      return order.values.get(next);
    }
    if (next == order.values.size() && open.isEmpty()) {
      turn(Condition.RUNNING, Condition.OVER);
    }
    return null;
  }

  /** Waits until something was wanted of it, or for a while. */
  private void rest() throws InterruptedException {
    boolean _ = wishes.tryAcquire(pace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void waitFor(String what) {
    waitsFor = what;
  }

  private void start(String value) throws InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>(order.parameters);
    parameters.put(order.parameter, value);
    try {
      Submitter.Submitted submitted = submitter.submit(order.family, parameters, order.user);
      synchronized (this) {
        next++;
        waitsFor = "";
        toRun += submitted.started().toRun();
        open.put(value, submitted);
      }
    } catch (HttpProblem e) {
      if (e.code().equals(Submitter.NO_WORKER)) {
        // One may come, or come back.
        waitFor(e.text());
        rest();
      } else if (!Thread.currentThread().isInterrupted()) {
        refuse(value, e.text());
      }
    }
  }

  private synchronized void refuse(String value, String text) {
    next++;
    refused++;
    waitsFor = "";
    if (refusals.size() < MOST_REFUSALS) {
      refusals.add(new Refusal(value, text));
    }
  }

  /** Finds out what has ended. */
  private void settle() {
    Map<String, Submitter.Submitted> asked;
    synchronized (this) {
      asked = Map.copyOf(open);
    }
    if (asked.isEmpty()) {
      return;
    }
    Map<String, Boolean> ended = new LinkedHashMap<>();
    scheduler.look(state -> {
      asked.forEach((value, one) -> {
        Optional<Status> status = state.status(one.started().taskId());
        boolean isDone = status.isEmpty() || status.get() == Status.DONE;
        // A run that waits for nothing that could still happen has left.
        if (isDone || ENDED.contains(status.get()) || state.worker(one.submission()).isEmpty()) {
          ended.put(value, isDone);
        }
      });
      return ended;
    });
    synchronized (this) {
      ended.forEach((value, isDone) -> {
        open.remove(value);
        failed += isDone ? 0 : 1;
      });
    }
  }

  /** Without the parameters in common: some of them are not for everybody's eyes. */
  synchronized void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("id", id);
    json.writeStringProperty("family", order.family);
    json.writeStringProperty("parameter", order.parameter);
    json.writeStringProperty("first", order.values.getFirst());
    json.writeStringProperty("last", order.values.getLast());
    json.writeNumberProperty("values", order.values.size());
    json.writeNumberProperty("limit", order.limit);
    json.writeStringProperty("user", order.user);
    json.writeStringProperty("begun", begun.toString());
    json.writeStringProperty("condition", condition());
    if (condition == Condition.RUNNING && !waitsFor.isEmpty()) {
      json.writeStringProperty("waitsFor", waitsFor);
    }
    json.writeNumberProperty("started", next - refused);
    json.writeNumberProperty("ended", next - refused - open.size());
    json.writeNumberProperty("failed", failed);
    json.writeNumberProperty("refused", refused);
    json.writeNumberProperty("toRun", toRun);
    json.writeArrayPropertyStart("refusals");
    for (Refusal refusal : refusals) {
      json.writeStartObject();
      json.writeStringProperty("value", refusal.value);
      json.writeStringProperty("text", refusal.text);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
