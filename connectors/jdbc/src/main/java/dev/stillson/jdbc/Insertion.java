package dev.stillson.jdbc;

import dev.stillson.tabular.DuckRows;
import dev.stillson.tabular.RowType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records inserted into one table, many with each statement.
 *
 * @param table as SQL names it
 */
record Insertion(Statements statements, String table) {
  private static final int ROWS = 200;
  private static final int PARAMETERS = 10_000;

  /** Inserts {@code rows} and closes the stream; how many there were. */
  long insert(Stream<? extends Record> rows) throws SQLException {
    try (rows) {
      Iterator<? extends Record> each = rows.iterator();
      if (!each.hasNext()) {
        return 0;
      }
      Record first = each.next();
      RowType<Record> type = rowType(first);
      return statements.dialect() == Dialect.DUCKDB
          ? append(type, first, each)
          : insert(type, first, each);
    }
  }

  private long append(RowType<Record> type, Record first, Iterator<? extends Record> rest)
      throws SQLException {
    String names = names(type);
    long count =
        DuckRows.fill(statements.connection(), "stillson_rows", type, following(first, rest));
    statements.execute(
        "INSERT INTO %s (%s) SELECT %s FROM temp.main.stillson_rows"
            .formatted(table, names, names));
    statements.execute("DROP TABLE temp.main.stillson_rows");
    return count;
  }

  private long insert(RowType<Record> type, Record first, Iterator<? extends Record> rest)
      throws SQLException {
    int full = Math.clamp(PARAMETERS / type.columns().size(), 1, ROWS);
    Iterator<Record> rows = following(first, rest);
    long count = 0;
    String sql = sql(type, full);
    List<@Nullable Object[]> batch = new ArrayList<>(full);
    try (PreparedStatement statement = statements.connection().prepareStatement(sql)) {
      while (rows.hasNext()) {
        batch.add(type.values(rows.next()));
        if (batch.size() == full) {
          count += send(statement, batch);
        }
      }
    } catch (SQLException e) {
      throw statements.explained(e, sql);
    }
    return batch.isEmpty() ? count : count + insertLast(type, batch);
  }

  private long insertLast(RowType<Record> type, List<@Nullable Object[]> batch)
      throws SQLException {
    String sql = sql(type, batch.size());
    try (PreparedStatement statement = statements.connection().prepareStatement(sql)) {
      return send(statement, batch);
    } catch (SQLException e) {
      throw statements.explained(e, sql);
    }
  }

  private long send(PreparedStatement statement, List<@Nullable Object[]> batch)
      throws SQLException {
    int index = 1;
    for (@Nullable Object[] row : batch) {
      for (Object value : row) {
        Values.bind(statement, index++, value, statements.dialect());
      }
    }
    batch.clear();
    return statement.executeLargeUpdate();
  }

  private String sql(RowType<?> type, int rows) {
    String row = "(" + String.join(", ", Collections.nCopies(type.columns().size(), "?")) + ")";
    return "INSERT INTO %s (%s) VALUES %s"
        .formatted(table, names(type), String.join(", ", Collections.nCopies(rows, row)));
  }

  private String names(RowType<?> type) {
    StringJoiner names = new StringJoiner(", ");
    type.columns().forEach(column -> names.add(statements.dialect().quote(column.name())));
    return names.toString();
  }

  @SuppressWarnings("unchecked") // The row type of a record's own class reads that record.
  private static RowType<Record> rowType(Record row) {
    return (RowType<Record>) (RowType<?>) RowType.of(row.getClass());
  }

  private static Iterator<Record> following(Record first, Iterator<? extends Record> rest) {
    return new Iterator<>() {
      private boolean begun;

      @Override
      public boolean hasNext() {
        return !begun || rest.hasNext();
      }

      @Override
      public Record next() {
        if (begun) {
          return rest.next();
        }
        begun = true;
        return first;
      }
    };
  }
}
