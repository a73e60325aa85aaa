package dev.stillson.server.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs somebody wants to see; what is empty does not restrict.
 *
 * @param statuses that are one of these
 * @param root that were asked for this task first
 * @param family whose first root is of this family
 * @param person of this user
 * @param host from this machine
 * @param text with this text, in any case, in the worker's id or a root's
 * @param from that had not ended by then
 */
public record RunFilter(
    Set<RunStatus> statuses,
    Optional<String> root,
    Optional<String> family,
    Optional<String> person,
    Optional<String> host,
    Optional<String> text,
    Optional<Instant> from) {
  /** All runs. */
  public static final RunFilter ALL =
      new RunFilter(
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Copies the statuses. */
  public RunFilter {
    statuses = Set.copyOf(statuses);
    text = text.map(one -> one.toLowerCase(Locale.ROOT));
  }

  /** Whether it lets a run through. */
  public boolean fits(RunRecord run) {
    return (statuses.isEmpty() || statuses.contains(run.status()))
        && root.map(one -> !run.roots().isEmpty() && run.roots().getFirst().equals(one))
            .orElse(true)
        && family.map(run.family()::equals).orElse(true)
        && person.map(run.person()::equals).orElse(true)
        && host.map(run.host()::equals).orElse(true)
        && from.flatMap(time -> run.ended().map(end -> !end.isBefore(time))).orElse(true)
        && text.map(one ->
                run.worker().toLowerCase(Locale.ROOT).contains(one)
                    || run.roots().stream()
                        .anyMatch(root -> root.toLowerCase(Locale.ROOT).contains(one)))
            .orElse(true);
  }
}
