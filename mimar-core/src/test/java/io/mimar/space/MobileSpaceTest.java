package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.trial.History;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MobileSpaceTest {
  private static final MobileSpace SPACE = new MobileSpace();
  private static final Task DIGITS = Task.images(new Shape(1, 8, 8), 10);

  private static Architecture random(long seed) {
    return SPACE.random(Seeds.root(seed).rng());
  }

  /** All choices at their first value, but some. */
  private static Architecture with(Object... namesAndValues) {
    int[] values = new int[SPACE.choices().size()];
    for (int i = 0; i < namesAndValues.length; i += 2) {
      for (int c = 0; c < values.length; c++) {
        if (SPACE.choices().get(c).name().equals(namesAndValues[i])) {
          values[c] = SPACE.choices().get(c).values().indexOf(namesAndValues[i + 1]);
        }
      }
    }
    return SPACE.architecture(values);
  }

  @Property(tries = 300, seed = "1")
  void everyCombinationIsWrittenInOneWay(@ForAll long seed) {
    Architecture architecture = random(seed);
    Architecture again = SPACE.architecture(architecture.valueArray());
    assertEquals(architecture.values(), again.values());
    assertEquals(architecture.graph(), again.graph());
    assertTrue(architecture.graph().size() <= SPACE.maxVertices());
    assertTrue(SPACE.vocabulary().containsAll(architecture.graph().labels()));
  }

  @Property(tries = 300, seed = "1")
  void networksFitImagesOfAnySize(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(min = 1, max = 70) int width) {
    Shape shape = new Shape(seed % 2 == 0 ? 1 : 3, height, width);
    Network network = SPACE.network(random(seed), Task.images(shape, 7));
    assertEquals(Shape.vector(7), network.output());
    Shape last =
        network.nodes().stream()
            .filter(n -> n.layer() instanceof Layer.Convolution)
            .map(Network.Node::out)
            .filter(out -> out.positions() > 1)
            .reduce(shape, (a, b) -> b);
    assertTrue(Math.min(last.height(), last.width()) >= Math.min(2, Math.min(height, width)));
  }

  @Test
  void whatDoesNotMatterIsNotWritten() {
    assertEquals(with(), with("width 2", "32", "kernel 4", "7", "squeeze 1", "yes"));
    assertEquals(
        List.of(
            "input",
            "stem stride=1",
            "stem width=4",
            "depth 1=0",
            "depth 2=0",
            "depth 3=1",
            "width 3=8",
            "kernel 3=7",
            "expansion 3=1",
            "squeeze 3=no",
            "depth 4=0",
            "head width=0",
            "dropout=0.0",
            "output"),
        with("depth 3", "1", "kernel 3", "7").graph().labels());
  }

  @Test
  void aBlockIsAnInvertedResidual() {
    Architecture architecture =
        with("stem width", "8", "depth 1", "2", "expansion 1", "4", "squeeze 1", "yes");
    Network network = SPACE.network(architecture, Task.images(new Shape(3, 32, 32), 10));
    long sums = network.nodes().stream().filter(n -> n.layer() instanceof Layer.Sum).count();
    assertEquals(2, sums);
    int stem = 3 * 8 * 9 + 2 * 8;
    int expand = 8 * 32 + 2 * 32;
    int depthwise = 32 * 9 + 2 * 32;
    int squeeze = 32 * 4 + 4 + 4 * 32 + 32;
    int project = 32 * 8 + 2 * 8;
    int blocks = 2 * (expand + depthwise + squeeze + project);
    assertEquals(stem + blocks + 8 * 10 + 10, Costs.of(network).params());
  }

  @Test
  void stridesAndKernelsYieldToSmallImages() {
    Architecture architecture =
        with("stem stride", "2", "depth 2", "1", "depth 3", "1", "kernel 3", "7", "depth 4", "1");
    Network network = SPACE.network(architecture, DIGITS);
    Network.Node third =
        network.nodes().stream()
            .filter(n -> n.layer() instanceof Layer.Convolution c && c.groups() > 1)
            .skip(1)
            .findFirst()
            .orElseThrow();
    assertEquals(2, third.in().height());
    assertEquals(2, third.out().height());
    assertEquals(3, ((Layer.Convolution) third.layer()).kernelHeight());
  }

  @Test
  void largeDepthwiseKernelsHaveTheirPrice() {
    Task task = Task.images(new Shape(1, 28, 28), 10);
    Costs small = Costs.of(SPACE.network(with("depth 1", "1"), task));
    Costs large = Costs.of(SPACE.network(with("depth 1", "1", "kernel 1", "5"), task));
    long more = 4 * 28 * 28 * (25 - 9);
    assertEquals(more, large.macs() - small.macs());
    assertEquals(more + 5 * 4 * 28 * 28 * 25, large.work() - small.work());
  }

  @Test
  void otherInputsAreRefused() {
    Task rows =
        new Task(new Input.Columns(List.of(new Input.Column(0, false))), new Output.Classes(2));
    MimarException e = assertThrows(MimarException.class, () -> SPACE.network(random(1), rows));
    assertTrue(e.getMessage().contains("must be images"), e.getMessage());
  }

  @Test
  void drawsUnderTenThousandParametersAreCommon() {
    for (Shape shape : List.of(new Shape(1, 8, 8), new Shape(1, 28, 28), new Shape(3, 32, 32))) {
      Task task = Task.images(shape, 10);
      long small =
          IntStream.range(0, 2_000)
              .filter(i -> Costs.of(SPACE.network(random(i), task)).params() <= 10_000)
              .count();
      assertTrue(small > 0.1 * 2_000, small + " of 2,000 at " + shape);
    }
  }

  @Test
  void limitsDownToTenThousandParametersAreHeldInBothImageSpaces() {
    for (NetworkSpace space : List.of(SPACE, ImageSpace.standard())) {
      for (Shape shape : List.of(new Shape(1, 8, 8), new Shape(3, 32, 32))) {
        CostModel costs = CostModel.ofNetworks(space, Task.images(shape, 10));
        Problem problem =
            new Problem(
                space,
                costs,
                List.of(new Limit("params", 10_000), new Limit("macs", 10_000_000)),
                new Objective("accuracy", Objective.Direction.MAXIMIZE));
        RandomGenerator rng = Seeds.root(3).at(space.name()).rng();
        Feasible.require(problem, rng);
        Feasible feasible = new Feasible(problem);
        for (int i = 0; i < 20; i++) {
          Architecture small = feasible.random(History.empty(), rng).orElseThrow();
          assertTrue(costs.of(small)[0] <= 10_000);
        }
      }
    }
    assertFalse(SPACE.isStructured());
  }
}
