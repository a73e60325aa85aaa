package dev.stillson.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads where the results of tasks are. They are in a table of their own, as they are
 * read for one task at a time, and never when a state is opened.
 */
final class OutputRows {
  private final Table<Changeset.Outputs> outputs;
  private final PreparedStatement remove;

  OutputRows(Connection connection) throws SQLException {
    outputs =
        Table.keyed(connection, "task_output", List.of("number", "outputs"), OutputRows::fill);
    remove = connection.prepareStatement("DELETE FROM task_output WHERE number = ?");
  }

  private static void fill(Changeset.Outputs told, Row row) throws SQLException {
    row.number(told.order()).plain(TaskJson.ofTexts(told.texts()));
  }

  /** Removes those of tasks that are gone. */
  void remove(List<Long> numbers) throws SQLException {
    for (long number : numbers) {
      remove.setLong(1, number);
      remove.addBatch();
    }
    if (!numbers.isEmpty()) {
      remove.executeBatch();
    }
  }

  /**
   * Writes what was told.
   *
   * @param newest the number of the newest task that there was before: of later ones there are none
   */
  void write(List<Changeset.Outputs> told, long newest) throws SQLException {
    List<Changeset.Outputs> added = new ArrayList<>(told.size());
    List<Changeset.Outputs> changed = new ArrayList<>();
    for (Changeset.Outputs one : told) {
      (one.order() > newest ? added : changed).add(one);
    }
    outputs.write(changed);
    outputs.add(added);
  }

  /** What was told of the task with this number; empty: nothing. */
  static List<String> of(Connection connection, long number) throws SQLException {
    try (PreparedStatement statement =
            SqlHistory.prepared(
                connection, "SELECT outputs FROM task_output WHERE number = ?", List.of(number));
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Tree.texts(Tree.read(row.getString(1))) : List.of();
    }
  }
}
