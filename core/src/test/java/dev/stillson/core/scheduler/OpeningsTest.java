package dev.stillson.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Waiting claims may be left alone as long as the openings are what they were. */
class OpeningsTest {

  @Test
  void aClaimThatIsWorthItLaterAndAMessageAreFoundByTheOpenings() {
    long seed = Long.getLong("stillson.seed", System.nanoTime());
    int turns = 0;
    int messages = 0;
    for (int i = 0; i < 200; i++) {
      World world = new World(new Random(seed + i));
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
      Map<String, Boolean> worthwhile = new HashMap<>();
      Map<String, Boolean> told = new HashMap<>();
      long openings = scheduler.openings();
      for (int step = 0; step < 200; step++) {
        Command<?> command = world.next();
        Object reply = scheduler.apply(command, world.now);
        world.hear(command, reply);
        String context = "seed " + (seed + i) + ", step " + step + ", " + command;
        for (int w = 0; w < 4; w++) {
          String worker = "worker" + w;
          boolean now = scheduler.isClaimWorthwhile(worker);
          Boolean before = worthwhile.put(worker, now);
          boolean began = before != null && !before && now;
          turns += began ? 1 : 0;
          boolean claimed = command instanceof Command.Claim claim && claim.worker().equals(worker);
          assertThat(!began || claimed || scheduler.openings() != openings).as(context).isTrue();
          boolean has = scheduler.hasMessages(worker);
          boolean came = has && !told.getOrDefault(worker, false);
          told.put(worker, has);
          messages += came ? 1 : 0;
          assertThat(!came || scheduler.openings() != openings).as(context).isTrue();
        }
        openings = scheduler.openings();
      }
    }
    assertThat(turns).isPositive();
    assertThat(messages).isPositive();
  }

  @Test
  void aClaimThatGivesSomethingWasWorthIt() {
    long seed = Long.getLong("stillson.seed", System.nanoTime());
    for (int i = 0; i < 200; i++) {
      World world = new World(new Random(seed + i));
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
      for (int step = 0; step < 200; step++) {
        Command<?> command = world.next();
        boolean expected =
            !(command instanceof Command.Claim claim)
                || claim.held().isPresent()
                || scheduler.isClaimWorthwhile(claim.worker());
        Object reply = scheduler.apply(command, world.now);
        world.hear(command, reply);
        if (reply instanceof Claimed claimed && !claimed.assignments().isEmpty()) {
          assertThat(expected).as("seed %s, step %s, %s", seed + i, step, command).isTrue();
        }
      }
    }
  }
}
