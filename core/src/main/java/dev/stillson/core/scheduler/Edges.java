package dev.stillson.core.scheduler;

import java.util.Arrays;

/**
 * The edges of the graph, as numbers in a few large arrays: nine million of them are no burden for
 * the collector, and one that goes away costs the same however many its ends have. Edge 0 is none.
 *
 * <p>An edge is in two lists: the dependencies of its dependant (single links, in the order they
 * were named) and the dependants of its dependency (double links).
 */
final class Edges {
  /** The dependency must be done before the task starts. */
  static final int HARD = 1;

  /** The dependency must have come to an end before the task starts. */
  static final int SOFT = 2;

  /** The parked task waits for it. */
  static final int AWAITED = 4;

  /** It was found while the task ran. */
  static final int DYNAMIC = 8;

  private static final int KIND_BITS = 4;
  private static final int KIND_MASK = (1 << KIND_BITS) - 1;

  private static final int PAGE_BITS = 12;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int FIELDS = 5;
  private static final int DEPENDENCY = 0;
  private static final int DEPENDANT = 1;
  private static final int NEXT_DEPENDENCY = 2;
  private static final int NEXT_DEPENDANT = 3;
  private static final int PREVIOUS_DEPENDANT = 4;

  private final Tasks tasks;
  private int[][] pages = new int[4][];
  private int used = 1;
  private int free;
  private int count;

  Edges(Tasks tasks) {
    this.tasks = tasks;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  TaskState dependency(int edge) {
    return tasks.at(get(edge, DEPENDENCY) >>> KIND_BITS);
  }

  TaskState dependant(int edge) {
    return tasks.at(get(edge, DEPENDANT));
  }

  int kind(int edge) {
    return get(edge, DEPENDENCY) & KIND_MASK;
  }

  void kind(int edge, int kind) {
    set(edge, DEPENDENCY, (get(edge, DEPENDENCY) & ~KIND_MASK) | kind);
  }

  int nextDependency(int edge) {
    return get(edge, NEXT_DEPENDENCY);
  }

  int nextDependant(int edge) {
    return get(edge, NEXT_DEPENDANT);
  }

  /** The edge between the two, or 0. */
  int find(TaskState dependant, TaskState dependency) {
    int edge = dependant.firstDependency;
    while (edge != 0 && dependency(edge) != dependency) {
      edge = nextDependency(edge);
    }
    return edge;
  }

  /** Adds an edge after {@code previous}, or as the first of its dependant if that is 0. */
  int add(TaskState dependant, TaskState dependency, int kind, int previous) {
    int edge = allocate();
    count++;
    set(edge, DEPENDENCY, dependency.index << KIND_BITS | kind);
    set(edge, DEPENDANT, dependant.index);
    if (previous == 0) {
      set(edge, NEXT_DEPENDENCY, dependant.firstDependency);
      dependant.firstDependency = edge;
    } else {
      set(edge, NEXT_DEPENDENCY, nextDependency(previous));
      set(previous, NEXT_DEPENDENCY, edge);
    }
    int second = dependency.firstDependant;
    set(edge, NEXT_DEPENDANT, second);
    set(edge, PREVIOUS_DEPENDANT, 0);
    if (second != 0) {
      set(second, PREVIOUS_DEPENDANT, edge);
    }
    dependency.firstDependant = edge;
    return edge;
  }

  /** Takes an edge away; {@code previous} is the one before it in its dependant's list, or 0. */
  void remove(int edge, int previous) {
    count--;
    TaskState dependant = dependant(edge);
    if (previous == 0) {
      dependant.firstDependency = nextDependency(edge);
    } else {
      set(previous, NEXT_DEPENDENCY, nextDependency(edge));
    }
    int next = nextDependant(edge);
    int before = get(edge, PREVIOUS_DEPENDANT);
    if (next != 0) {
      set(next, PREVIOUS_DEPENDANT, before);
    }
    if (before == 0) {
      dependency(edge).firstDependant = next;
    } else {
      set(before, NEXT_DEPENDANT, next);
    }
    set(edge, NEXT_DEPENDENCY, free);
    free = edge;
  }

  private int allocate() {
    if (free != 0) {
      int edge = free;
      free = nextDependency(edge);
      return edge;
    }
    int page = used >>> PAGE_BITS;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, 2 * page);
    }
    if ((used & (PAGE - 1)) == 0 || used == 1) {
      pages[page] = new int[PAGE * FIELDS];
    }
    return used++;
  }

  private int get(int edge, int field) {
    return pages[edge >>> PAGE_BITS][(edge & (PAGE - 1)) * FIELDS + field];
  }

  private void set(int edge, int field, int value) {
    pages[edge >>> PAGE_BITS][(edge & (PAGE - 1)) * FIELDS + field] = value;
  }
}
