package dev.stillson.server.rest;

import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.scheduler.SharedScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The backfills of this server, the latest first. They are not stored: with the server they end,
 * and what they started goes on. Of those that ended a few are kept to be looked at. Safe for use
 * by many threads.
 */
final class Backfills implements AutoCloseable {
  private static final int MOST = 50;

  private final Submitter submitter;
  private final SharedScheduler scheduler;
  private final Duration pace;
  private final InstantSource clock;
  private final List<Backfill> all = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Backfills(Submitter submitter, SharedScheduler scheduler, Duration pace, InstantSource clock) {
    this.submitter = submitter;
    this.scheduler = scheduler;
    this.pace = pace;
    this.clock = clock;
  }

  /**
   * Begins with {@code order}.
   *
   * @throws HttpProblem if too many are under way
   */
  synchronized Backfill begin(Backfill.Order order) throws HttpProblem {
    if (all.size() >= MOST) {
      Backfill oldest =
          all.reversed().stream()
              .filter(Backfill::hasEnded)
              .findFirst()
              .orElseThrow(() ->
                  HttpProblem.of(409, "too_many", MOST + " backfills are under way")
                      .hint("Stop one of them first."));
      all.remove(oldest);
    }
    Backfill backfill = new Backfill(order, submitter, scheduler, pace, clock.instant());
    all.addFirst(backfill);
    threads.removeIf(thread -> !thread.isAlive());
    threads.add(Thread.ofVirtual().name("stillson-backfill").start(backfill));
    return backfill;
  }

  synchronized List<Backfill> all() {
    return List.copyOf(all);
  }

  synchronized Optional<Backfill> find(String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public synchronized void close() {
    threads.forEach(Thread::interrupt);
  }
}
