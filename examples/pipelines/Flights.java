import dev.stillson.*;
import dev.stillson.jdbc.Jdbc;
import dev.stillson.tabular.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How late flights in the United States were in the first half of 2001: split by day, statistics of
 * each day and airport, rolled up by month, and a report with a chart.
 *
 * <pre>
 * stillson run Flights.java FlightReport                                        150 flights of each day
 * stillson run Flights.java FlightReport --source /data/flights-3m.parquet      all three million
 * </pre>
 *
 * The source still grows at its end, so the last two days, and what is made of them, are made anew
 * in every run; all the rest is made once.
 */
record FlightReport(
    @Param(defaultValue = Flights.CUT, help = "the flights, as Parquet") Path source)
    implements Flights {
  public Requires.All<MonthOfFlights> requires() {
    return Requires.all(DAYS.dates().map(YearMonth::from).distinct().map(this::month));
  }

  private MonthOfFlights month(YearMonth month) {
    return new MonthOfFlights(source, month);
  }

  public LocalDate lastDay() {
    return LAST;
  }

  public Blob output() {
    return out("late-flights.svg");
  }

  public void run(TaskContext ctx) throws IOException {
    var months = new TreeMap<YearMonth, Lateness>();
    var airports = new HashMap<String, Lateness>();
    for (MonthOfFlights month : requires()) {
      try (Stream<MonthOfFlights.Line> lines = Csv.of(MonthOfFlights.Line.class).read(ctx, month)) {
        lines.forEach(line -> {
          months.merge(month.month(), line.lateness(), Lateness::plus);
          airports.merge(line.name(), line.lateness(), Lateness::plus);
        });
      }
    }
    ctx.writeLines(output(), Chart.svg(months, airports));
  }
}

/** What all tasks on flights have in common: where they write, and when they are done again. */
interface Flights extends Task<Blob> {
  String CUT = "data/flights-cut.parquet";
  LocalDate LAST = LocalDate.of(2001, 7, 1);
  DateInterval DAYS = DateInterval.of(LocalDate.of(2001, 1, 1), LAST.plusDays(1));

  Path source();

  /** The last day that the output covers. */
  LocalDate lastDay();

  default Policy policy() {
    boolean growing = lastDay().isAfter(LAST.minusDays(2));
    return growing ? Policy.DEFAULT.withAlways() : Policy.DEFAULT;
  }

  /** A file among the outputs for this source. */
  default Blob out(String template, Object... arguments) {
    String name = source().getFileName().toString().replaceFirst("\\.parquet$", "");
    return Blob.at("out/flights/%s/", name)
        .resolve(String.format(Locale.ROOT, template, arguments));
  }
}

/** The source: someone else's file. */
record FlightsFile(Path source) implements ExternalTask<Blob> {
  public Blob output() {
    return Blob.at("%s", source);
  }
}

/** The flights of one day. DuckDB copies them from file to file; no row becomes an object. */
record DayOfFlights(Path source, LocalDate date) implements Flights {
  public FlightsFile requires() {
    return new FlightsFile(source);
  }

  public LocalDate lastDay() {
    return date;
  }

  public Blob output() {
    return out("day-%s.parquet", date);
  }

  public void run(TaskContext ctx) throws Exception {
    Path flights = ctx.readFile(requires());
    ctx.writeFile(
        output(),
        file ->
            ctx.client(Jdbc.class)
                .read(
                    "engine",
                    connection -> {
                      try (var copy =
                          connection.prepareStatement(
                              """
                              COPY (SELECT * FROM read_parquet(?) WHERE date >= ? AND date < ?)
                              TO ? (FORMAT parquet)
                              """)) {
                        copy.setString(1, flights.toString());
                        copy.setObject(2, date);
                        copy.setObject(3, date.plusDays(1));
                        copy.setString(4, file.toString());
                        return copy.execute();
                      }
                    }));
  }
}

/** Flights, and how late they were; sums, so that they can be added. */
record Lateness(long flights, long late, long minutes) {
  Lateness plus(Lateness other) {
    return new Lateness(flights + other.flights, late + other.late, minutes + other.minutes);
  }

  double meanMinutes() {
    return flights == 0 ? 0 : (double) minutes / flights;
  }

  double lateShare() {
    return flights == 0 ? 0 : (double) late / flights;
  }
}

/** One day's flights and their delays, by the airport they left. */
record DayStatistics(Path source, LocalDate date) implements Flights {
  /**
   * How many flights left {@code airport}, how many of them over 15 minutes late, and all delays.
   */
  record Line(String airport, long flights, long late, long minutes) {}

  public DayOfFlights requires() {
    return new DayOfFlights(source, date);
  }

  public LocalDate lastDay() {
    return date;
  }

  public Blob output() {
    return out("statistics-%s.csv", date);
  }

