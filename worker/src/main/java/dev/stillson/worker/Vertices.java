package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.core.parameter.Families;
import dev.stillson.core.parameter.FamilyConflict;
import dev.stillson.core.parameter.IdCollision;
import dev.stillson.core.parameter.InvalidTaskType;
import dev.stillson.core.parameter.TaskType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All vertices of a run, found by node (record equality) and by task id. Open addressing, since a
 * hash map's entries would be a third of what a planned task may cost. Safe for threads.
 *
 * <p>Nodes that differ in parameters without significance only are one vertex: the first. Nodes of
 * one id that are not one task, and two classes of one family, are noted as {@link #ambiguities}.
 */
final class Vertices {
  private @Nullable Vertex[] byNode = new @Nullable Vertex[1024];
  private @Nullable Vertex[] byId = new @Nullable Vertex[1024];
  private Vertex[] all = new Vertex[1024];
  private int size;
  private final Families known = new Families();
  private final Map<String, TaskType> families = new HashMap<>();
  private final List<String> ambiguities = new ArrayList<>();

  synchronized int size() {
    return size;
  }

  /** The vertex at {@code index}, in the order in which they were found. */
  synchronized Vertex at(int index) {
    return all[index];
  }

  /** The vertices from {@code index} on, in the order in which they were found; a copy. */
  synchronized Vertex[] from(int index) {
    return Arrays.copyOfRange(all, index, size);
  }

  synchronized Optional<Vertex> find(Node node) {
    Vertex vertex = lookUp(node, node.hashCode());
    if (vertex != null) {
      return Optional.of(vertex);
    }
    TaskType type;
    try {
      type = TaskType.of(node);
    } catch (InvalidTaskType e) {
      return Optional.empty();
    }
    return find(type.id(node));
  }

  synchronized Optional<Vertex> find(String id) {
    return Optional.ofNullable(byId[slot(id)]);
  }

  /** All problems of identity found so far, each a text for the user. */
  synchronized List<String> ambiguities() {
    return List.copyOf(ambiguities);
  }

  /**
   * The vertex of {@code node}, new if its {@link Vertex#index} is the size before.
   *
   * @throws InvalidTaskType if its class cannot be a task
   * @throws RuntimeException whatever a parameter throws when it is asked for its text
   */
  synchronized Vertex intern(Node node) {
    int hash = node.hashCode();
    Vertex present = lookUp(node, hash);
    if (present != null) {
      return present;
    }
    TaskType type = TaskType.of(node);
    String id = type.id(node);
    int slot = slot(id);
    Vertex same = byId[slot];
    Optional<IdCollision> collision = Optional.empty();
    if (same != null) {
      collision = IdCollision.between(id, same.node(), node);
      if (collision.isEmpty()) {
        return same;
      }
    }
    Vertex vertex = new Vertex(node, type, id, hash, size);
    if (!type.equals(families.get(type.family()))) {
      meet(type);
    }
    // That classes of one family have tasks of one id need not be said twice.
    if (collision.isPresent() && same != null && same.type().equals(type)) {
      ambiguities.add(collision.get().getMessage());
    }
    add(vertex, slot);
    return vertex;
  }

  /** Notes a class that is met for the first time, or whose family is another's. */
  private void meet(TaskType type) {
    try {
      known.add(type);
      families.put(type.family(), type);
    } catch (FamilyConflict e) {
      if (!ambiguities.contains(e.getMessage())) {
        ambiguities.add(e.getMessage());
      }
    }
  }

  private void add(Vertex vertex, int slot) {
    if (size == all.length) {
      all = Arrays.copyOf(all, size * 2);
    }
    all[size++] = vertex;
    if (byId[slot] == null) {
      byId[slot] = vertex;
    }
    place(byNode, vertex, vertex.hash);
    if (size * 3 > byNode.length * 2) {
      grow();
    }
  }

  private void grow() {
    int length = byNode.length * 2;
    byNode = new @Nullable Vertex[length];
    byId = new @Nullable Vertex[length];
    for (int i = 0; i < size; i++) {
      place(byNode, all[i], all[i].hash);
      int slot = slot(all[i].id());
      if (byId[slot] == null) {
        byId[slot] = all[i];
      }
    }
  }

  private static void place(@Nullable Vertex[] table, Vertex vertex, int hash) {
    int mask = table.length - 1;
    int slot = spread(hash) & mask;
    while (table[slot] != null) {
      slot = (slot + 1) & mask;
    }
    table[slot] = vertex;
  }

  private @Nullable Vertex lookUp(Node node, int hash) {
    int mask = byNode.length - 1;
    for (int slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      Vertex vertex = byNode[slot];
      if (vertex == null || (vertex.hash == hash && vertex.node().equals(node))) {
        return vertex;
      }
    }
  }

  /** Where the vertex of {@code id} is or belongs. */
  private int slot(String id) {
    int mask = byId.length - 1;
    int slot = spread(id.hashCode()) & mask;
    for (Vertex vertex = byId[slot];
        vertex != null && !vertex.id().equals(id);
        vertex = byId[slot]) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /**
   * Records hash consecutive numbers to consecutive slots; multiplying scatters what is regular.
   */
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
