package dev.stillson.core.graph;

import dev.stillson.core.text.Shown;
import java.util.Locale;

/** Draws in the language of Mermaid. An arrow points to what is needed; a dotted one is soft. */
public final class Mermaid {
  private Mermaid() {}

  /** The text of {@code drawing}, ready for a {@code mermaid} block. */
  public static String text(Drawing drawing) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (int i = 0; i < drawing.vertices().size(); i++) {
      Drawing.Vertex vertex = drawing.vertices().get(i);
      text.append("  n").append(i).append("[\"");
      escape(vertex.label(), text);
      if (!vertex.note().isEmpty()) {
        text.append("<br/>");
        escape(vertex.note(), text);
      }
      text.append("\"]");
      if (vertex.tone() != Drawing.Tone.PLAIN) {
        text.append(":::").append(name(vertex.tone()));
      }
      text.append('\n');
    }
    for (int i = 0; i < drawing.vertices().size(); i++) {
      Drawing.Vertex vertex = drawing.vertices().get(i);
      for (int e = 0; e < vertex.degree(); e++) {
        text.append("  n").append(i).append(vertex.isSoft(e) ? " -.-> n" : " --> n");
        text.append(vertex.target(e)).append('\n');
      }
    }
    for (Drawing.Tone tone : Drawing.Tone.values()) {
      if (tone != Drawing.Tone.PLAIN) {
        text.append("  classDef ").append(name(tone)).append(" fill:").append(tone.colour);
        text.append(",stroke:#555555\n");
      }
    }
    return text.toString();
  }

  private static String name(Drawing.Tone tone) {
    return tone.name().toLowerCase(Locale.ROOT);
  }

  /** Everything that Mermaid, Markdown or HTML could take for markup becomes its number. */
  private static void escape(String label, StringBuilder text) {
    String shown = Shown.plain(label);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      boolean plain = c >= 128 || Character.isLetterOrDigit(c) || " ()=,.:-/".indexOf(c) >= 0;
      if (plain) {
        text.append(c);
      } else {
        text.append('#').append((int) c).append(';');
      }
    }
  }
}
