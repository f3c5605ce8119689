package io.mimar.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mimar.graph.Graph;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.table.GraphLayout;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.table.TableSpace;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final EmbeddingOptions TINY =
      new EmbeddingOptions(8, 1, 8, 4, 16, 1, 2, 64, 32, 2e-3, 0.005, 1.0);

  /** A table of two rows, both of which would be held back, or neither. */
  private static TableSpace two(boolean heldBack) {
    List<Graph> graphs =
        Stream.iterate(0, i -> i + 1)
            .map(i -> chain("op" + i))
            .filter(g -> Samples.isHeldBack(new Architecture(List.of(0), g)) == heldBack)
            .limit(2)
            .toList();
    GraphLayout layout = GraphLayout.of("adjacency", "ops", graphs);
    List<Architecture> rows =
        IntStream.range(0, 2).mapToObj(i -> row(layout, layout.values(graphs.get(i)), i)).toList();
    Metric score = new Metric("score", Objective.Direction.MAXIMIZE, "", Metric.Role.OBJECTIVE);
    return new TableSpace(new Table("two", layout, List.of(score), rows, new double[][] {{1, 2}}));
  }

  private static Architecture row(GraphLayout layout, int[] values, int number) {
    List<Integer> boxed = IntStream.of(values).boxed().toList();
    return new Architecture(boxed, layout.graph(values), number);
  }

  private static Graph chain(String operation) {
    return Graph.of(
        List.of("in", operation, "out"),
        new boolean[][] {{false, true, false}, {false, false, true}, {false, false, false}});
  }

  @Test
  void whereAllWouldBeHeldBackNoneIs() {
    for (boolean heldBack : new boolean[] {true, false}) {
      TableSpace space = two(heldBack);
      assertFalse(Samples.draw(space, 20, false, Seeds.root(1).rng()).isEmpty());
      assertEquals(List.of(), Samples.draw(space, 20, true, Seeds.root(1).rng()));
      Embedding trained = Training.fit(space, TINY, Seeds.root(2));
      EmbeddingReport report = EmbeddingReport.of(trained, 10, Seeds.root(3).rng());
      assertEquals(OptionalDouble.empty(), report.reconstruction());
      assertEquals(1, report.validity());
    }
  }
}
