package dev.stillson.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.graph.Drawing.Tone;
import dev.stillson.core.graph.Drawing.Vertex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingTest {

  private static final Drawing SALES =
      new Drawing(
          List.of(
              new Vertex("Report()", "to run", Tone.ACTIVE, List.of(1, 2), List.of(3)),
              new Vertex("Load(day=1)", "to run", Tone.ACTIVE, List.of(3), List.of()),
              new Vertex("Upload(day=1)", "", Tone.PLAIN, List.of(4, 3), List.of()),
              new Vertex("Dump(day=1)", "done", Tone.GOOD, List.of(4), List.of()),
              new Vertex("Orders()", "missing", Tone.BAD, List.of(), List.of())));

  private static final Drawing HOSTILE =
      new Drawing(
          List.of(
              new Vertex(
                  "X(a=\"]; click n0 href \"javascript:alert(1)\" <img src=x onerror=alert(1)>`#\\n\n\u202e)",
                  "\\\"];evil->b;//",
                  Tone.PLAIN,
                  List.of(),
                  List.of())));

  @Test
  void treeShowsWhatStandsBelowOnce() {
    assertThat(Tree.text(SALES, List.of(0), 10))
        .isEqualTo(
            """
            Report()  to run
            ├─ Load(day=1)  to run
            │  └─ Dump(day=1)  done
            │     └─ Orders()  missing
            ├─ Upload(day=1)
            │  ├─ Orders()  missing
            │  └─ Dump(day=1)  done  (needs: see above)
            └─ Dump(day=1)  done  (soft)  (needs: see above)
            """);
  }

  @Test
  void treeEndsAtItsDepthAlsoInALongChainOrACycle() {
    assertThat(Tree.text(SALES, List.of(0), 1))
        .isEqualTo(
            """
            Report()  to run
            ├─ Load(day=1)  to run  …
            ├─ Upload(day=1)  …
            └─ Dump(day=1)  done  (soft)  …
            """);
    List<Vertex> ring = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      ring.add(new Vertex("T" + i, "", Tone.PLAIN, List.of((i + 1) % 100_000), List.of()));
    }
    assertThat(Tree.text(new Drawing(ring), List.of(0), 30).lines()).hasSize(31);
    Drawing self = new Drawing(List.of(new Vertex("S", "", Tone.PLAIN, List.of(0), List.of())));
    assertThat(Tree.text(self, List.of(0), 30)).isEqualTo("S\n└─ S  (needs: see above)\n");
  }

  @Test
  void graphvizTextHasAllVerticesAndEdges() {
    assertThat(Dot.text(SALES))
        .startsWith("digraph {\n")
        .contains("n0 [label=\"Report()\\nto run\", fillcolor=\"#cfe0f5\"];")
        .contains("n0 -> n1;\n", "n0 -> n3 [style=dashed];\n", "n3 -> n4;\n")
        .endsWith("}\n");
  }

  @Test
  void mermaidTextHasAllVerticesAndEdges() {
    assertThat(Mermaid.text(SALES))
        .startsWith("flowchart LR\n  n0[\"Report()<br/>to run\"]:::active\n")
        .contains("  n2[\"Upload(day=1)\"]\n")
        .contains("  n0 --> n1\n", "  n0 -.-> n3\n")
        .contains("  classDef good fill:#cfe8cf");
  }

  @Test
  void hostileNamesStayNames() {
    assertThat(Dot.text(HOSTILE).lines().filter(line -> line.contains("label=")))
        .singleElement()
        .asString()
        .contains("label=\"X(a=\\\"]; click n0 href \\\"javascript")
        .contains("\\\\n\\\\u{a}\\\\u{202e})\\n\\\\\\\"];evil->b;//\", fillcolor");
    assertThat(Mermaid.text(HOSTILE).lines().filter(line -> line.contains("n0[")))
        .singleElement()
        .asString()
        .doesNotContain("<img", "`", "click n0 href \"")
        .contains("#60;img src=x onerror=alert(1)#62;#96;#35;#92;n");
    assertThat(Tree.text(HOSTILE, List.of(0), 3).lines()).hasSize(1);
  }
}
