package dev.stillson.server.rest;

import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.http.HttpProblem;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Workers that know families, and do for people what takes their code. */
record Makers(Catalogue catalogue, Operator operator) {
  /** The code of the problem that no worker is there. */
  static final String NO_WORKER = "no_worker";

  /** The code of the problem that a worker does not answer. */
  static final String NO_ANSWER = "no_answer";

  /** That no worker knows {@code families}, which are texts for people. */
  static HttpProblem missing(String families) {
    return HttpProblem.of(409, NO_WORKER, "No worker is here that knows the family " + families)
        .hint("Start one: stillson worker --scheduler URL JAR");
  }

  /** That {@code worker} does not answer. */
  static HttpProblem silent(String worker) {
    return HttpProblem.of(504, NO_ANSWER, "The worker " + worker + " has not answered in time");
  }

  /**
   * What a worker answers; empty: nothing in time.
   *
   * @throws HttpProblem if the server stops meanwhile
   */
  static <T> Optional<T> await(Future<T> answer, Duration patience) throws HttpProblem {
    try {
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HttpProblem.of(503, "unavailable", "The server is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

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
