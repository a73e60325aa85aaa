package dev.stillson.jdbc;

import dev.stillson.TablePartition;
import dev.stillson.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.stream.Stream;

/** The client of one attempt: in its environment, and only as long as the attempt lasts. */
final class AttemptJdbc implements Jdbc {
  private final DataSources sources;
  private final MarkerTable markers;
  private final InstantSource clock;
  private final TaskContext context;

  AttemptJdbc(DataSources sources, MarkerTable markers, InstantSource clock, TaskContext context) {
    this.sources = sources;
    this.markers = markers;
    this.clock = clock;
    this.context = context;
  }

  @Override
  public <X extends Exception> void load(TablePartition target, LoadBody<X> body)
      throws SQLException, InterruptedException, X {
    Place place = Place.of(target).in(environment());
    Database database = sources.database(place.source());
    Dialect dialect = database.dialect();
    try (Session session =
        database.write(place.environment(), TableName.parse(target.table()), markers)) {
      body.run(new Transaction(session, dialect, place, target));
      // The context refuses an attempt that has ended meanwhile: nobody waits for its data any
      // more.
      markers.mark(session, dialect, target, context.taskId(), context.attempt(), clock.instant());
      session.commit();
    }
  }

  @Override
  public <R> Stream<R> query(String source, Class<R> row, String sql, Object... arguments)
      throws SQLException {
    Place place = Place.parse(source).in(environment());
    Database database = sources.database(place.source());
    Session session = database.read(place.environment());
    try {
      return new Statements(session.connection(), database.dialect(), place.toString())
          .query(row, sql, arguments)
          .onClose(() -> close(session, place));
    } catch (SQLException | RuntimeException e) {
      Closing.after(session, e);
      throw e;
    }
  }

  @Override
  public <T, X extends Exception> T read(String source, ReadBody<T, X> body)
      throws SQLException, X {
    Place place = Place.parse(source).in(environment());
    try (Session session = sources.database(place.source()).read(place.environment())) {
      return body.run(GuardedConnection.of(session.connection()));
    }
  }

  private String environment() {
    return context.environment().orElse("");
  }

  private static void close(Session session, Place place) {
    try {
      session.close();
    } catch (SQLException e) {
      throw new UncheckedIOException(
          new IOException("A query of " + place + " cannot be closed", e));
    }
  }
}
