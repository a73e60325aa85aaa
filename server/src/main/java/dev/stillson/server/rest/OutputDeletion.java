package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.worker.Deletions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Has workers delete the outputs of tasks that are to be made anew. Dependants come first, and what
 * comes after one that cannot be deleted is kept, so that no complete task ever rests on what is
 * not there. Before anything is deleted all workers have found all that they are to delete.
 */
final class OutputDeletion {
  private static final int MOST = 1_000;

  private final Operator operator;
  private final Makers makers;
  private final Deletions deletions;
  private final Duration patience;

  OutputDeletion(Operator operator, Makers makers, Deletions deletions, Duration patience) {
    this.operator = operator;
    this.makers = makers;
    this.deletions = deletions;
    this.patience = patience;
  }

  /**
   * What became of the outputs.
   *
   * @param gone the tasks whose outputs are gone, or may be
   * @param kept those whose outputs are there yet
   * @param error why some are
   * @param silent the worker that did not say what it deleted
   */
  record Result(
      Set<String> gone, List<String> kept, Optional<String> error, Optional<String> silent) {}

  /** What one worker is to delete, in order. */
  private record Share(String worker, List<WorkerMessage.Named> tasks) {}

  /** A share that was sent. */
  private record Errand(Share share, Deletions.Part part) {}

  /**
   * Looks whether the outputs can be deleted, as far as that is to be seen from here.
   *
   * @throws HttpProblem if not
   */
  void check(Invalidation plan) throws HttpProblem {
    List<Share> _ = shares(plan);
    checkUnused(plan);
  }

  /**
   * Deletes the outputs of {@code plan}'s tasks.
   *
   * @throws HttpProblem if nothing was deleted
   */
  Result delete(Invalidation plan) throws HttpProblem {
    List<Errand> errands = new ArrayList<>();
    try {
      for (Share share : shares(plan)) {
        String order = "deletion-" + UUID.randomUUID();
        errands.add(new Errand(share, deletions.expect(order)));
        operator.apply(new Command.Delete(share.worker(), order, share.tasks()));
      }
      long end = System.nanoTime() + patience.toNanos();
      for (Errand errand : errands) {
        prepare(errand, end);
      }
      checkUnchanged(plan);
      checkUnused(plan);
      return perform(errands, plan.ids());
    } finally {
      errands.forEach(errand -> errand.part().close());
    }
  }

  private void prepare(Errand errand, long end) throws HttpProblem {
    Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    Optional<Optional<String>> answer = Makers.await(errand.part().prepared(), left);
    if (answer.isEmpty()) {
      throw Makers.silent(errand.share().worker()).hint("Nothing is deleted.");
    }
    if (answer.get().isPresent()) {
      throw HttpProblem.of(409, "refused", answer.get().get()).hint("Nothing is deleted.");
    }
  }

  private void checkUnchanged(Invalidation plan) throws HttpProblem {
    Optional<String> changed =
        operator
            .scheduler()
            .look(state ->
                plan.ids().stream()
                    .filter(id -> !state.status(id).map(Invalidation::concerns).orElse(false))
                    .findFirst());
    if (changed.isPresent()) {
      throw HttpProblem.of(409, "changed", "Meanwhile something happened to " + changed.get())
          .hint("Nothing is deleted; look at it again.");
    }
  }

  /** Nobody's input is taken while it is read. */
  private void checkUnused(Invalidation plan) throws HttpProblem {
    Set<String> outputs = new HashSet<>();
    plan.tasks().stream()
        .filter(row -> row.status() == Status.DONE)
        .forEach(row -> outputs.add(row.id()));
    List<String> going = new ArrayList<>();
    makers.catalogue().each(TaskFilter.of(Invalidation.GOING), card -> going.add(card.id()));
    Optional<String> use =
        operator
            .scheduler()
            .look(state ->
                going.stream()
                    .flatMap(id -> state.task(id).stream())
                    .filter(row -> Invalidation.GOING.contains(row.status()))
                    .flatMap(row ->
                        row.dependencies().stream()
                            .filter(needed -> outputs.contains(needed.id()))
                            .map(needed -> row.id() + " is running and needs " + needed.id()))
                    .findFirst());
    if (use.isPresent()) {
      throw HttpProblem.of(409, "running", "The task " + use.get())
          .hint("Nothing is deleted; wait until it has ended, or cancel it.");
    }
  }

  private Result perform(List<Errand> errands, List<String> all) throws HttpProblem {
    Set<String> gone = new LinkedHashSet<>();
    Optional<String> error = Optional.empty();
    Optional<String> silent = Optional.empty();
    for (Errand errand : errands) {
      if (error.isPresent() || silent.isPresent()) {
        break;
      }
      List<String> ids = errand.share().tasks().stream().map(WorkerMessage.Named::taskId).toList();
      errand.part().allow();
      Optional<WorkerCommand.Deleted> answer =
          Makers.await(errand.part().deleted(), patience.multipliedBy(2));
      if (answer.isPresent()) {
        answer.get().taskIds().stream().filter(ids::contains).forEach(gone::add);
        error = answer.get().error();
      } else {
        gone.addAll(ids);
        silent = Optional.of(errand.share().worker());
      }
    }
    List<String> kept = all.stream().filter(id -> !gone.contains(id)).toList();
    return new Result(gone, kept, error, silent);
  }

  /** Who deletes what: one worker if there is one that knows all families. */
  private List<Share> shares(Invalidation plan) throws HttpProblem {
    if (plan.more() || plan.tasks().size() > MOST) {
      throw HttpProblem.of(409, "too_many", "More than 1,000 tasks have outputs to delete")
          .hint("Begin with some that depend on this one.");
    }
    Map<String, String> workers = workers(plan);
    List<Share> shares = new ArrayList<>();
    for (TaskRow row : plan.tasks().reversed()) {
      String worker = workers.getOrDefault(row.family(), "");
      if (shares.isEmpty() || !shares.getLast().worker().equals(worker)) {
        shares.add(new Share(worker, new ArrayList<>()));
      }
      shares
          .getLast()
          .tasks()
          .add(new WorkerMessage.Named(row.id(), row.family(), texts(row.parameters())));
    }
    return shares;
  }

  private Map<String, String> workers(Invalidation plan) throws HttpProblem {
    Set<String> families = new TreeSet<>();
    plan.tasks().forEach(row -> families.add(row.family()));
    Optional<WorkerRow> one = makers.of(families);
    Map<String, String> workers = new HashMap<>();
    Set<String> unknown = new TreeSet<>();
    for (String family : families) {
      one.or(() -> makers.of(List.of(family)))
          .ifPresentOrElse(worker -> workers.put(family, worker.id()), () -> unknown.add(family));
    }
    if (!unknown.isEmpty()) {
      throw Makers.missing(String.join(", ", unknown));
    }
    return workers;
  }

  private static Map<String, String> texts(Parameters parameters) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      texts.put(parameters.signature().names().get(i), parameters.value(i));
    }
    return texts;
  }
}
