package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.protocol.worker.StartPlan;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.worker.Starts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;

/**
 * Starts tasks by family and parameters. The server has no code: a worker that knows the family
 * makes the task, finds out what it requires and announces all of it.
 */
final class Submitter {
  private static final String NO_PLANNER = "no_planner";

  private final Operator operator;
  private final Makers makers;
  private final Starts starts;
  private final Duration patience;

  /**
   * One that asks the workers of {@code catalogue}.
   *
   * @param starts where workers answer
   * @param patience how long a worker may take to answer
   */
  Submitter(Operator operator, Catalogue catalogue, Starts starts, Duration patience) {
    this.operator = operator;
    this.makers = new Makers(catalogue, operator);
    this.starts = starts;
    this.patience = patience;
  }

  /**
   * A task whose worker has announced it.
   *
   * @param submission names the run
   * @param worker who announced it
   * @param started what it announced
   */
  record Submitted(String submission, String worker, Starts.Answer.Started started) {}

  /**
   * Has a worker start a task, and waits for its answer.
   *
   * @param user for whom
   * @throws HttpProblem if there is no such worker, it declines or does not answer in time, or the
   *     parameters are none of the family's
   */
  Submitted submit(String family, Map<String, String> parameters, String user) throws HttpProblem {
    WorkerRow worker = maker(family);
    Command.Start wish = wish(worker, family, parameters, user, false);
    return switch (answer(
        wish, "It may start the task yet: look at the runs before you try again.")) {
      case Starts.Answer.Declined declined ->
          throw HttpProblem.of(409, "refused", declined.error());
      case Starts.Answer.Started started -> new Submitted(wish.submission(), worker.id(), started);
      case Starts.Answer.Planned _ -> throw senseless(worker);
    };
  }

  /**
   * What a worker that is asked for no more than that says a start would take.
   *
   * @param worker who says so
   */
  record Planned(String worker, StartPlan plan) {}

  /**
   * As {@link #submit}, but nothing is started, and no worker is asked that might.
   *
   * @throws HttpProblem as there, and if none of the workers that know the family can plan
   */
  Planned plan(String family, Map<String, String> parameters, String user) throws HttpProblem {
    WorkerRow worker = planner(family);
    Command.Start wish = wish(worker, family, parameters, user, true);
    return switch (answer(wish, "It starts nothing; a store that it asks may be slow.")) {
      case Starts.Answer.Declined declined ->
          throw HttpProblem.of(409, "refused", declined.error());
      case Starts.Answer.Planned planned -> new Planned(worker.id(), planned.plan());
      case Starts.Answer.Started _ -> throw senseless(worker);
    };
  }

  private WorkerRow maker(String family) throws HttpProblem {
    return makers.of(List.of(family)).orElseThrow(() -> Makers.missing(family));
  }

  private WorkerRow planner(String family) throws HttpProblem {
    Optional<WorkerRow> planner = makers.of(List.of(family), Submitter::understandsPlans);
    if (planner.isPresent()) {
      return planner.get();
    }
    throw HttpProblem.of(
            409,
            NO_PLANNER,
            "The worker " + maker(family).id() + " cannot tell beforehand what would run")
        .hint("It is of an older release.");
  }

  private static boolean understandsPlans(WorkerRow worker) {
    String words = worker.profile().info().getOrDefault("understands", "");
    return List.of(words.split(" ", -1)).contains("plan");
  }

  private static HttpProblem senseless(WorkerRow worker) {
    String text = "The worker " + worker.id() + " answered something else than was asked";
    return HttpProblem.of(409, "refused", text);
  }

  private static Command.Start wish(
      WorkerRow worker, String family, Map<String, String> parameters, String user, boolean dry)
      throws HttpProblem {
    check(worker, family, parameters);
    String submission = "submission-" + UUID.randomUUID();
    return new Command.Start(worker.id(), submission, family, parameters, user, dry);
  }

  /**
   * Sends {@code wish}, and waits for the answer.
   *
   * @param late what to say if there is none
   */
  private Starts.Answer answer(Command.Start wish, String late) throws HttpProblem {
    Future<Starts.Answer> answer = starts.expect(wish.submission());
    try {
      operator.apply(wish);
      return Makers.await(answer, patience)
          .orElseThrow(() -> Makers.silent(wish.worker()).hint(late));
    } finally {
      starts.forget(wish.submission());
    }
  }

  /**
   * Looks whether parameters can be given, as far as that is to be seen from here.
   *
   * @throws HttpProblem if a worker is here that knows the family and none of its parameters has
   *     such a name
   */
  void check(String family, Map<String, String> parameters) throws HttpProblem {
    Optional<WorkerRow> worker = makers.of(List.of(family));
    if (worker.isPresent()) {
      check(worker.get(), family, parameters);
    }
  }

  /** What nobody may see must not be given here, where it would be stored. */
  private static void check(WorkerRow worker, String family, Map<String, String> parameters)
      throws HttpProblem {
    List<String> names =
        worker.profile().forms().stream()
            .filter(form -> form.family().equals(family))
            .flatMap(form -> form.fields().stream().map(FamilyForm.Field::name))
            .toList();
    for (String name : parameters.keySet()) {
      if (!names.contains(name)) {
        throw HttpProblem.bad("The family " + family + " has no parameter '" + name + "' to give")
            .hint(
                names.isEmpty()
                    ? "It has none."
                    : "Its parameters are " + String.join(", ", names) + ".");
      }
    }
  }
}
