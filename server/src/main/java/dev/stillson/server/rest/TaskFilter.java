package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks somebody means; what is empty does not restrict.
 *
 * @param statuses with one of these; empty: with any
 * @param family of this family
 * @param text in which this is found
 * @param worker that this worker has, or had last
 * @param user that a run of this user wants
 * @param cause that failed or are disabled for a cause of this {@linkplain Cause#kind kind}
 * @param from whose status last changed then or later
 * @param until whose status last changed before
 * @param ids of these; empty: all
 */
record TaskFilter(
    Set<Status> statuses,
    Optional<String> family,
    Optional<SearchText> text,
    Optional<String> worker,
    Optional<String> user,
    Optional<String> cause,
    Optional<Instant> from,
    Optional<Instant> until,
    Set<String> ids) {

  /** All tasks with one of {@code statuses}. */
  static TaskFilter of(Set<Status> statuses) {
    return new TaskFilter(
        statuses,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  TaskFilter withFamily(Optional<String> family) {
    return new TaskFilter(statuses, family, text, worker, user, cause, from, until, ids);
  }

  TaskFilter withWorker(String worker) {
    return new TaskFilter(
        statuses, family, text, Optional.of(worker), user, cause, from, until, ids);
  }

  /** What it lets through, in words. */
  String words() {
    List<String> words = new ArrayList<>();
    statuses.stream().sorted().forEach(status -> words.add(TaskJson.text(status)));
    family.ifPresent(one -> words.add("family " + one));
    text.ifPresent(one -> words.add("with '" + one + "'"));
    worker.ifPresent(one -> words.add("on " + one));
    user.ifPresent(one -> words.add("wanted by " + one));
    cause.ifPresent(one -> words.add("for '" + one + "'"));
    from.ifPresent(one -> words.add("changed from " + one + " on"));
    until.ifPresent(one -> words.add("changed before " + one));
    if (!ids.isEmpty()) {
      words.add(ids.size() == 1 ? ids.iterator().next() : ids.size() + " by their ids");
    }
    return String.join(", ", words);
  }

  /** The statuses that tasks may have. */
  Set<Status> possible() {
    return statuses.isEmpty() ? EnumSet.allOf(Status.class) : statuses;
  }

  boolean isEverything() {
    return statuses.isEmpty()
        && family.isEmpty()
        && text.isEmpty()
        && worker.isEmpty()
        && user.isEmpty()
        && cause.isEmpty()
        && from.isEmpty()
        && until.isEmpty()
        && ids.isEmpty();
  }

  /** Whether {@code card} fits, whoever wants it: who that is only its runs know. */
  boolean fits(TaskCard card) {
    return (statuses.isEmpty() || statuses.contains(card.status()))
        && (family.isEmpty() || family.get().equals(card.family()))
        && (worker.isEmpty() || worker.get().equals(card.worker()))
        && (ids.isEmpty() || ids.contains(card.id()))
        && (cause.isEmpty() || failedFor(card, cause.get()))
        && (from.isEmpty() || !card.updated().isBefore(from.get()))
        && (until.isEmpty() || card.updated().isBefore(until.get()))
        && (text.isEmpty() || text.get().isIn(card));
  }

  private static boolean failedFor(TaskCard card, String cause) {
    return (card.status() == Status.FAILED || card.status() == Status.DISABLED)
        && Cause.kind(card).equals(cause);
  }
}
