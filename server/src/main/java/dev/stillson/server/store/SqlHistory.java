package dev.stillson.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.Signature;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Asks for the history over connections of its own, which are opened when somebody first asks. */
final class SqlHistory implements History, AutoCloseable {
  private final String url;
  private final Properties properties;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HikariDataSource pool;

  /** Opens connections of its own to {@code url} at the first question. */
  SqlHistory(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  /** A query over one of the connections. */
  @FunctionalInterface
  private interface Query<R> {
    R on(Connection connection) throws SQLException;
  }

  private <R> R ask(Query<R> query) {
    try (Connection connection = pool().getConnection()) {
      return query.on(connection);
    } catch (SQLException e) {
      throw new StoreException("The history cannot be read: " + e.getMessage(), e);
    }
  }

  private HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setDataSourceProperties(properties);
    config.setPoolName("stillson-history");
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(5_000);
    config.setReadOnly(true);
    return config;
  }

  private HikariDataSource pool() {
    lock.lock();
    try {
      HikariDataSource open = pool;
      if (open == null) {
        open = new HikariDataSource(config());
        pool = open;
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<PastAttempt> attempts(AttemptFilter filter, long before, int most) {
    List<String> conditions = new ArrayList<>(List.of("a.number < ?"));
    List<Object> values = new ArrayList<>(List.of(before));
    equal(conditions, values, "a.task", filter.taskId());
    equal(conditions, values, "a.family", filter.family());
    equal(conditions, values, "a.worker", filter.worker());
    if (!filter.endings().isEmpty()) {
      conditions.add("a.ending IN (" + marks(filter.endings()) + ")");
      filter.endings().forEach(ending -> values.add(ending.name()));
    }
    filter
        .from()
        .ifPresent(time -> {
          conditions.add("a.ended >= ?");
          values.add(Nanos.of(time));
        });
    filter
        .until()
        .ifPresent(time -> {
          conditions.add("a.ended < ?");
          values.add(Nanos.of(time));
        });
    String sql =
        "SELECT a.number, a.task, a.family, s.value, a.parameters, a.attempt, a.worker, a.host,"
            + " a.started, a.ended, a.ending, a.explanation, a.waited_for"
            + " FROM attempt a"
            + " JOIN shared s ON s.number = a.signature WHERE "
            + String.join(" AND ", conditions)
            + " ORDER BY a.number DESC LIMIT ?";
    values.add(most);
    return ask(connection -> {
      Map<String, Signature> signatures = new HashMap<>();
      List<PastAttempt> attempts = new ArrayList<>();
      try (PreparedStatement statement = prepared(connection, sql, values);
          ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Signature signature = signatures.computeIfAbsent(row.getString(4), TermsJson::signature);
          attempts.add(attempt(row, signature));
        }
      }
      return attempts;
    });
  }

  static void equal(
      List<String> conditions, List<Object> values, String column, Optional<String> wanted) {
    wanted.ifPresent(text -> {
      conditions.add(column + " = ?");
      values.add(StoredText.of(text));
    });
  }

  private static PastAttempt attempt(ResultSet row, Signature signature) throws SQLException {
    return new PastAttempt(
        row.getLong(1),
        new AttemptEnd(
            StoredText.read(row.getString(2)),
            StoredText.read(row.getString(3)),
            TaskJson.parameters(row.getString(5), signature),
            row.getInt(6),
            StoredText.read(row.getString(7)),
            StoredText.read(row.getString(8)),
            Nanos.time(row.getLong(9)),
            Nanos.time(row.getLong(10)),
            AttemptEnd.Ending.valueOf(row.getString(11)),
            Optional.ofNullable(StoredText.readNullable(row.getString(12))),
            Optional.ofNullable(StoredText.readNullable(row.getString(13)))));
  }

  @Override
  public List<Duration> durations(String family, int most) {
    return ask(connection -> {
      List<Duration> durations = new ArrayList<>();
      try (PreparedStatement statement =
              prepared(
                  connection,
                  "SELECT ended - started FROM attempt WHERE family = ? AND ending = 'DONE'"
                      + " ORDER BY number DESC LIMIT ?",
                  List.of(StoredText.of(family), most));
          ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          durations.add(Duration.ofNanos(row.getLong(1)));
        }
      }
      return durations;
    });
  }

  @Override
  public Score score(String family, int most) {
    return ask(connection -> {
      try (PreparedStatement statement =
              prepared(
                  connection,
                  "SELECT count(*), sum(CASE ending WHEN 'DONE' THEN 1 ELSE 0 END) FROM"
                      + " (SELECT ending FROM attempt WHERE family = ?"
                      + " AND ending IN ('DONE', 'FAILED') ORDER BY number DESC LIMIT ?) latest",
                  List.of(StoredText.of(family), most));
          ResultSet row = statement.executeQuery()) {
        row.next();
        int done = row.getInt(2);
        return new Score(done, row.getInt(1) - done);
      }
    });
  }

  @Override
  public List<Ends> ends(Instant from, Duration stretch, int most) {
    long first = Nanos.of(from);
    long length = stretch.toNanos();
    return ask(connection -> {
      List<Ends> all = new ArrayList<>();
      try (PreparedStatement statement =
              prepared(
                  connection,
                  "SELECT stretch, ending, count(*) FROM (SELECT (ended - ?) / ? AS stretch, ending"
                      + " FROM attempt WHERE ended >= ? AND ended < ?) one GROUP BY stretch, ending",
                  List.of(first, length, first, first + most * length));
          ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          all.add(
              new Ends(row.getInt(1), AttemptEnd.Ending.valueOf(row.getString(2)), row.getInt(3)));
        }
      }
      return all;
    });
  }

  @Override
  public List<PastRun> runs(RunFilter filter, long before, int most) {
    return ask(connection -> RunRows.runs(connection, filter, before, most));
  }

  @Override
  public Optional<RunRecord> run(String name) {
    return ask(connection -> RunRows.run(connection, name));
  }

  @Override
  public Optional<RunAttempt> lastAttempt(RunRecord run) {
    return ask(connection -> RunRows.lastAttempt(connection, run));
  }

  @Override
  public List<RunAttempt> attempts(RunRecord run, long after, int most) {
    return ask(connection -> RunRows.attempts(connection, run, after, most));
  }

  @Override
  public List<BackfillRecord> openBackfills() {
    return ask(BackfillRows::open);
  }

  @Override
  public List<PastBackfill> backfills(long before, int most) {
    return ask(connection -> BackfillRows.ended(connection, before, most));
  }

  @Override
  public Optional<BackfillRecord> backfill(String id) {
    return ask(connection -> BackfillRows.one(connection, id));
  }

  @Override
  public List<BackfillRecord.Value> values(
      String backfill, List<BackfillRecord.State> states, int most) {
    return ask(connection -> BackfillRows.values(connection, backfill, states, most));
  }

  @Override
  public List<PastAction> audit(long before, int most) {
    return ask(connection -> AuditRows.page(connection, before, most));
  }

  @Override
  public List<String> outputs(long order) {
    return ask(connection -> OutputRows.of(connection, order));
  }

  /** As many question marks as there are values. */
  static String marks(Collection<?> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }

  static PreparedStatement prepared(Connection connection, String sql, List<Object> values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      HikariDataSource open = pool;
      pool = null;
      if (open != null) {
        open.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
