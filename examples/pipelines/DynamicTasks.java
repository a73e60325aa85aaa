import dev.stillson.*;
import dev.stillson.jdbc.Jdbc;
import dev.stillson.tabular.Csv;
import java.util.List;
import java.util.stream.Stream;

/**
 * Dependencies that are known only when the task runs: which airports are the busiest is in the
 * data, and each of them gets a profile.
 *
 * <pre>
 * stillson run DynamicTasks.java BusiestAirports --count 3
 * </pre>
 */
record BusiestAirports(@Param(defaultValue = "5") int count) implements Task<Blob> {
  public FlightsCut requires() {
    return new FlightsCut();
  }

  public Blob output() {
    return Blob.at("out/busiest/%s.txt", count);
  }

  public void run(TaskContext ctx) throws Exception {
    List<AirportProfile> profiles;
    try (Stream<String> airports =
        ctx.client(Jdbc.class)
            .query(
                "engine",
                String.class,
                "SELECT origin FROM read_parquet(?) GROUP BY origin ORDER BY count(*) DESC, origin LIMIT ?",
                ctx.readFile(requires()).toString(),
                count)) {
      profiles = airports.map(AirportProfile::new).toList();
    }

    // Waits here, without keeping a slot, until all of them exist; those that exist already cost
    // nothing.
    ctx.require(profiles);

    ctx.write(
        output(),
        out -> {
          for (AirportProfile profile : profiles) {
            try (var text = ctx.read(profile)) {
              text.transferTo(out);
            }
          }
        });
  }
}

/** Where one can fly to from an airport, and how far that is. */
record AirportProfile(String airport) implements Task<Blob> {
  record Route(String destination, long flights, double meanDistance) {}

  public FlightsCut requires() {
    return new FlightsCut();
  }

  public Blob output() {
    return Blob.at("out/profiles/%s.csv", airport);
  }

  public void run(TaskContext ctx) throws Exception {
    try (Stream<Route> routes =
        ctx.client(Jdbc.class)
            .query(
                "engine",
                Route.class,
                """
                SELECT destination, count(*) AS flights, avg(distance) AS mean_distance
                FROM read_parquet(?) WHERE origin = ?
                GROUP BY destination ORDER BY flights DESC, destination
                """,
                ctx.readFile(requires()).toString(),
                airport)) {
      Csv.of(Route.class).write(ctx, output(), routes);
    }
  }
}

/** A few flights of each day. */
record FlightsCut() implements ExternalTask<Blob> {
  public Blob output() {
    return Blob.at("data/flights-cut.parquet");
  }
}
