package dev.stillson.server.store;

import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values that many tasks share, each written once and named by a number: terms, signatures and sets
 * of workers.
 */
final class SharedValues {
  private static final String TERMS = "TERMS";
  private static final String SIGNATURE = "SIGNATURE";
  private static final String WORKERS = "WORKERS";

  private final Map<Object, Integer> numbers = new HashMap<>();
  private final Map<Integer, Object> values = new HashMap<>();
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private int next = 1;

  /** Reads what is there. */
  SharedValues(Connection connection) throws SQLException {
    insert =
        connection.prepareStatement("INSERT INTO shared (number, kind, value) VALUES (?, ?, ?)");
    delete = connection.prepareStatement("DELETE FROM shared WHERE number = ?");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT number, kind, value FROM shared")) {
      while (rows.next()) {
        keep(rows.getInt(1), value(rows.getString(2), rows.getString(3)));
      }
    }
  }

  /** Deletes the sets of workers that no task names any more, which are all but {@code named}. */
  void retain(Set<Integer> named) throws SQLException {
    List<Integer> left =
        values.keySet().stream()
            .filter(number -> values.get(number) instanceof List && !named.contains(number))
            .toList();
    for (int number : left) {
      delete.setInt(1, number);
      delete.addBatch();
      numbers.remove(values.remove(number));
    }
    if (!left.isEmpty()) {
      delete.executeBatch();
    }
  }

  private void keep(int number, Object value) {
    numbers.put(value, number);
    values.put(number, value);
    next = Math.max(next, number + 1);
  }

  private static Object value(String kind, String text) {
    return switch (kind) {
      case TERMS -> TermsJson.terms(text);
      case SIGNATURE -> TermsJson.signature(text);
      case WORKERS -> Tree.texts(Tree.read(text));
      default -> throw new IllegalArgumentException("A shared value is of kind '" + kind + "'");
    };
  }

  int number(Terms terms) throws SQLException {
    Integer known = numbers.get(terms);
    return known == null ? insert(terms, TERMS, TermsJson.of(terms)) : known;
  }

  int number(Signature signature) throws SQLException {
    Integer known = numbers.get(signature);
    return known == null ? insert(signature, SIGNATURE, TermsJson.of(signature)) : known;
  }

  int number(List<String> workers) throws SQLException {
    Integer known = numbers.get(workers);
    return known == null ? insert(workers, WORKERS, Tree.write(Tree.texts(workers))) : known;
  }

  private int insert(Object value, String kind, String text) throws SQLException {
    int number = next;
    insert.setInt(1, number);
    insert.setString(2, kind);
    insert.setString(3, text);
    insert.executeUpdate();
    keep(number, value);
    return number;
  }

  Terms terms(int number) {
    return (Terms) value(number);
  }

  Signature signature(int number) {
    return (Signature) value(number);
  }

  @SuppressWarnings("unchecked") // A list is a set of workers.
  List<String> workers(int number) {
    return (List<String>) value(number);
  }

  private Object value(int number) {
    Object value = values.get(number);
    if (value == null) {
      throw new IllegalArgumentException("A row names shared value " + number + ", which is gone");
    }
    return value;
  }
}