  public void run(TaskContext ctx) throws Exception {
    try (Stream<Line> lines =
        ctx.client(Jdbc.class)
            .query(
                "engine",
                Line.class,
                """
                SELECT origin AS airport, count(*) AS flights,
                       count(*) FILTER (delay > 15) AS late, sum(greatest(delay, 0)) AS minutes
                FROM read_parquet(?) GROUP BY origin ORDER BY origin
                """,
                ctx.readFile(requires()).toString())) {
      Csv.of(Line.class).write(ctx, output(), lines);
    }
  }
}

/** The names of the airports. */
record Airports() implements ExternalTask<Blob> {
  record Airport(String iata, String name, String city) {}

  public Blob output() {
    return Blob.at("data/airports.csv");
  }
}

/** One month's flights and their delays, by airport. */
record MonthOfFlights(Path source, YearMonth month) implements Flights {
  record Line(String airport, String name, long flights, long late, long minutes) {
    Lateness lateness() {
      return new Lateness(flights, late, minutes);
    }
  }

  record Needs(Requires.All<DayStatistics> days, Airports airports) implements Requires.Group {}

  public Needs requires() {
    return new Needs(
        Requires.all(days().map(day -> new DayStatistics(source, day))), new Airports());
  }

  private Stream<LocalDate> days() {
    return DateInterval.of(month).dates().filter(DAYS::contains);
  }

  public LocalDate lastDay() {
    return days().reduce((_, later) -> later).orElseThrow();
  }

  public Blob output() {
    return out("month-%s.csv", month);
  }

  public void run(TaskContext ctx) throws IOException {
    var names = new HashMap<String, String>();
    try (var airports = Csv.of(Airports.Airport.class).read(ctx, requires().airports())) {
      airports.forEach(
          airport -> names.put(airport.iata(), airport.city() + ", " + airport.name()));
    }
    var sums = new TreeMap<String, Lateness>();
    for (DayStatistics day : requires().days()) {
      try (Stream<DayStatistics.Line> lines = Csv.of(DayStatistics.Line.class).read(ctx, day)) {
        lines.forEach(line ->
            sums.merge(
                line.airport(),
                new Lateness(line.flights(), line.late(), line.minutes()),
                Lateness::plus));
      }
    }
    Csv.of(Line.class)
        .write(
            ctx,
            output(),
            sums.entrySet().stream()
                .map(sum ->
                    new Line(
                        sum.getKey(),
                        names.getOrDefault(sum.getKey(), sum.getKey()),
                        sum.getValue().flights(),
                        sum.getValue().late(),
                        sum.getValue().minutes())));
  }
}

/** A picture of bars, in plain SVG. */
class Chart {
  private static final int BAR = 24;
  private static final int LEFT = 330;

  static Stream<String> svg(Map<YearMonth, Lateness> months, Map<String, Lateness> airports) {
    var lines = new ArrayList<String>();
    int y = heading(lines, 30, "Share of flights more than 15 minutes late, by month");
    for (var month : months.entrySet()) {
      y = bar(lines, y, month.getKey().toString(), month.getValue());
    }
    y = heading(lines, y + 40, "The same for the ten busiest airports");
    for (var airport : busiest(airports)) {
      y = bar(lines, y, airport.getKey(), airport.getValue());
    }
    lines.addFirst(
        "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='%d' font-family='sans-serif' font-size='14'>"
            .formatted(y + 10));
    lines.add("</svg>");
    return lines.stream();
  }

  private static List<Map.Entry<String, Lateness>> busiest(Map<String, Lateness> airports) {
    return airports.entrySet().stream()
        .sorted(
            Map.Entry.<String, Lateness>comparingByValue(
                    (a, b) -> Long.compare(b.flights(), a.flights()))
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(10)
        .toList();
  }

  private static int heading(List<String> lines, int y, String text) {
    lines.add("<text x='10' y='%d' font-size='18'>%s</text>".formatted(y, text));
    return y + 16;
  }

  private static int bar(List<String> lines, int y, String name, Lateness value) {
    int middle = y + BAR - 7;
    lines.add(
        "<text x='%d' y='%d' text-anchor='end'>%s</text>"
            .formatted(LEFT - 8, middle, escaped(name)));
    lines.add(
        "<rect x='%d' y='%d' width='%d' height='%d' fill='#4878a8'/>"
            .formatted(LEFT, y + 3, Math.round(value.lateShare() * 1000), BAR - 6));
    lines.add(
        "<text x='%d' y='%d'>%s</text>"
            .formatted(
                LEFT + Math.round(value.lateShare() * 1000) + 8,
                middle,
                String.format(
                    Locale.ROOT,
                    "%.1f %% of %,d flights, %.1f minutes on average",
                    100 * value.lateShare(),
                    value.flights(),
                    value.meanMinutes())));
    return y + BAR;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
