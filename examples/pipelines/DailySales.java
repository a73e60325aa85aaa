import dev.stillson.*;
import dev.stillson.jdbc.Jdbc;
import dev.stillson.tabular.Csv;
import java.io.IOException;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * The sales of a shop, day by day: each day's orders are dumped from the shop's database, backed
 * up, loaded into the analytics database and summed up.
 *
 * <pre>
 * stillson run DailySales.java SalesReport --date 2019-04-25     one day
 * stillson run DailySales.java SalesReports --days 2019-04       all days of a month that were not done yet
 * </pre>
 *
 * The databases {@code shop} and {@code analytics} are configured in stillson.toml.
 */
@Family(help = "One day's sales, from orders to report.", owners = "sales@example.com")
record SalesReport(LocalDate date) implements WrapperTask {
  record Parts(BackUpOrders backup, DailySummary summary) implements Requires.Group {}

  public Parts requires() {
    return new Parts(new BackUpOrders(date), new DailySummary(date));
  }
}

/**
 * The backfill: every day's report. A day that is done costs nothing, a day that fails stops no
 * other.
 */
record SalesReports(DateInterval days) implements WrapperTask {
  public Requires.All<SalesReport> requires() {
    return Requires.all(days.dates().map(SalesReport::new));
  }
}

/** An order, as the shop's database has it: the components are the columns. */
record Order(int customerId, LocalDate dateOrdered, int orderValue) {}

/** The orders of one day as a CSV file. */
record DumpOrders(LocalDate date) implements Task<Blob> {
  public Blob output() {
    return Blob.at("out/orders/%s.csv", date);
  }

  public void run(TaskContext ctx) throws Exception {
    try (Stream<Order> orders =
        ctx.client(Jdbc.class)
            .query("shop", Order.class, "SELECT * FROM sales WHERE date_ordered = ?", date)) {
      Csv.of(Order.class).write(ctx, output(), orders);
    }
  }
}

/** A copy of the dump in the backup storage, compressed as its name says. */
record BackUpOrders(LocalDate date) implements Task<Blob> {
  /** A folder today; "s3://bucket/orders/%s.csv.gz" is all that changes when it is to be S3. */
  private static final String BACKUP = "out/backup/orders/%s.csv.gz";

  public DumpOrders requires() {
    return new DumpOrders(date);
  }

  public Blob output() {
    return Blob.at(BACKUP, date);
  }

  public void run(TaskContext ctx) throws IOException {
    try (var dump = ctx.read(requires())) {
      ctx.write(output(), dump::transferTo);
    }
  }
}

/** The orders of one day in the analytics database. */
record LoadOrders(LocalDate date) implements Task<TablePartition> {
  public DumpOrders requires() {
    return new DumpOrders(date);
  }

  public TablePartition output() {
    return TablePartition.of("analytics", "orders", date);
  }

  public void run(TaskContext ctx) throws Exception {
    try (Stream<Order> orders = Csv.of(Order.class).read(ctx, requires())) {
      // One transaction: the day's rows and the marker that says they are there.
      ctx.client(Jdbc.class)
          .load(
              output(),
              load -> {
                load.execute(
                    """
                    CREATE TABLE IF NOT EXISTS orders (
                      customer_id INTEGER, date_ordered DATE, order_value INTEGER)
                    """);
                load.replace("date_ordered", date, orders);
              });
    }
  }
}

/** How many orders there were in one day and what they were worth, in the analytics database. */
record DailySales(LocalDate date) implements Task<TablePartition> {
  public LoadOrders requires() {
    return new LoadOrders(date);
  }

  public TablePartition output() {
    return TablePartition.of("analytics", "daily_sales", date);
  }

  public void run(TaskContext ctx) throws Exception {
    ctx.client(Jdbc.class)
        .load(
            output(),
            load -> {
              load.execute(
                  "CREATE TABLE IF NOT EXISTS daily_sales (date DATE, orders INTEGER, total INTEGER)");
              load.execute("DELETE FROM daily_sales WHERE date = ?", date);
              load.execute(
                  """
                  INSERT INTO daily_sales
                  SELECT date_ordered, count(*), sum(order_value) FROM orders
                  WHERE date_ordered = ? GROUP BY date_ordered
                  """,
                  date);
            });
  }
}

/** One day's line of the report, for those who like files better than databases. */
record DailySummary(LocalDate date) implements Task<Blob> {
  record Line(LocalDate date, int orders, int total) {}

  public DailySales requires() {
    return new DailySales(date);
  }

  public Blob output() {
    return Blob.at("out/sales/%s.csv", date);
  }

  public void run(TaskContext ctx) throws Exception {
    try (Stream<Line> lines =
        ctx.client(Jdbc.class)
            .query("analytics", Line.class, "SELECT * FROM daily_sales WHERE date = ?", date)) {
      Csv.of(Line.class).write(ctx, output(), lines);
    }
  }
}
