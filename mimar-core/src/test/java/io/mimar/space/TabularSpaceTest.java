package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TabularSpaceTest {
  private static final TabularSpace SPACE = new TabularSpace();
  private static final Input.Column NUMBER = new Input.Column(0, false);

  private static final List<Input> INPUTS =
      List.of(
          new Input.Columns(List.of(NUMBER)),
          new Input.Columns(Collections.nCopies(64, NUMBER)),
          new Input.Columns(List.of(new Input.Column(1, true))),
          new Input.Columns(
              List.of(
                  new Input.Column(0, true),
                  new Input.Column(256, false),
                  NUMBER,
                  new Input.Column(3, true))));

  @Test
  void everyValueGivesNetworksForEveryInput() {
    RandomGenerator rng = Seeds.root(1).rng();
    for (int c = 0; c < SPACE.choices().size(); c++) {
      for (int value = 0; value < SPACE.choices().get(c).size(); value++) {
        for (Input input : INPUTS) {
          for (Output output : List.of(new Output.Classes(5), new Output.Amount())) {
            int[] values = SPACE.random(rng).valueArray();
            values[c] = value;
            Network network = SPACE.network(SPACE.architecture(values), new Task(input, output));
            assertEquals(Shape.vector(output.size()), network.output());
            assertTrue(Costs.of(network).params() > 0);
          }
        }
      }
    }
  }

  @Property(tries = 300, seed = "1")
  void whatDoesNotMatterChangesNothingAndWhatMattersDoes(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    int[] values =
        SPACE.choices().stream().mapToInt(choice -> rng.nextInt(choice.size())).toArray();
    int c = rng.nextInt(values.length);
    int[] others = values.clone();
    others[c] = (values[c] + 1) % SPACE.choices().get(c).size();
    Architecture one = SPACE.architecture(values);
    Architecture other = SPACE.architecture(others);
    Task task = new Task(INPUTS.get(3), new Output.Classes(2));
    if (SPACE.matters(c, values)) {
      assertNotEquals(one, other);
      boolean same =
          SPACE.network(one, task).equals(SPACE.network(other, task))
              && SPACE.regime(one).equals(SPACE.regime(other));
      assertTrue(!same, SPACE.choices().get(c).name() + " changes nothing: " + one);
    } else {
      assertEquals(one, other);
      assertEquals(one.hash(), other.hash());
    }
  }

  /** The same description never stands for two networks. */
  @Property(tries = 20, seed = "1")
  void aGraphSaysAllThatIsBuilt(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Task task = new Task(INPUTS.get(3), new Output.Classes(2));
    Map<String, Network> seen = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      Architecture architecture = SPACE.random(rng);
      Network network = SPACE.network(architecture, task);
      Network before = seen.put(architecture.hash().toString(), network);
      assertTrue(before == null || before.equals(network));
    }
  }

  @Property(tries = 20, seed = "1")
  void manyFitInAThousandParameters(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Task task = new Task(INPUTS.get(1), new Output.Classes(10));
    long tiny = 0;
    for (int i = 0; i < 400; i++) {
      tiny += Costs.of(SPACE.network(SPACE.random(rng), task)).params() <= 1000 ? 1 : 0;
    }
    assertTrue(tiny >= 4, tiny + " of 400");
  }

  @Test
  void imagesAreRefused() {
    Architecture any = SPACE.random(Seeds.root(1).rng());
    Task task = Task.images(new Shape(1, 8, 8), 10);
    assertThrows(MimarException.class, () -> SPACE.network(any, task));
  }
}
