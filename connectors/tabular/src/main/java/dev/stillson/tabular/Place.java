package dev.stillson.tabular;

/** Where a row comes from, for messages; asked only when something is wrong with the row. */
public interface Place {

  /** What is read: a file or a query. */
  String source();

  /** Where in it: {@code line 7} or {@code row 7}, counted from 1. */
  String position();
}
