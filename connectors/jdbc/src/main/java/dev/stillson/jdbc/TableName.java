package dev.stillson.jdbc;

import java.util.Optional;

/** A table as a target names it: {@code orders} or {@code sales.orders}. */
record TableName(Optional<String> schema, String name) {

  static TableName parse(String text) {
    int dot = text.lastIndexOf('.');
    return dot < 0
        ? new TableName(Optional.empty(), text)
        : new TableName(Optional.of(text.substring(0, dot)), text.substring(dot + 1));
  }
}
