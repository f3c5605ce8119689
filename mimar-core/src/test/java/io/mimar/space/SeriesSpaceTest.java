package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SeriesSpaceTest {
  private static final SeriesSpace SPACE = new SeriesSpace();

  private static final List<Task> TASKS =
      List.of(
          task(1, 1, 2),
          task(1, 2, 3),
          task(12, 29, 9),
          task(3, 24, 4),
          task(1, 427, 6),
          task(2, 5000, 5),
          new Task(new Input.Series(1, 150), new Output.Amount()));

  private static Task task(int channels, int length, int classes) {
    return new Task(new Input.Series(channels, length), new Output.Classes(classes));
  }

  @Test
  void everyValueOfEveryChoiceBuildsForSeriesOfAnyLength() {
    int trunks = SPACE.choices().get(0).size();
    for (Task task : TASKS) {
      for (int trunk = 0; trunk < trunks; trunk++) {
        for (int choice = 1; choice < SPACE.choices().size(); choice++) {
          for (int value = 0; value < SPACE.choices().get(choice).size(); value++) {
            int[] values = new int[SPACE.choices().size()];
            values[0] = trunk;
            values[choice] = value;
            checkBuilt(SPACE.architecture(values), task);
          }
        }
      }
    }
  }

  @Property(tries = 500, seed = "1")
  void randomArchitecturesBuildForAnySeries(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    checkBuilt(SPACE.random(rng), task(rng.nextInt(1, 20), rng.nextInt(1, 600), 3));
  }

  private static void checkBuilt(Architecture architecture, Task task) {
    Network network = SPACE.network(architecture, task);
    assertEquals(Shape.vector(task.output().size()), network.output());
    for (Network.Node node : network.nodes()) {
      if (node.layer() instanceof Layer.Convolution c) {
        int reach = c.dilation() * (c.kernelWidth() - 1) + 1;
        assertTrue(reach <= node.in().width(), c + " on " + node.in());
      }
    }
    assertEquals(Regime.Optimiser.ADAMW, SPACE.regime(architecture).orElseThrow().optimiser());
  }

  @Property(tries = 500, seed = "1")
  void aDecisionThatDoesNotMatterChangesNothingAndOneThatDoesChangesTheArchitecture(
      @ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    int[] values = SPACE.choices().stream().mapToInt(c -> rng.nextInt(c.size())).toArray();
    Architecture architecture = SPACE.architecture(values);
    for (int choice = 1; choice < values.length; choice++) {
      int[] other = values.clone();
      other[choice] = (values[choice] + 1) % SPACE.choices().get(choice).size();
      if (SPACE.matters(choice, values) && SPACE.matters(choice, other)) {
        assertNotEquals(architecture, SPACE.architecture(other));
      } else if (!SPACE.matters(choice, values) && !SPACE.matters(choice, other)) {
        assertEquals(architecture, SPACE.architecture(other));
      }
    }
  }

  @Property(tries = 300, seed = "1")
  void decisionsOfTheNetworkThatMatterChangeTheNetworkOfLongSeries(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Task task = task(2, 4096, 3);
    int[] values = SPACE.choices().stream().mapToInt(c -> rng.nextInt(c.size())).toArray();
    int[] other = values.clone();
    int choice = rng.nextInt(values.length);
    other[choice] = rng.nextInt(SPACE.choices().get(choice).size());
    Architecture one = SPACE.architecture(values);
    Architecture two = SPACE.architecture(other);
    boolean same =
        SPACE.network(one, task).equals(SPACE.network(two, task))
            && SPACE.regime(one).equals(SPACE.regime(two));
    assertEquals(one.equals(two), same, one + " and " + two);
  }

  @Property(tries = 20, seed = "1")
  void aTenthOfAllHasFewerThanTenThousandParameters(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Task task = task(1, 150, 2);
    int small = 0;
    for (int i = 0; i < 200; i++) {
      small += Costs.of(SPACE.network(SPACE.random(rng), task)).params() < 10_000 ? 1 : 0;
    }
    assertTrue(small >= 20, small + " of 200");
  }

  @Test
  void imagesAreRefused() {
    Architecture architecture = SPACE.random(Seeds.root(1).rng());
    Task images = Task.images(new Shape(1, 8, 8), 2);
    assertThrows(MimarException.class, () -> SPACE.network(architecture, images));
  }
}
