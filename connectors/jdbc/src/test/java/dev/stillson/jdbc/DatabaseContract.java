package dev.stillson.jdbc;

import dev.stillson.testkit.MapSettings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.stillson.TablePartition;
import dev.stillson.store.Connector;
import dev.stillson.store.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every database does alike; the source is called {@code shop}. */
@Timeout(60)
abstract class DatabaseContract {
  record Order(LocalDate day, int customerId, BigDecimal value, Optional<String> note) {}

  record Total(LocalDate day, long count) {}

  static final LocalDate DAY = LocalDate.of(2019, 4, 21);
  static final String ORDERS =
      "CREATE TABLE IF NOT EXISTS orders (day DATE, customer_id INTEGER, value DECIMAL(9, 2), note VARCHAR(20))";

  @TempDir Path folder;
  Connector connector;

  /** The settings of source {@code shop}, an empty database for each test. */
  abstract Map<String, String> shop() throws Exception;

  @BeforeEach
  final void open() throws Exception {
    connector = new JdbcProvider().open(MapSettings.of(folder, shop()));
  }

  @AfterEach
  final void close() throws Exception {
    connector.close();
  }

  final Connector reopened() throws Exception {
    connector.close();
    connector = new JdbcProvider().open(MapSettings.of(folder, shop()));
    return connector;
  }

  static TablePartition orders(LocalDate day) {
    return TablePartition.of("shop", "orders", day);
  }

  final Jdbc jdbc() throws IOException {
    return connector.client(Jdbc.class, new FakeContext(""));
  }

  @SuppressWarnings("unchecked") // The connector's one store.
  final Store<TablePartition> store() {
    return (Store<TablePartition>) connector.store();
  }

