package dev.stillson.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of runs that had a stake in one task, each with a number that attempts name. That a set has
 * several numbers does no harm, so that only those of late are remembered.
 */
final class RunSets {
  /** Of more runs with a stake in one task, those that began first are noted. */
  private static final int MOST_RUNS = 100;

  private static final int REMEMBERED = 10_000;

  private final Map<List<String>, Integer> numbers = new HashMap<>();
  private final PreparedStatement insert;
  private int next;

  RunSets(Connection connection) throws SQLException {
    insert = connection.prepareStatement("INSERT INTO run_set (worker, number) VALUES (?, ?)");
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(number), 0) FROM (SELECT max(number) AS number FROM run_set"
                    + " UNION ALL SELECT max(runs) FROM attempt) known")) {
      row.next();
      next = row.getInt(1) + 1;
    }
  }

  /** The number of the set of these runs' workers; 0: nobody had a stake. */
  int number(List<String> runs) throws SQLException {
    if (runs.isEmpty()) {
      return 0;
    }
    List<String> noted = runs.size() > MOST_RUNS ? runs.subList(0, MOST_RUNS) : runs;
    Integer known = numbers.get(noted);
    if (known != null) {
      return known;
    }
    if (numbers.size() >= REMEMBERED) {
      numbers.clear();
    }
    int number = next++;
    for (String worker : noted) {
      insert.setString(1, StoredText.of(worker));
      insert.setInt(2, number);
      insert.addBatch();
    }
    insert.executeBatch();
    numbers.put(List.copyOf(noted), number);
    return number;
  }
}
