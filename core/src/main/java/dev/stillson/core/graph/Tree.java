package dev.stillson.core.graph;

import dev.stillson.core.text.Shown;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Draws with lines of text: below each vertex what it needs. What stands below a vertex is drawn
 * once; where the vertex comes again, it says so.
 */
public final class Tree {
  private final Drawing drawing;
  private final int deepest;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder indent = new StringBuilder();
  private final BitSet drawn = new BitSet();
  private final Deque<Branch> path = new ArrayDeque<>();

  private Tree(Drawing drawing, int deepest) {
    this.drawing = drawing;
    this.deepest = deepest;
  }

  /** A vertex whose needs are being drawn. */
  private static final class Branch {
    private final Drawing.Vertex vertex;
    private int next;

    private Branch(Drawing.Vertex vertex) {
      this.vertex = vertex;
    }
  }

  /**
   * The text of {@code drawing}, one line for each vertex and way to it.
   *
   * @param roots the numbers of the vertices to begin with
   * @param deepest how many levels are drawn below them; of what is deeper, an ellipsis
   */
  public static String text(Drawing drawing, List<Integer> roots, int deepest) {
    Tree tree = new Tree(drawing, deepest);
    for (int root : roots) {
      tree.draw(root);
    }
    return tree.text.toString();
  }

  private void draw(int root) {
    line(root, false);
    while (!path.isEmpty()) {
      Branch branch = path.peek();
      int edge = branch.next++;
      indent.setLength(3 * (path.size() - 1));
      if (edge == branch.vertex.degree()) {
        path.pop();
      } else {
        boolean last = edge == branch.vertex.degree() - 1;
        text.append(indent).append(last ? "└─ " : "├─ ");
        indent.append(last ? "   " : "│  ");
        line(branch.vertex.target(edge), branch.vertex.isSoft(edge));
      }
    }
  }

  /** Writes the rest of the line of a vertex, and goes below it where that is new. */
  private void line(int number, boolean soft) {
    Drawing.Vertex vertex = drawing.vertices().get(number);
    text.append(Shown.plain(vertex.label()));
    if (!vertex.note().isEmpty()) {
      text.append("  ").append(Shown.plain(vertex.note()));
    }
    text.append(soft ? "  (soft)" : "");
    if (vertex.degree() == 0) {
      text.append('\n');
    } else if (drawn.get(number)) {
      text.append("  (needs: see above)\n");
    } else if (path.size() == deepest) {
      text.append("  …\n");
    } else {
      drawn.set(number);
      path.push(new Branch(vertex));
      text.append('\n');
    }
  }
}
