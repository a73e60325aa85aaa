package dev.stillson.jdbc;

import dev.stillson.testkit.MapSettings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.TablePartition;
import dev.stillson.store.Connector;
import dev.stillson.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that loads day after day is killed between the data and the commit, or near it. */
@Timeout(120)
class CrashTest {
  private static final int TRIALS = 4;

  @TempDir Path folder;

  @Test
  void sqliteNeverShowsDataWithoutMarkerNorMarkerWithoutData() throws Exception {
    killRepeatedly("jdbc:sqlite:shop.db");
  }

  @Test
  void duckdbNeverShowsDataWithoutMarkerNorMarkerWithoutData() throws Exception {
    killRepeatedly("jdbc:duckdb:shop.db");
  }

  @Test
  void postgresNeverShowsDataWithoutMarkerNorMarkerWithoutData() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      killRepeatedly(server.getJdbcUrl("postgres", "postgres"));
    }
  }

  private void killRepeatedly(String url) throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int next = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      int last = killed(url, next, next + 1 + random.nextInt(8));
      assertWhole(url, next, last, seed);
      next = last + 1;
    }
  }

  /**
   * Starts loading with day {@code first} and kills when the rows of {@code victim} are written.
   */
  private int killed(String url, int first, int victim) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashTest.class.getName(),
                folder.toString(),
                url,
                String.valueOf(first))
            .redirectErrorStream(true)
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.equals("written " + victim)) {
          break;
        }
      }
    }
    child.destroyForcibly();
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said).as("output of the child").contains("written " + victim);
    return victim;
  }

  private void assertWhole(String url, int first, int last, long seed) throws Exception {
    try (Connector connector = connector(folder, url)) {
      List<TablePartition> all = new ArrayList<>();
      for (int i = 0; i <= last + 5; i++) {
        all.add(target(i));
      }
      @SuppressWarnings("unchecked")
      Store<TablePartition> store = (Store<TablePartition>) connector.store();
      var marked = store.existing(all);
      Jdbc jdbc = connector.client(Jdbc.class, new FakeContext(""));
      for (int i = 0; i < all.size(); i++) {
        long rows;
        try (Stream<Long> count =
            jdbc.query("shop", Long.class, "SELECT count(*) FROM orders WHERE day = ?", day(i))) {
          rows = count.findFirst().orElseThrow();
        }
        assertThat(rows)
            .as("rows of day %d, seed %d", i, seed)
            .isEqualTo(marked.contains(all.get(i)) ? 200 : 0);
        if (i >= first && i < last) {
          assertThat(marked).as("acknowledged loads, seed %d", seed).contains(all.get(i));
        }
      }
    }
  }

  private static LocalDate day(int number) {
    return LocalDate.EPOCH.plusDays(number);
  }

  private static TablePartition target(int number) {
    return TablePartition.of("shop", "orders", day(number));
  }

  private static Connector connector(Path folder, String url) {
    return new JdbcProvider().open(MapSettings.of(folder, Map.of("shop.url", url)));
  }

  /** The child: loads one day after another until it is killed. */
  static void main(String[] arguments) throws Exception {
    Connector connector = connector(Path.of(arguments[0]), arguments[1]);
    Jdbc jdbc = connector.client(Jdbc.class, new FakeContext(""));
    for (int i = Integer.parseInt(arguments[2]); ; i++) {
      int number = i;
      jdbc.load(
          target(number),
          load -> {
            load.execute(DatabaseContract.ORDERS);
            load.replace("day", day(number), DatabaseContract.rows(day(number), 200));
            System.out.println("written " + number);
          });
    }
  }
}
