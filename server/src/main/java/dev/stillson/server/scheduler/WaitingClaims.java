package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Claims that found nothing and wait, the earliest first, one per worker. They cost nothing while
 * nothing opens: {@link Scheduler#openings} says so, and a claim is repeated only for a worker that
 * it is worthwhile for.
 */
final class WaitingClaims {
  /** By worker. Each has in its reply what it gets if nothing more comes. */
  private final Map<String, Order.Waiting> waiting = new LinkedHashMap<>();

  /** When the next one's time is over, or earlier; means nothing while none waits. */
  private long nearest;

  private long seen;
  private volatile int size;

  int size() {
    return size;
  }

  /** Whether a claim may get something since it was last tried. */
  boolean isDue(Scheduler scheduler) {
    return !waiting.isEmpty() && scheduler.openings() != seen;
  }

  /** Applies a new claim; returns those that are answered, perhaps this one. */
  List<Reply<?>> add(Order.Waiting order, Scheduler scheduler, Instant now) {
    List<Reply<?>> answered = new ArrayList<>(1);
    Order.Waiting former = waiting.remove(order.claim().worker());
    if (former != null) {
      answered.add(former.reply());
    }
    if (waiting.isEmpty()) {
      seen = scheduler.openings();
    }
    if (apply(order, scheduler, now)) {
      answered.add(order.reply());
    } else {
      boolean first = waiting.isEmpty() || order.deadline() - nearest < 0;
      nearest = first ? order.deadline() : nearest;
      waiting.put(order.claim().worker(), order);
    }
    size = waiting.size();
    return answered;
  }

  /** Repeats the claims that may get something now; returns those that are answered. */
  List<Reply<?>> repeat(Scheduler scheduler, Instant now) {
    List<Reply<?>> answered = new ArrayList<>();
    seen = scheduler.openings();
    for (Iterator<Order.Waiting> each = waiting.values().iterator(); each.hasNext(); ) {
      Order.Waiting order = each.next();
      if (order.reply().isAbandoned()) {
        each.remove();
      } else if ((scheduler.isClaimWorthwhile(order.claim().worker()) || hears(order, scheduler))
          && apply(order, scheduler, now)) {
        each.remove();
        answered.add(order.reply());
      }
    }
    size = waiting.size();
    return answered;
  }

  /** Those whose time is over by {@link System#nanoTime}; all, when it ends for everybody. */
  List<Reply<?>> expired(long nanoTime, boolean all) {
    if (!all && remaining(nanoTime) > 0) {
      return List.of();
    }
    List<Reply<?>> answered = new ArrayList<>();
    long least = Long.MAX_VALUE;
    for (Iterator<Order.Waiting> each = waiting.values().iterator(); each.hasNext(); ) {
      Order.Waiting order = each.next();
      long left = order.deadline() - nanoTime;
      if (all || left <= 0) {
        each.remove();
        answered.add(order.reply());
      } else {
        least = Math.min(least, left);
      }
    }
    nearest = nanoTime + least;
    size = waiting.size();
    return answered;
  }

  /** How long until the next one's time is over, or less, in nanoseconds. */
  long remaining(long nanoTime) {
    return waiting.isEmpty() ? Long.MAX_VALUE : nearest - nanoTime;
  }

  /** Whether the claim is answered: it got something, or nothing is to be waited for. */
  private static boolean apply(Order.Waiting order, Scheduler scheduler, Instant now) {
    Command.Claim claim = order.claim();
    Claimed claimed = scheduler.apply(claim, now);
    order.reply().give(claimed);
    return !claimed.assignments().isEmpty()
        || !claimed.resumptions().isEmpty()
        || hears(order, scheduler)
        || claimed.standing() != Standing.ACTIVE
        || (claimed.live() == 0 && !assists(claim.worker(), scheduler));
  }

  private static boolean hears(Order.Waiting order, Scheduler scheduler) {
    return order.listens() && scheduler.hasMessages(order.claim().worker());
  }

  private static boolean assists(String worker, Scheduler scheduler) {
    return scheduler
        .worker(worker)
        .map(row -> !(row.profile().assistance() instanceof Assistance.None))
        .orElse(false);
  }
}
