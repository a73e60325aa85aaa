package dev.stillson.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.TablePartition;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What databases that have environments do alike. */
abstract class EnvironmentContract extends DatabaseContract {

  private Jdbc jdbc(String environment) throws Exception {
    return connector.client(Jdbc.class, new FakeContext(environment));
  }

  private TablePartition inCi(TablePartition target) {
    return store().inEnvironment(target, "ci-1");
  }

  @Test
  void anEnvironmentsTargetSaysSo() {
    assertThat(inCi(orders(DAY))).hasToString("shop@ci-1:orders[2019-04-21]");
    assertThat(inCi(inCi(orders(DAY)))).isEqualTo(inCi(orders(DAY)));
  }

  @Test
  void nothingExistsInANewEnvironment() throws Exception {
    load(jdbc(), DAY, 1);

    assertThat(store().existing(List.of(orders(DAY), inCi(orders(DAY)))))
        .containsExactly(orders(DAY));
  }

  @Test
  void aLoadInAnEnvironmentLeavesTheRealTablesAlone() throws Exception {
    load(jdbc(), DAY, 3);
    reopened();

    load(jdbc("ci-1"), DAY, 5);
    load(jdbc("ci-1"), DAY.plusDays(1), 5);

    assertThat(count(jdbc("ci-1"), "orders")).isEqualTo(10);
    assertThat(store().existing(List.of(inCi(orders(DAY)), orders(DAY.plusDays(1)))))
        .containsExactly(inCi(orders(DAY)));
    reopened();
    assertThat(count(jdbc(), "orders")).isEqualTo(3);
    assertThat(store().existing(List.of(orders(DAY), orders(DAY.plusDays(1)))))
        .containsExactly(orders(DAY));
  }

  @Test
  void aTableThatOthersMadeIsCopiedWithoutItsRows() throws Exception {
    load(jdbc(), DAY, 3);
    reopened();

    jdbc("ci-1").load(orders(DAY), load -> load.replace("day", DAY, rows(DAY, 5)));

    assertThat(count(jdbc("ci-1"), "orders")).isEqualTo(5);
    reopened();
    assertThat(count(jdbc(), "orders")).isEqualTo(3);
  }

  @Test
  void readingFindsTheRealTableWhereTheEnvironmentHasNone() throws Exception {
    load(jdbc(), DAY, 3);
    reopened();

    assertThat(count(jdbc("ci-1"), "orders")).isEqualTo(3);

    jdbc("ci-1")
        .load(
            TablePartition.of("shop", "totals", DAY),
            load -> {
              load.execute("CREATE TABLE IF NOT EXISTS totals (day DATE, count BIGINT)");
              load.execute(
                  "INSERT INTO totals SELECT day, count(*) FROM orders WHERE day = ? GROUP BY day",
                  DAY);
            });
    try (Stream<Total> totals = jdbc("ci-1").query("shop", Total.class, "SELECT * FROM totals")) {
      assertThat(totals).containsExactly(new Total(DAY, 3));
    }
  }

  @Test
  void anInputIsNamedWhereItWasFound() throws Exception {
    load(jdbc(), DAY, 3);
    reopened();
    load(jdbc("ci-1"), DAY, 5);

    jdbc("ci-1")
        .load(
            TablePartition.of("shop", "totals", DAY),
            load -> {
              load.execute("CREATE TABLE IF NOT EXISTS totals (day DATE, count BIGINT)");
              for (TablePartition input : List.of(orders(DAY), inCi(orders(DAY)))) {
                load.execute(
                    "INSERT INTO %s SELECT day, count(*) FROM %s GROUP BY day"
                        .formatted(load.table(), load.table(input)));
              }
            });

    try (Stream<Long> counts =
        jdbc("ci-1").query("shop", Long.class, "SELECT count FROM totals ORDER BY 1")) {
      assertThat(counts).containsExactly(3L, 5L);
    }
  }

  @Test
  void changingARealTableFromAnEnvironmentFailsTheLoad() throws Exception {
    load(jdbc(), DAY, 3);
    reopened();

    for (String statement :
        List.of(
            "DELETE FROM orders", "DROP TABLE orders", "ALTER TABLE orders ADD COLUMN x INTEGER")) {
      assertThatThrownBy(() ->
              jdbc("ci-1")
                  .load(TablePartition.of("shop", "totals", DAY), load -> load.execute(statement)))
          .as(statement)
          .isInstanceOf(SQLException.class);
    }

    assertThat(store().existing(List.of(inCi(TablePartition.of("shop", "totals", DAY))))).isEmpty();
    reopened();
    assertThat(count(jdbc(), "orders")).isEqualTo(3);
  }

  @Test
  void anEnvironmentWorksWhereNothingIsRealYet() throws Exception {
    load(jdbc("ci-1"), DAY, 5);

    assertThat(count(jdbc("ci-1"), "orders")).isEqualTo(5);
    assertThat(store().existing(List.of(orders(DAY)))).isEmpty();
  }
}
