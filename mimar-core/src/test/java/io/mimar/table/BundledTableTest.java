package io.mimar.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Costs;
import io.mimar.network.Shape;
import io.mimar.space.Architecture;
import io.mimar.space.CellSpace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table that ships is whole, is of the networks it says, and tells them apart. */
class BundledTableTest {
  private static final CellSpace SPACE =
      CellSpace.parse("cells:4:none,conv3x3,maxpool3x3:2:8:1:convolution");
  private static final int CONNECTED = 662; // of 3^6 cells, those with a way from input to output

  private final Table table = BundledTable.read();

  @Test
  void everyCellWithAWayIsMeasured() {
    assertEquals(BundledTable.NAME, table.name());
    assertEquals(CONNECTED, table.rows().size());
    Set<List<Integer>> writings = new HashSet<>();
    table.rows().forEach(row -> assertTrue(writings.add(row.values())));
    for (Metric metric : table.metrics()) {
      assertTrue(
          Arrays.stream(table.column(metric.column())).noneMatch(Double::isNaN), metric.column());
    }
  }

  @Test
  void costsAreThoseOfTheNetworks() {
    Shape input = new Shape(1, 28, 28);
    for (Architecture row : table.rows()) {
      Architecture cell = SPACE.architecture(row.valueArray());
      Costs costs = Costs.of(SPACE.network(cell, Task.images(input, 10)));
      assertEquals((double) costs.params(), table.column("params")[row.row()]);
      assertEquals((double) costs.macs(), table.column("macs")[row.row()]);
    }
  }

  /** Else no search could be judged on it. */
  @Test
  void rowsDifferByMoreThanTheirTrainingsDo() {
    double[] accuracy = table.column("accuracy");
    double mean = Arrays.stream(accuracy).average().orElseThrow();
    double between = Arrays.stream(accuracy).map(a -> (a - mean) * (a - mean)).average().orElse(0);
    double within =
        Arrays.stream(table.column("accuracy_spread")).map(s -> s * s).average().orElse(0);
    assertTrue(between > 4 * within, between + " and " + within);
  }
}
