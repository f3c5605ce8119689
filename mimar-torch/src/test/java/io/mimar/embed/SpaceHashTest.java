package io.mimar.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mimar.objective.Objective;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.ImageSpace;
import io.mimar.table.ChoicesLayout;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.table.TableSpace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An embedding that was kept is found again by the space it is of, and by no other. */
class SpaceHashTest {
  private static final ChoicesLayout LAYOUT =
      new ChoicesLayout(
          List.of("k", "w"),
          List.of(Choice.of("k", List.of("a", "b", "c")), Choice.of("w", List.of("a", "b", "c"))));

  private static TableSpace space(double score, int... codes) {
    List<Architecture> rows = new ArrayList<>();
    for (int code : codes) {
      int[] values = {code / 3, code % 3};
      rows.add(new Architecture(List.of(values[0], values[1]), LAYOUT.graph(values), rows.size()));
    }
    double[] scores = new double[codes.length];
    scores[0] = score;
    return new TableSpace(
        new Table(
            "t",
            LAYOUT,
            List.of(new Metric("m", Objective.Direction.MAXIMIZE, "", Metric.Role.OBJECTIVE)),
            rows,
            new double[][] {scores}));
  }

  @Test
  void tablesOfEqualChoicesAndOtherRowsAreOtherSpaces() {
    assertEquals(Encoders.hash(space(1, 0, 3, 4)), Encoders.hash(space(2, 0, 3, 4)));
    assertNotEquals(Encoders.hash(space(1, 0, 3, 4)), Encoders.hash(space(1, 0, 3, 5)));
    assertNotEquals(Encoders.hash(space(1, 0, 3, 4)), Encoders.hash(space(1, 0, 3)));
  }

  @Test
  void theBuiltInSpaceKeepsTheHashOfTheEmbeddingThatShips() {
    assertEquals("", ImageSpace.standard().members());
    assertEquals(1, Encoders.shipped(ImageSpace.standard()).stream().count());
  }
}
