package dev.stillson.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duckdb.DuckDBConnection;

/**
 * The work of the example {@code Flights} as plain calls of DuckDB on two threads: the same
 * queries, the same files, no engine.
 *
 * <p>Usage: {@code PlainFlights FLIGHTS.parquet AIRPORTS.csv FOLDER}.
 */
final class PlainFlights {
  private static final LocalDate FIRST = LocalDate.of(2001, 1, 1);
  private static final LocalDate END = LocalDate.of(2001, 7, 2);

  private final Path flights;
  private final Path airports;
  private final Path folder;

  private PlainFlights(Path flights, Path airports, Path folder) {
    this.flights = flights;
    this.airports = airports;
    this.folder = folder;
  }

  /** Runs once; prints nothing. */
  public static void main(String[] args) throws Exception {
    new PlainFlights(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])).run();
  }

  private void run() throws SQLException, IOException, InterruptedException, ExecutionException {
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      DuckDBConnection shared = engine.unwrap(DuckDBConnection.class);
      List<Future<?>> days = new ArrayList<>();
      for (LocalDate date = FIRST; date.isBefore(END); date = date.plusDays(1)) {
        LocalDate day = date;
        days.add(
            threads.submit(() -> {
              try (Connection connection = shared.duplicate()) {
                day(connection, day);
              }
              return null;
            }));
      }
      for (Future<?> day : days) {
        day.get();
      }
      for (YearMonth month = YearMonth.from(FIRST);
          !month.isAfter(YearMonth.from(END));
          month = month.plusMonths(1)) {
        month(engine, month);
      }
      report(engine);
    }
  }

  private void day(Connection connection, LocalDate date) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_parquet('%s') WHERE date >= DATE '%s' AND date < DATE '%s') TO '%s' (FORMAT parquet)"
              .formatted(flights, date, date.plusDays(1), file("day-" + date + ".parquet")));
      statement.execute(
          """
          COPY (SELECT origin AS airport, count(*) AS flights,
                       count(*) FILTER (delay > 15) AS late, sum(greatest(delay, 0)) AS minutes
                FROM read_parquet('%s') GROUP BY origin ORDER BY origin) TO '%s' (HEADER)
          """
              .formatted(file("day-" + date + ".parquet"), file("statistics-" + date + ".csv")));
    }
  }

  private void month(Connection connection, YearMonth month) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (SELECT airport, any_value(city || ', ' || name) AS name, sum(flights) AS flights,
                       sum(late) AS late, sum(minutes) AS minutes
                FROM read_csv('%s') LEFT JOIN read_csv('%s') ON iata = airport
                GROUP BY airport ORDER BY airport) TO '%s' (HEADER)
          """
              .formatted(
                  file("statistics-" + month + "-*.csv"),
                  airports,
                  file("month-" + month + ".csv")));
    }
  }

  private void report(Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT name, sum(late) / sum(flights) AS share FROM read_csv('%s')
                GROUP BY name ORDER BY sum(flights) DESC LIMIT 10
                """
                    .formatted(file("month-*.csv")))) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1) + " " + rows.getDouble(2));
      }
      Files.write(folder.resolve("late-flights.txt"), lines);
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
