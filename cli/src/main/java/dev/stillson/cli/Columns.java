package dev.stillson.cli;

import java.util.List;

/** Rows of words in columns as wide as their widest word; nothing at the end of a line. */
record Columns(Console console) {

  /** Prints {@code rows}, or notes {@code none} where there are none and that is not empty. */
  void print(List<List<String>> rows, String none) {
    if (rows.isEmpty() && !none.isEmpty()) {
      console.note(none);
    }
    int[] widths = new int[rows.isEmpty() ? 0 : rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
      }
      console.print(line.toString().stripTrailing());
    }
  }
}
