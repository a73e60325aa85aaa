package dev.stillson.cli;

import java.util.List;

/** Rows of words in columns as wide as their widest word; nothing at the end of a line. */
record Columns(Console console) {

  /** Prints {@code rows}, or notes {@code none} where there are none and that is not empty. */
  void print(List<List<String>> rows, String none) {
    if (rows.isEmpty() && !none.isEmpty()) {
      console.note(none);
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
        line.append(row.get(i)).repeat(' ', width - row.get(i).length() + 2);
      }
      console.print(line.toString().stripTrailing());
    }
  }
}
