package dev.stillson.cli;

import dev.stillson.core.graph.Dot;
import dev.stillson.core.graph.Drawing;
import dev.stillson.core.graph.Mermaid;
import dev.stillson.core.graph.Tree;
import dev.stillson.core.text.Shown;
import java.util.List;

/** The form in which a graph is printed, as {@link Option#FORMAT} says. */
enum Drawings {
  TREE,
  DOT,
  MERMAID;

  private static final int DEEPEST = 50;

  static Drawings of(Options options) {
    String format = options.text(Option.FORMAT).orElse("tree");
    return switch (format) {
      case "tree" -> TREE;
      case "dot" -> DOT;
      case "mermaid" -> MERMAID;
      default ->
          throw new UsageException(
              "There is no form '" + Shown.plain(format) + "'\n  expected: tree, dot or mermaid");
    };
  }

  /** {@code drawing}, of which the first vertex is what was asked for. */
  String text(Drawing drawing) {
    return switch (this) {
      case TREE -> Tree.text(drawing, List.of(0), DEEPEST);
      case DOT -> Dot.text(drawing);
      case MERMAID -> Mermaid.text(drawing);
    };
  }
}
