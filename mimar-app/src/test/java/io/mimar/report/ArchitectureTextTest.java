package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.graph.Graph;
import io.mimar.random.Seeds;
import io.mimar.space.ImageSpace;
import io.mimar.space.MobileSpace;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArchitectureTextTest {

  /** A cell of three operations and its skeleton, written by hand. */
  private static Graph graph() {
    List<String> labels =
        List.of(
            "input",
            "conv3x3",
            "sep3x3",
            "maxpool3x3",
            "cell",
            "stem/1",
            "stage 16x2",
            "stage 32x1",
            "stage 64x1",
            "output");
    boolean[][] edges = new boolean[10][10];
    edges[0][1] = true;
    edges[1][2] = true;
    edges[0][3] = true;
    edges[1][3] = true;
    edges[0][4] = true;
    edges[2][4] = true;
    edges[3][4] = true;
    for (int v = 5; v < 10; v++) {
      edges[v - 1][v] = true;
    }
    return Graph.of(labels, edges);
  }

  @Test
  void drawsTheCellAndTheSkeleton() {
    assertEquals(
        """
          a  conv3x3     <- input
          b  sep3x3      <- a
          c  maxpool3x3  <- input, a
          =  sum of input, b, c
          stem 3x3/1 -> 16 x2 -> 32 x1 -> 64 x1 -> mean -> linear 10\
        """,
        ArchitectureText.draw(graph(), 10));
    assertTrue(ArchitectureText.draw(graph()).endsWith("linear"));
    assertEquals(
        "conv3x3, sep3x3, maxpool3x3 | /1 16x2 32x1 64x1", ArchitectureText.brief(graph()));
  }

  @Test
  void holdsItsLinesForEveryArchitecture() {
    for (ImageSpace space : List.of(ImageSpace.standard(), ImageSpace.nasBench201())) {
      for (int i = 0; i < 300; i++) {
        Graph graph = space.random(Seeds.root(9).at(space.name(), i).rng()).graph();
        String drawing = ArchitectureText.draw(graph, 10);
        assertTrue(drawing.lines().count() <= ArchitectureText.MAX_LINES, drawing);
        assertTrue(drawing.contains("stem 3x3/"), drawing);
      }
    }
  }

  @Test
  void listsTheDecisionsOfAPlainSpace() {
    MobileSpace space = new MobileSpace();
    Graph least = space.architecture(new int[space.choices().size()]).graph();
    assertEquals(
        """
          stem stride = 1
          stem width  = 4
          depth 1     = 0
          depth 2     = 0
          depth 3     = 0
          depth 4     = 0
          head width  = 0
          dropout     = 0.0\
        """,
        ArchitectureText.draw(least));
    assertTrue(ArchitectureText.brief(least).startsWith("stem stride=1, stem width=4, depth 1=0"));
    int[] values = new int[space.choices().size()];
    Arrays.fill(values, 1);
    String most = ArchitectureText.draw(space.architecture(values).graph());
    assertEquals(12, most.lines().count(), most);
    assertEquals("  stem stride = 2      depth 3     = 1", most.lines().findFirst().orElseThrow());
  }

  @Test
  void drawsGraphsOfOtherSpaces() {
    Graph two = Graph.of(List.of("in", "out"), new boolean[][] {{false, true}, {false, false}});
    assertEquals("  =  input", ArchitectureText.draw(two));
    boolean[][] edges = new boolean[40][40];
    for (int v = 1; v < 40; v++) {
      edges[v - 1][v] = true;
    }
    String drawing = ArchitectureText.draw(Graph.of(Collections.nCopies(40, "op"), edges));
    assertEquals(ArchitectureText.MAX_LINES, drawing.lines().count());
    assertTrue(drawing.contains("... 28 more"), drawing);
  }
}
