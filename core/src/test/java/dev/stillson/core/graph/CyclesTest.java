package dev.stillson.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CyclesTest {

  @Test
  void graphWithoutCycleHasNone() {
    assertThat(Cycles.find(Adjacency.of(new int[][] {}))).isEmpty();
    assertThat(Cycles.find(Adjacency.of(new int[][] {{1, 2}, {2}, {}, {0, 0}}))).isEmpty();
  }

  @Test
  void cycleIsAPathThatComesBack() {
    assertThat(find(new int[][] {{0}})).containsExactly(0, 0);
    assertThat(find(new int[][] {{1}, {0}})).containsExactly(0, 1, 0);
    assertThat(find(new int[][] {{1}, {2}, {3, 4}, {}, {1}})).containsExactly(1, 2, 4, 1);
  }

  @Test
  void shortestWayBackIsShown() {
    assertThat(find(new int[][] {{1}, {2}, {3}, {4}, {0, 3}})).hasSizeLessThanOrEqualTo(6);
    assertThat(find(new int[][] {{1, 2}, {2}, {0}})).containsExactly(0, 2, 0);
  }

  @Test
  void chainOfAMillionIsNoProblem() {
    int size = 1_000_000;
    int[][] chain = new int[size][];
    for (int v = 0; v < size; v++) {
      chain[v] = v + 1 < size ? new int[] {v + 1} : new int[0];
    }
    assertThat(Cycles.find(Adjacency.of(chain))).isEmpty();
    chain[size - 1] = new int[] {0};
    assertThat(find(chain)).hasSize(size + 1);
  }

  @Test
  void everyCycleOfARandomGraphIsFoundAndIsOne() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(8);
      int[][] targets = new int[size][];
      for (int v = 0; v < size; v++) {
        targets[v] = random.ints(random.nextInt(3), 0, size).toArray();
      }
      int[] path = Cycles.find(Adjacency.of(targets)).orElse(new int[0]);
      assertThat(path.length > 0).as("seed " + seed).isEqualTo(hasCycle(targets));
      for (int i = 0; i + 1 < path.length; i++) {
        assertThat(targets[path[i]]).as("seed " + seed).contains(path[i + 1]);
      }
      if (path.length > 0) {
        assertThat(path[0]).isEqualTo(path[path.length - 1]);
      }
    }
  }

  /** Whether a walk of as many steps as there are vertices is possible. */
  private static boolean hasCycle(int[][] targets) {
    boolean[] at = new boolean[targets.length];
    java.util.Arrays.fill(at, true);
    boolean any = true;
    for (int step = 0; step <= targets.length && any; step++) {
      boolean[] next = new boolean[targets.length];
      any = false;
      for (int v = 0; v < targets.length; v++) {
        for (int target : targets[v]) {
          next[target] |= at[v];
          any |= at[v];
        }
      }
      at = next;
    }
    return any;
  }

  @Test
  void longPathIsShownByItsEnds() {
    assertThat(Cycles.show(List.of("A", "B", "A"))).isEqualTo("A → B → A");
    List<String> path = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      path.add("T" + i);
    }
    assertThat(Cycles.show(path))
        .startsWith("T0 → T1 → ")
        .contains("T9 → … 980 more … → T990")
        .endsWith(" → T999");
  }

  private static int[] find(int[][] targets) {
    return Cycles.find(Adjacency.of(targets)).orElseThrow();
  }
}
