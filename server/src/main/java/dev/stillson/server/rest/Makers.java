package dev.stillson.server.rest;

import dev.stillson.core.scheduler.WorkerRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Workers that know families, and do for people what takes their code. */
record Makers(Catalogue catalogue, Operator operator) {
  /** Of those that know all of {@code families} the one heard of last: it is likely to be there. */
  Optional<WorkerRow> of(Collection<String> families) {
    return of(families, _ -> true);
  }

  /** As {@link #of(Collection)}, of those that {@code fit}. */
  Optional<WorkerRow> of(Collection<String> families, Predicate<WorkerRow> fit) {
    List<String> able =
        catalogue.workers().stream()
            .filter(fit)
            .filter(
                worker -> families.stream().allMatch(family -> FamilyRoutes.starts(worker, family)))
            .map(WorkerRow::id)
            .toList();
    return operator
        .scheduler()
        .look(state -> able.stream().flatMap(id -> state.worker(id).stream()).toList())
        .stream()
        .max(Comparator.comparing(WorkerRow::lastActive));
  }
}
