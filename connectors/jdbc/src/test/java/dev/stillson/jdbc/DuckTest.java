package dev.stillson.jdbc;

import dev.stillson.testkit.MapSettings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.TablePartition;
import dev.stillson.store.Connector;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DuckTest extends EnvironmentContract {
  @Override
  Map<String, String> shop() {
    return new HashMap<>(
        Map.of(
            "shop.url",
            "jdbc:duckdb:data/it's a [shop].db;threads=2",
            "shop.options.memory_limit",
            "200MB"));
  }

  @Test
  void lookingCreatesNoFile() throws Exception {
    store().existing(List.of(orders(DAY), store().inEnvironment(orders(DAY), "ci")));
    assertThatThrownBy(() -> count(jdbc(), "orders")).hasMessageContaining("has no database yet");

    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void planningKeepsNoOneOut() throws Exception {
    load(jdbc(), DAY, 1);
    reopened();
    store().existing(List.of(orders(DAY)));

    try (Connector other = new JdbcProvider().open(MapSettings.of(folder, shop()))) {
      load(other.client(Jdbc.class, new FakeContext("")), DAY, 2);
    }
    assertThat(count(jdbc(), "orders")).isEqualTo(2);
  }

  @Test
  void anEnvironmentIsAFileBesideTheRealOne() throws Exception {
    connector
        .client(Jdbc.class, new FakeContext("ci"))
        .load(orders(DAY), load -> load.execute(ORDERS));
    connector.close();

    try (var files = Files.list(folder.resolve("data"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("it's a [shop].env-ci.db");
    }
  }

  @Test
  void aTableInASchemaHasItsEnvironmentToo() throws Exception {
    TablePartition target = TablePartition.of("shop", "sales.daily", DAY);
    jdbc()
        .load(
            target,
            load -> {
              load.execute("CREATE SCHEMA IF NOT EXISTS sales");
              load.execute("CREATE TABLE sales.daily (day DATE PRIMARY KEY)");
              load.execute("INSERT INTO sales.daily VALUES (?)", DAY);
            });
    reopened();

    Jdbc jdbc = connector.client(Jdbc.class, new FakeContext("ci"));
    jdbc.load(target, load -> load.execute("INSERT INTO sales.daily VALUES (?)", DAY));

    assertThat(store().existing(List.of(store().inEnvironment(target, "ci")))).hasSize(1);
  }

  @Test
  void optionsComeFromTheUrlAndFromTheirOwnSection() throws Exception {
    load(jdbc(), DAY, 1);

    try (var settings =
        jdbc()
            .query(
                "shop",
                String.class,
                "SELECT current_setting('threads') || ' ' || current_setting('memory_limit')")) {
      assertThat(settings).containsExactly("2 190.7 MiB");
    }
  }

  @Test
  void twoEnvironmentsAtOnceAreRefused() throws Exception {
    load(jdbc(), DAY, 1);

    assertThatThrownBy(() -> load(connector.client(Jdbc.class, new FakeContext("ci")), DAY, 1))
        .hasMessageStartingWith("Data source 'shop' is used in two environments at once");
  }

  @Test
  void aDatabaseInMemoryServesQueriesOnFiles() throws Exception {
    try (Connector engine =
        new JdbcProvider().open(MapSettings.of(folder, Map.of("engine.url", "jdbc:duckdb:")))) {
      var file = Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n3,4\n");
      Jdbc jdbc = engine.client(Jdbc.class, new FakeContext("ci"));
      try (var sums =
          jdbc.query("engine", Long.class, "SELECT sum(b) FROM read_csv(?)", file.toString())) {
        assertThat(sums).containsExactly(6L);
      }
    }
  }
}
