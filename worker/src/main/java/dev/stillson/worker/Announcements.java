package dev.stillson.worker;

import dev.stillson.Param;
import dev.stillson.Policy;
import dev.stillson.Retry;
import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes of planned tasks what the scheduler is told. A scheduler that nobody else sees is not told
 * what is done already, nor the parameters of tasks that are never combined.
 */
final class Announcements {
  private final boolean everything;
  private final Set<String> pools;
  private final Outputs outputs;
  private final Map<Policy, Terms> terms = new HashMap<>();
  private final Map<TaskType, Family> families = new HashMap<>();

  /** What tasks of one type share. */
  private record Family(Signature signature, List<String> batched, Map<Policy, Terms> terms) {}

  /**
   * @param everything whether others see the tasks
   * @param pools the pools whose size is limited
   * @param existence knows where outputs are
   */
  Announcements(boolean everything, Set<String> pools, Existence existence) {
    this.everything = everything;
    this.pools = pools;
    this.outputs = new Outputs(existence);
  }

  /** Whether the scheduler needs to know {@code vertex}. */
  boolean isTold(Vertex vertex) {
    return everything || vertex.state != PlannedTask.State.DONE;
  }

  /** What the scheduler is told about {@code vertex}; breaks it if its policy throws. */
  Announcement of(Vertex vertex) {
    Policy policy = Policy.DEFAULT;
    if (vertex.state == PlannedTask.State.TO_RUN || vertex.state == PlannedTask.State.BLOCKED) {
      try {
        policy = vertex.node().policy();
      } catch (RuntimeException e) {
        vertex.breakWith(Failures.of(e, vertex.node()));
      }
    }
    Presence presence = vertex.fate == Vertex.Fate.DONE ? Presence.DONE : presence(vertex);
    Family family = family(vertex.type());
    boolean plain = presence != Presence.PENDING;
    return new Announcement(
        vertex.id(),
        vertex.family(),
        everything || !family.batched.isEmpty() ? parameters(vertex, family) : Parameters.NONE,
        plain ? List.of() : ids(vertex.hard),
        plain ? List.of() : ids(vertex.soft),
        presence,
        policy.priority(),
        plain ? Terms.PLAIN : terms(policy, family),
        everything ? outputs.of(vertex) : List.of());
  }

  private static Presence presence(Vertex vertex) {
    return switch (vertex.state) {
      case TO_RUN, BLOCKED -> Presence.PENDING;
      case DONE -> Presence.DONE;
      case MISSING -> Presence.EXTERNAL;
      case BROKEN -> Presence.UNKNOWN;
    };
  }

  private static Parameters parameters(Vertex vertex, Family family) {
    return Parameters.of(family.signature, vertex.type().sentValues(vertex.node()));
  }

  private List<String> ids(Vertex[] vertices) {
    if (vertices.length == 0) {
      return List.of();
    }
    if (vertices.length == 1) {
      return isTold(vertices[0]) ? List.of(vertices[0].id()) : List.of();
    }
    List<String> ids = new ArrayList<>(vertices.length);
    for (Vertex vertex : vertices) {
      if (isTold(vertex)) {
        ids.add(vertex.id());
      }
    }
    return ids;
  }

  private Family family(TaskType type) {
    Family family = families.get(type);
    if (family == null) {
      List<Visibility> visibilities = new ArrayList<>();
      for (Param.Visibility visibility : type.sentVisibilities()) {
        visibilities.add(
            visibility == Param.Visibility.HIDDEN ? Visibility.HIDDEN : Visibility.PUBLIC);
      }
      List<String> batched = new ArrayList<>();
      for (Parameter parameter : type.parameters()) {
        if (parameter.batch() != Param.Batch.NONE) {
          batched.add(parameter.wireName());
        }
      }
      family = new Family(new Signature(type.sentNames(), visibilities), batched, new HashMap<>());
      families.put(type, family);
    }
    return family;
  }

  @SuppressWarnings("ReferenceEquality") // Nearly all tasks have this very policy.
  private Terms terms(Policy policy, Family family) {
    if (policy == Policy.DEFAULT && family.batched.isEmpty()) {
      return Terms.PLAIN;
    }
    Map<Policy, Terms> known = family.batched.isEmpty() ? terms : family.terms;
    Terms shared = known.get(policy);
    if (shared == null) {
      shared = make(policy, family.batched);
      known.put(policy, shared);
    }
    return shared;
  }

  private Terms make(Policy policy, List<String> batched) {
    Map<String, Integer> amounts = new HashMap<>(policy.resources());
    if (policy.pool().isPresent() && pools.contains(policy.pool().get())) {
      amounts.merge(poolResource(policy.pool().get()), 1, Integer::sum);
    }
    return new Terms(
            Demand.of(amounts),
            policy.retry().equals(Retry.NONE)
                ? RetryRule.NONE
                : new RetryRule.Counted(policy.retry()),
            batched.isEmpty() || policy.maxBatch() == 1
                ? Optional.empty()
                : Optional.of(new Batching(batched, policy.maxBatch())),
            policy.acceptsMessages())
        // Nobody else could be asked, so whoever is alone runs everything.
        .withLabels(everything ? policy.labels() : Map.of());
  }

  /** The resource whose total is the size of pool {@code pool}. */
  static String poolResource(String pool) {
    return "pool:" + pool;
  }
}