  static Stream<Order> rows(LocalDate day, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Order(
                day, i, new BigDecimal("1.25"), i % 2 == 0 ? Optional.of("n") : Optional.empty()));
  }

  final void load(Jdbc jdbc, LocalDate day, int count) throws Exception {
    jdbc.load(
        orders(day),
        load -> {
          load.execute(ORDERS);
          load.replace("day", day, rows(day, count));
        });
  }

  final long count(Jdbc jdbc, String table) throws Exception {
    try (Stream<Long> rows = jdbc.query("shop", Long.class, "SELECT count(*) FROM " + table)) {
      return rows.findFirst().orElseThrow();
    }
  }

  @Test
  void nothingExistsBeforeAnythingIsLoaded() throws Exception {
    assertThat(store().existing(List.of(orders(DAY)))).isEmpty();
    // Of the data source there is its name, and nothing of how to sign in there.
    assertThat(store().describe(orders(DAY))).isEqualTo("shop:orders[2019-04-21]");
  }

  @Test
  void aLoadedPartitionExistsAndItsRowsAreThere() throws Exception {
    load(jdbc(), DAY, 3);

    assertThat(store().existing(List.of(orders(DAY), orders(DAY.plusDays(1)))))
        .containsExactly(orders(DAY));
    try (Stream<Order> rows =
        jdbc()
            .query(
                "shop",
                Order.class,
                "SELECT * FROM orders WHERE day = ? ORDER BY customer_id",
                DAY)) {
      assertThat(rows)
          .extracting(Order::day, Order::customerId, Order::note)
          .containsExactly(
              tuple(DAY, 0, Optional.of("n")),
              tuple(DAY, 1, Optional.empty()),
              tuple(DAY, 2, Optional.of("n")));
    }
  }

  @Test
  void whatExistsOutlivesTheRun() throws Exception {
    load(jdbc(), DAY, 3);

    reopened();

    assertThat(store().existing(List.of(orders(DAY)))).containsExactly(orders(DAY));
    assertThat(count(jdbc(), "orders")).isEqualTo(3);
  }

  @Test
  void loadingAgainReplaces() throws Exception {
    load(jdbc(), DAY, 3);
    load(jdbc(), DAY.plusDays(1), 2);
    load(jdbc(), DAY, 5);

    assertThat(count(jdbc(), "orders")).isEqualTo(7);
    assertThat(count(jdbc(), "stillson_markers")).isEqualTo(2);
  }

  @Test
  void aFailedLoadLeavesNeitherRowsNorMarker() throws Exception {
    load(jdbc(), DAY, 3);

    assertThatThrownBy(() ->
            jdbc()
                .load(
                    orders(DAY.plusDays(1)),
                    load -> {
                      load.insert(rows(DAY.plusDays(1), 4));
                      throw new IOException("the file is broken");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the file is broken");

    assertThat(count(jdbc(), "orders")).isEqualTo(3);
    assertThat(store().existing(List.of(orders(DAY.plusDays(1))))).isEmpty();
  }

  @Test
  void anAttemptThatHasEndedPublishesNothing() throws Exception {
    load(jdbc(), DAY, 1);
    FakeContext context = new FakeContext("");
    Jdbc late = connector.client(Jdbc.class, context);

    assertThatThrownBy(() ->
            late.load(
                orders(DAY.plusDays(1)),
                load -> {
                  load.insert(rows(DAY.plusDays(1), 4));
                  context.end();
                }))
        .hasMessage("The attempt has ended");

    assertThat(count(jdbc(), "orders")).isEqualTo(1);
    assertThat(store().existing(List.of(orders(DAY.plusDays(1))))).isEmpty();
  }

  @Test
  void aTaskCannotEndTheTransactionItself() throws Exception {
    assertThatThrownBy(() -> jdbc().load(orders(DAY), load -> load.connection().commit()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("A task called commit()");
  }

  @Test
  void deletedPartitionsExistNoMoreAndTheirRowsStay() throws Exception {
    load(jdbc(), DAY, 3);
    load(jdbc(), DAY.plusDays(1), 3);

    store().delete(List.of(orders(DAY), orders(DAY.plusDays(9))));

    assertThat(store().existing(List.of(orders(DAY), orders(DAY.plusDays(1)))))
        .containsExactly(orders(DAY.plusDays(1)));
    assertThat(count(jdbc(), "orders")).isEqualTo(6);
  }

  @Test
  void thousandsOfPartitionsAreAskedForAtOnce() throws Exception {
    List<TablePartition> targets = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      targets.add(orders(DAY.plusDays(i)));
      targets.add(TablePartition.of("shop", "totals", DAY.plusDays(i)));
    }
    load(jdbc(), DAY.plusDays(7), 1);
    load(jdbc(), DAY.plusDays(1_999), 1);

    assertThat(store().existing(targets))
        .containsExactlyInAnyOrder(orders(DAY.plusDays(7)), orders(DAY.plusDays(1_999)));
  }

  @Test
  void namesOfPartitionsAreTextAndNothingElse() throws Exception {
    for (String name : List.of("it's", "a;b", "% _", "", "Ü\n")) {
      TablePartition target = TablePartition.of("shop", "orders", name);
      jdbc().load(target, load -> load.execute(ORDERS));

      assertThat(store().existing(List.of(target))).containsExactly(target);
    }
    assertThat(store().existing(List.of(TablePartition.of("shop", "orders", "a")))).isEmpty();
  }

  record Values(
      String words,
      int whole,
      long big,
      double fraction,
      boolean truth,
      LocalDate onDay,
      LocalDateTime atTime,
      Instant instant,
      Optional<Integer> missing) {}

  @Test
  void valuesComeBackAsTheyWereBound() throws Exception {
    Values values =
        new Values(
            "it's – ü",
            -1,
            1L << 40,
            0.1,
            true,
            DAY,
            LocalDateTime.of(2019, 4, 21, 10, 0, 0, 123_456_000),
            Instant.parse("2019-04-21T22:00:00Z"),
            Optional.empty());
    String table =
        "CREATE TABLE vals (words VARCHAR(50), whole INTEGER, big BIGINT, fraction DOUBLE PRECISION, truth BOOLEAN, on_day DATE, at_time TIMESTAMP, instant %s, missing INTEGER)"
            .formatted(instantType());

    jdbc()
        .load(
            TablePartition.of("shop", "vals"),
            load -> {
              load.execute(table);
              load.insert(Stream.of(values));
              load.execute(
                  "INSERT INTO vals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  values.words(),
                  values.whole(),
                  values.big(),
                  values.fraction(),
                  values.truth(),
                  values.onDay(),
                  values.atTime(),
                  values.instant(),
                  values.missing());
            });

    try (Stream<Values> rows =
        jdbc()
            .query(
                "shop",
                Values.class,
                "SELECT * FROM vals WHERE on_day = ? AND at_time = ? AND truth = ? AND big > ?",
                values.onDay(),
                values.atTime(),
                true,
                5)) {
      assertThat(rows).containsExactly(values, values);
    }
  }

  String instantType() {
    return "TIMESTAMP WITH TIME ZONE";
  }

  @Test
  void aWrongStatementIsShownWithItsSource() throws Exception {
    assertThatThrownBy(() -> jdbc().load(orders(DAY), load -> load.execute("SELEC 1")))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("source:    shop")
        .hasMessageContaining("statement: SELEC 1");
  }

  @Test
  void whatIsReadWithAConnectionIsNeverChanged() throws Exception {
    load(jdbc(), DAY, 3);

    // Some databases refuse to change anything, the others have it rolled back.
    SQLException refused =
        catchThrowableOfType(
            SQLException.class,
            () ->
                jdbc()
                    .read(
                        "shop",
                        connection -> {
                          try (var statement = connection.createStatement()) {
                            return statement.executeUpdate("DELETE FROM orders");
                          }
                        }));
    assertThat(refused == null || String.valueOf(refused.getMessage()).contains("read")).isTrue();

    assertThat(count(jdbc(), "orders")).isEqualTo(3);
  }

  @Test
  void aQueryCanFeedALoadOfTheSameDatabase() throws Exception {
    load(jdbc(), DAY, 450);

    try (Stream<Order> rows = jdbc().query("shop", Order.class, "SELECT * FROM orders")) {
      jdbc()
          .load(
              TablePartition.of("shop", "copies", DAY),
              load -> {
                load.execute(ORDERS.replace("orders", "copies"));
                load.replace("day", DAY, rows);
              });
    }

    assertThat(count(jdbc(), "copies")).isEqualTo(450);
  }

  @Test
  void manyTasksLoadAtOnce() throws Exception {
    int tasks = 24;
    CyclicBarrier start = new CyclicBarrier(tasks);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> loads = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        LocalDate day = DAY.plusDays(i);
        loads.add(
            threads.submit(() -> {
              start.await();
              String table = "t" + day.toEpochDay() % 3;
              TablePartition target = TablePartition.of("shop", table, day);
              jdbc()
                  .load(
                      target,
                      load -> {
                        createWhenRaced(load, ORDERS.replace("orders", table));
                        load.replace("day", day, rows(day, 50));
                      });
              assertThat(store().existing(List.of(target))).containsExactly(target);
              return null;
            }));
      }
      for (Future<?> load : loads) {
        load.get(50, TimeUnit.SECONDS);
      }
    }

    assertThat(count(jdbc(), "stillson_markers")).isEqualTo(tasks);
    assertThat(count(jdbc(), "t0") + count(jdbc(), "t1") + count(jdbc(), "t2"))
        .isEqualTo(50L * tasks);
  }

  /**
   * Creates a table that other transactions may be creating; theirs to solve where several write.
   */
  void createWhenRaced(Load load, String sql) throws SQLException {
    load.execute(sql);
  }

  @Test
  void aSourceThatIsNotConfiguredIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> store().existing(List.of(TablePartition.of("shoop", "orders"))))
        .hasMessageStartingWith("Data source 'shoop' is not configured\n  configured: shop");
  }

  @Test
  void aReadOnlySourceRefusesLoads() throws Exception {
    load(jdbc(), DAY, 1);
    Map<String, String> settings = new HashMap<>(shop());
    settings.put("shop.read_only", "true");
    connector.close();
    connector = new JdbcProvider().open(MapSettings.of(folder, settings));

    assertThat(store().existing(List.of(orders(DAY)))).hasSize(1);
    assertThat(count(jdbc(), "orders")).isEqualTo(1);
    assertThatThrownBy(() -> load(jdbc(), DAY, 1)).hasMessage("Data source 'shop' is read-only");
  }
}
