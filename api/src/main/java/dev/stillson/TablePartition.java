package dev.stillson;

/**
 * The rows of one table that one task loads. It exists when a marker row says so, and that row is
 * written in the same transaction as the data.
 *
 * @param source the data source's name in the configuration
 * @param table the table, with its schema where it has one: {@code sales.daily}
 * @param partition which part of the table, such as a day; empty for the whole table
 */
public record TablePartition(String source, String table, String partition) implements Target {

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if {@code source} or {@code table} is blank
   */
  public TablePartition {
    if (source.isBlank() || table.isBlank()) {
      throw new IllegalArgumentException(
          "A table partition has an empty name: source='%s' table='%s'".formatted(source, table));
    }
  }

  /**
   * The part of {@code table} in data source {@code source} that {@code partition}, by its text,
   * names.
   */
  public static TablePartition of(String source, String table, Object partition) {
    return new TablePartition(source, table, partition.toString());
  }

  /** The whole of {@code table} in data source {@code source}. */
  public static TablePartition of(String source, String table) {
    return new TablePartition(source, table, "");
  }

  @Override
  public String toString() {
    return source + ":" + table + (partition.isEmpty() ? "" : "[" + partition + "]");
  }
}
