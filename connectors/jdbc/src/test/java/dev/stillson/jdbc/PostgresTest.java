package dev.stillson.jdbc;

import dev.stillson.testkit.MapSettings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.TablePartition;
import dev.stillson.store.Connector;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server. */
class PostgresTest extends EnvironmentContract {
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setCleanDataDirectory(true).start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void emptyDatabase() throws SQLException {
    sql(
        """
        DO $$ DECLARE s text; BEGIN
          FOR s IN SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'env_') OR nspname IN ('public', 'sales') LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', s);
          END LOOP;
          CREATE SCHEMA public;
        END $$
        """);
  }

  @Override
  Map<String, String> shop() {
    return Map.of(
        "shop.url",
        server.getJdbcUrl("postgres", "postgres"),
        "shop.pool",
        "6",
        "shop.patience",
        "PT20S");
  }

  private static void sql(String text) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /**
   * In PostgreSQL creating one table at once fails; the race that is ours is the marker table's.
   */
  @Override
  void createWhenRaced(Load load, String create) throws SQLException {
    load.execute("SELECT pg_advisory_xact_lock(1)");
    load.execute(create);
  }

  @Test
  void aLargeResultIsReadAsItIsConsumed() throws Exception {
    try (Stream<Long> numbers =
        jdbc().query("shop", Long.class, "SELECT * FROM generate_series(1, 100000000)")) {
      assertThat(numbers.limit(5)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
  }

  @Test
  void processesThatMeetAnEmptyDatabaseAtOnceAllSucceed() throws Exception {
    int processes = 6;
    CyclicBarrier start = new CyclicBarrier(processes);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> loads = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        TablePartition target = TablePartition.of("shop", "t", i);
        loads.add(
            threads.submit(() -> {
              try (Connector own = new JdbcProvider().open(MapSettings.of(folder, shop()))) {
                Jdbc jdbc = own.client(Jdbc.class, new FakeContext("ci"));
                start.await();
                jdbc.load(target, load -> load.execute("SELECT 1"));
              }
              return null;
            }));
      }
      for (Future<?> load : loads) {
        load.get(50, TimeUnit.SECONDS);
      }
    }
    assertThat(count(jdbc(), "env_ci.stillson_markers")).isEqualTo(processes);
  }

  @Test
  void namesWithCapitalsAreTheServersOwnInEnvironmentsToo() throws Exception {
    sql("CREATE TABLE Orders (day DATE)");
    TablePartition target = TablePartition.of("shop", "Orders", DAY);

    connector
        .client(Jdbc.class, new FakeContext("CI"))
        .load(target, load -> load.execute("INSERT INTO Orders VALUES (?)", DAY));

    assertThat(store().existing(List.of(store().inEnvironment(target, "CI")))).hasSize(1);
    assertThat(count(jdbc(), "\"env_CI\".orders")).isEqualTo(1);
    assertThat(count(jdbc(), "orders")).isZero();
  }

  @Test
  void aDroppedRealTableInASchemaIsNoticed() throws Exception {
    sql("CREATE SCHEMA sales; CREATE TABLE sales.daily (day DATE)");
    Jdbc jdbc = connector.client(Jdbc.class, new FakeContext("ci"));
    TablePartition target = TablePartition.of("shop", "sales.daily", DAY);

    jdbc.load(target, load -> load.execute("INSERT INTO " + load.table() + " VALUES (?)", DAY));
    assertThat(count(jdbc, "\"env_ci$sales\".daily")).isEqualTo(1);

    assertThatThrownBy(() -> jdbc.load(target, load -> load.execute("DROP TABLE sales.daily")))
        .hasMessageContaining("changed real tables")
        .hasMessageContaining("sales.daily");
    assertThatThrownBy(
            () -> jdbc.load(target, load -> load.execute("CREATE TABLE public.x (a INT)")))
        .hasMessageContaining("public.x");
    jdbc.load(target, load -> load.execute("CREATE TABLE env_ci.y (a INT); DROP TABLE env_ci.y"));
  }

  @Test
  void aServerThatIsNotThereIsAnErrorAndNotAMissingTarget() throws Exception {
    connector.close();
    connector =
        new JdbcProvider()
            .open(
                MapSettings.of(
                    folder,
                    Map.of(
                        "shop.url", "jdbc:postgresql://127.0.0.1:1/x", "shop.patience", "PT1S")));

    assertThatThrownBy(() -> store().existing(List.of(orders(DAY))))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Data source 'shop' does not say what exists in it");
  }
}
