package dev.stillson.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.server.store.AttemptFilter;
import dev.stillson.server.store.History;
import dev.stillson.server.store.SqliteStateStore;
import dev.stillson.server.store.StateStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process and a real kill. */
class KilledServerTest {
  @TempDir Path folder;

  @Test
  @Timeout(600)
  void whatAKilledServerAcknowledgedIsThere() throws Exception {
    long seed = Long.getLong("stillson.seed", System.nanoTime());
    Random random = new Random(seed);
    Set<String> announced = new HashSet<>();
    Set<String> done = new HashSet<>();
    for (int round = 0; round < Integer.getInteger("stillson.kill.rounds", 10); round++) {
      Process child = start(round);
      int lines = random.nextInt(1_500);
      try (BufferedReader out = child.inputReader()) {
        for (int i = 0; i < lines; i++) {
          String line = out.readLine();
          assertThat(line).as("The child ends by itself in round %s", round).isNotNull();
          note(line, announced, done);
        }
        // By its handle: the process itself would throw away what is still to be read.
        child.toHandle().destroyForcibly();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          note(line, announced, done);
        }
      }
      child.waitFor();
      check("seed " + seed + ", round " + round, announced, done);
    }
    assertThat(done).isNotEmpty();
  }

  private static void note(String line, Set<String> announced, Set<String> done) {
    (line.startsWith("A ") ? announced : done).add(line.substring(2));
  }

  private Process start(int round) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CrashChild.class.getName(),
            folder.resolve("data").toString(),
            Integer.toString(round))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void check(String context, Set<String> announced, Set<String> done) {
    try (StateStore store = new SqliteStateStore(folder.resolve("data"), "1.0")) {
      Snapshot snapshot = store.open();
      Map<String, TaskRow> tasks = new HashMap<>();
      snapshot.tasks().forEach(row -> tasks.put(row.id(), row));
      for (String id : announced) {
        assertThat(tasks).as(context).containsKeys(id, id + "'");
      }
      for (String id : done) {
        assertThat(tasks.get(id))
            .as("%s, %s", context, id)
            .isNotNull()
            .extracting(TaskRow::status)
            .isEqualTo(Status.DONE);
      }
      Set<String> past = new HashSet<>();
      List<History.PastAttempt> attempts =
          store.history().attempts(AttemptFilter.ALL, History.NEWEST, Integer.MAX_VALUE);
      for (History.PastAttempt one : attempts) {
        AttemptEnd end = one.attempt();
        assertThat(past.add(end.taskId() + " " + end.attempt())).as(context).isTrue();
      }
      for (TaskRow row : tasks.values()) {
        boolean twin = row.id().endsWith("'");
        String other = twin ? row.id().substring(0, row.id().length() - 1) : row.id() + "'";
        assertThat(tasks).as(context).containsKey(other);
        assertThat(past.contains(row.id() + " 1"))
            .as("%s: the history has the attempt of %s", context, row)
            .isEqualTo(row.status() == Status.DONE);
      }
    }
  }
}
