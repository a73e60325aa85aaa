package dev.stillson.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.server.store.SqliteStateStore;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Worlds until there were enough steps. {@code -Dstillson.steps=N} makes others, and more or fewer
 * of them; {@code -Dstillson.seed=N} repeats the world that a failure names, alone.
 */
@Timeout(7_200)
class SimulationTest {
  private static final long STEPS = 1_000_000;
  private static final long FIRST = 1;

  @TempDir Path folder;

  private Simulation world(long seed) {
    return new Simulation(seed, folder, Optional.empty());
  }

  @Test
  void whateverGoesWrongTheLawsHoldAndEverythingComesToItsEnd() {
    Long fixed = Long.getLong("stillson.seed");
    Long longer = Long.getLong("stillson.steps");
    long wanted = fixed != null ? 1 : longer != null ? longer : STEPS;
    // A build meets the same worlds as the one before, so that a failure is that of a change.
    long seed = fixed != null ? fixed : longer != null ? System.nanoTime() : FIRST;
    System.out.println("The first world has seed " + seed);
    long steps = 0;
    int kills = 0;
    int stops = 0;
    int runs = 0;
    int echoes = 0;
    while (steps < wanted) {
      Simulation world = world(seed++);
      world.run();
      steps += world.steps();
      kills += world.kills();
      stops += world.stops();
      runs += world.laws().runs();
      echoes += world.laws().echoes();
    }
    System.out.printf(
        "%d steps, %d attempts, %d deaths and %d ends of the server, %d echoes of requests%n",
        steps, runs, kills, stops, echoes);
    if (steps >= STEPS) {
      // Otherwise little would have been proved.
      assertThat(runs).isGreaterThan(300);
      assertThat(kills).isGreaterThan(30);
      assertThat(stops).isGreaterThan(30);
      assertThat(echoes).isGreaterThan(30);
    }
  }

  @Test
  void theSameSeedMakesTheSameWorld() {
    long seed = Long.getLong("stillson.seed", FIRST);
    Simulation first = world(seed);
    first.run();
    Simulation second = world(seed);
    second.run();
    assertThat(second.mark()).as("seed %s", seed).isEqualTo(first.mark());
    assertThat(second.steps()).as("seed %s", seed).isEqualTo(first.steps());
  }

  @Test
  void theRealStoreReadsAfterEachDeathWhatWasStoredBeforeIt() {
    long seed = Long.getLong("stillson.seed", FIRST);
    int kills = 0;
    for (int i = 0; i < 40 && kills < 2; i++) {
      SqliteStateStore real = new SqliteStateStore(folder.resolve("data" + i), "1.0");
      try (real) {
        Simulation world = new Simulation(seed + i, folder, Optional.of(real));
        world.run();
        kills += world.kills();
      }
    }
    assertThat(kills).as("seed %s", seed).isPositive();
  }
}
