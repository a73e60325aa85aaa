package dev.stillson.core.graph;

import dev.stillson.core.text.Shown;

/** Draws in the language of Graphviz. An arrow points to what is needed; a dashed one is soft. */
public final class Dot {
  private Dot() {}

  /** The text of {@code drawing}, ready for {@code dot}. */
  public static String text(Drawing drawing) {
    StringBuilder text = new StringBuilder("digraph {\n  rankdir=LR;\n");
    text.append("  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\"];\n");
    for (int i = 0; i < drawing.vertices().size(); i++) {
      Drawing.Vertex vertex = drawing.vertices().get(i);
      text.append("  n").append(i).append(" [label=\"");
      escape(vertex.label(), text);
      if (!vertex.note().isEmpty()) {
        text.append("\\n");
        escape(vertex.note(), text);
      }
      text.append("\", fillcolor=\"").append(vertex.tone().colour).append("\"];\n");
    }
    for (int i = 0; i < drawing.vertices().size(); i++) {
      Drawing.Vertex vertex = drawing.vertices().get(i);
      for (int e = 0; e < vertex.degree(); e++) {
        text.append("  n").append(i).append(" -> n").append(vertex.target(e));
        text.append(vertex.isSoft(e) ? " [style=dashed];\n" : ";\n");
      }
    }
    return text.append("}\n").toString();
  }

  private static void escape(String label, StringBuilder text) {
    String shown = Shown.plain(label);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
  }
}
