package dev.stillson.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DailySalesTest {
  private static final String[] ALL_DAYS = {"SalesReports", "--days", "2019-04-21-2019-04-27"};
  private static final Map<String, Integer> TOTALS =
      new TreeMap<>(
          Map.of(
              "2019-04-21", 20,
              "2019-04-22", 25,
              "2019-04-23", 20,
              "2019-04-24", 25,
              "2019-04-25", 130,
              "2019-04-26", 65));

  @TempDir Path folder;
  Workspace examples;

  @BeforeEach
  void copy() throws Exception {
    examples = Workspace.copyTo(folder);
  }

  @Test
  void oneDayIsDumpedBackedUpLoadedAndSummedUpOnce() throws Exception {
    var first = examples.run("DailySales.java", "SalesReport", "--date", "2019-04-25");
    assertThat(first.exitCode()).as(first.text()).isZero();
    assertThat(examples.read("out/sales/2019-04-25.csv"))
        .isEqualTo("date,orders,total\n2019-04-25,16,130\n");
    assertThat(examples.read("out/orders/2019-04-25.csv")).hasLineCount(17);
    try (var backup =
        new GZIPInputStream(
            Files.newInputStream(folder.resolve("out/backup/orders/2019-04-25.csv.gz")))) {
      assertThat(new String(backup.readAllBytes(), UTF_8))
          .isEqualTo(examples.read("out/orders/2019-04-25.csv"));
    }

    var second = examples.run("DailySales.java", "SalesReport", "--date", "2019-04-25");
    assertThat(second.exitCode()).isZero();
    assertThat(second.text()).contains("Nothing to do").doesNotContain("done    ");
  }

  @Test
  void theBackfillOfAllDaysMakesEachDaysTotal() throws Exception {
    var outcome = examples.run("DailySales.java", ALL_DAYS);

    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    assertThat(totals("out/analytics.db")).isEqualTo(TOTALS);
    assertThat(examples.run("DailySales.java", ALL_DAYS).text()).contains("Nothing to do");
  }

  @Test
  void aBrokenDayStopsNoOtherAndIsNamed() throws Exception {
    shop("UPDATE sales SET order_value = 'five' WHERE date_ordered = '2019-04-23'");

    var outcome = examples.run("DailySales.java", ALL_DAYS);

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.text())
        .contains("DumpOrders(date=2019-04-23)")
        .contains("query of shop, row 1: column 'order_value' has a wrong value")
        .contains("'five'");
    Map<String, Integer> rest = new TreeMap<>(TOTALS);
    rest.remove("2019-04-23");
    assertThat(totals("out/analytics.db")).isEqualTo(rest);
    assertThat(examples.exists("out/orders/2019-04-23.csv")).isFalse();

    shop("UPDATE sales SET order_value = 5 WHERE date_ordered = '2019-04-23'");
    var repaired = examples.run("DailySales.java", ALL_DAYS);

    assertThat(repaired.exitCode()).as(repaired.text()).isZero();
    assertThat(totals("out/analytics.db")).isEqualTo(TOTALS);
  }

  @Test
  void aRunInAnEnvironmentLeavesTheRealDatabaseAlone() throws Exception {
    examples.run("DailySales.java", "SalesReport", "--date", "2019-04-25");

    var outcome =
        examples.run("DailySales.java", "SalesReport", "--date", "2019-04-26", "--env", "ci");

    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    assertThat(totals("out/analytics.db")).isEqualTo(Map.of("2019-04-25", 130));
    assertThat(totals("out/analytics.env-ci.db")).isEqualTo(Map.of("2019-04-26", 65));
    assertThat(examples.exists("out/sales/2019-04-26.csv")).isFalse();
  }

  private Map<String, Integer> totals(String database) throws SQLException {
    Map<String, Integer> totals = new TreeMap<>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(database));
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT date, total FROM daily_sales")) {
      while (rows.next()) {
        totals.put(rows.getString(1), rows.getInt(2));
      }
    }
    return totals;
  }

  private void shop(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/sales.db"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
