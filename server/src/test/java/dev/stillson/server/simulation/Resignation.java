package dev.stillson.server.simulation;

import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Status;
import dev.stillson.protocol.worker.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A worker that leaves with tasks undone must have a reason: something that really failed. */
final class Resignation {
  private Resignation() {}

  static void check(
      ModelWorker.Surroundings world, Map<String, Presence> plan, List<Reply.TaskNews> news) {
    Map<String, Status> statuses = new HashMap<>();
    news.forEach(one -> statuses.put(one.id(), one.status()));
    Map<String, Boolean> hopeless = new HashMap<>();
    // Requirements come before what needs them.
    for (String id : plan.keySet()) {
      Recipe recipe = world.places().recipe(id);
      boolean there = world.places().isThere(id);
      boolean stuck =
          world.laws().hasFailed(id)
              || world.places().wasDeleted(id)
              || world.laws().wasReopened(id)
              || (recipe.external() && !there)
              || recipe.hard().stream().anyMatch(one -> hopeless.getOrDefault(one, false));
      hopeless.put(id, stuck);
      Laws.that(
          there || stuck || statuses.get(id) == Status.DONE,
          "who gives up has a reason",
          id + " of " + statuses);
    }
  }
}
