package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import io.mimar.space.MobileSpace;
import io.mimar.space.NetworkSpace;
import io.mimar.space.SeriesSpace;
import io.mimar.train.Evaluator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a child takes over from a network that is like it. */
class WeightTransferTest {
  private static final Shape INPUT = new Shape(2, 9, 9);
  private static final Task TASK = Task.images(INPUT, 3);

  @BeforeAll
  static void startEngine() {
    Engine.start(1);
  }

  /** Weights that no fresh network has, statistics included. */
  private static Weights learnt(Network network) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    RandomGenerator rng = Seeds.root(4).rng();
    Weights fresh = fresh(network, 1);
    for (String name : fresh.names()) {
      float[] values = fresh.get(name);
      if (name.startsWith(Parameter.NODE)) {
        for (int i = 0; i < values.length; i++) {
          values[i] = 0.1f + 0.5f * rng.nextFloat();
        }
      }
      arrays.put(name, values);
    }
    return Weights.of(arrays);
  }

  private static Weights fresh(Network network, long seed) {
    Constants constants = Constants.neutral(network.task());
    try (Model model = Model.of(network, constants, Seeds.root(seed), Device.CPU)) {
      return model.weights();
    }
  }

  private static WeightTransfer.Start start(Network child, Network parent) {
    return WeightTransfer.start(child, fresh(child, 2), parent, learnt(parent));
  }

  private static float[][] answers(Network network, Weights weights) {
    byte[] pixels = new byte[(int) (20 * INPUT.size())];
    Seeds.root(1).rng().nextBytes(pixels);
    LabelledSamples samples = LabelledSamples.images(INPUT, pixels, new int[20]);
    try (Model model = Model.of(network, weights, Device.CPU)) {
      return Evaluator.evaluate(model, samples).answers();
    }
  }

  /** Two convolutions and what follows them. */
  private static Network chain(int first, int kernel, int second, boolean more) {
    Network.Builder builder = Network.builder(TASK);
    int map = block(builder, 0, first, kernel);
    if (more) {
      map = block(builder, map, first, 3);
    }
    map = block(builder, map, second, 3);
    builder.add(new Layer.Linear(3), builder.add(new Layer.GlobalAverage(), map));
    return builder.build();
  }

  private static int block(Network.Builder builder, int source, int channels, int kernel) {
    int map = builder.add(Layer.Convolution.dense(channels, kernel, 1), source);
    return builder.add(new Layer.Relu(), builder.add(new Layer.BatchNorm(), map));
  }

  private static void assertSameAnswers(Network child, Network parent) {
    float[][] expected = answers(parent, learnt(parent));
    float[][] told = answers(child, start(child, parent).weights());
    assertTrue(expected[0][0] != expected[1][0], "the parent tells samples apart");
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], told[i], 1e-4f, "sample " + i);
    }
  }

  @Test
  void whatIsTheSameTakesOverEverything() {
    Network network = chain(6, 3, 8, false);
    WeightTransfer.Start start = start(network, chain(6, 3, 8, false));
    Weights expected = learnt(network);
    for (String name : expected.names()) {
      assertArrayEquals(expected.get(name), start.weights().get(name), name);
    }
    try (Model model = Model.of(network, start.weights(), Device.CPU)) {
      assertEquals(model.params(), start.taken());
    }
  }

  @Test
  void aWiderLayerAndALargerKernelTellTheSame() {
    assertSameAnswers(chain(9, 3, 8, false), chain(6, 3, 8, false));
    assertSameAnswers(chain(6, 5, 8, false), chain(6, 3, 8, false));
    assertSameAnswers(chain(6, 3, 12, false), chain(6, 3, 8, false));
  }

  @Test
  void aLayerMoreStaysFreshAndShiftsNothing() {
    Network parent = chain(6, 3, 8, false);
    Network child = chain(6, 3, 8, true);
    WeightTransfer.Start start = start(child, parent);
    Weights known = learnt(parent);
    // the block amid is the one that is new: the last is an equal of the parent's last
    assertArrayEquals(known.get("layer1.weight"), start.weights().get("layer1.weight"));
    assertArrayEquals(known.get("layer4.weight"), start.weights().get("layer7.weight"));
    assertArrayEquals(known.get("layer5.mean"), start.weights().get("layer8.mean"));
    assertArrayEquals(known.get("layer8.weight"), start.weights().get("layer11.weight"));
    assertArrayEquals(
        fresh(child, 2).get("layer4.weight"), start.weights().get("layer4.weight"), "fresh");
  }

  @Test
  void aNarrowerLayerTakesTheFirstChannels() {
    WeightTransfer.Start start = start(chain(4, 3, 8, false), chain(6, 3, 8, false));
    float[] known = learnt(chain(6, 3, 8, false)).get("layer1.weight");
    float[] taken = start.weights().get("layer1.weight");
    assertArrayEquals(Arrays.copyOf(known, taken.length), taken);
  }

  /** A kernel for each channel alone is nothing to a layer that mixes them. */
  @Test
  void aDenseLayerTakesOverThePointwisePartOfASeparableOne() {
    Network separable = mixed(true);
    Network dense = mixed(false);
    Weights known = learnt(separable);
    float[] taken = start(dense, separable).weights().get("layer4.weight");
    float[] pointwise = known.get("layer5.weight"); // [8,8,1,1]
    for (int i = 0; i < taken.length; i++) { // [8,8,3,3], its middle is at 4 of 9
      assertEquals(i % 9 == 4 ? pointwise[i / 9] : 0, taken[i], 0, "number " + i);
    }
  }

  private static Network mixed(boolean separable) {
    Network.Builder builder = Network.builder(TASK);
    int map = block(builder, 0, 8, 3);
    if (separable) {
      map = builder.add(Layer.Convolution.depthwise(8, 3, 1), map);
    }
    map = builder.add(Layer.Convolution.dense(8, separable ? 1 : 3, 1), map);
    builder.add(new Layer.Linear(3), builder.add(new Layer.GlobalAverage(), map));
    return builder.build();
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    Network parent = chain(6, 3, 8, false);
    Weights other = learnt(chain(7, 3, 8, false));
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> WeightTransfer.start(parent, fresh(parent, 1), parent, other));
    assertTrue(e.getMessage().contains("layer1.weight hold"), e.getMessage());
  }

  @Property(tries = 12, seed = "1")
  void childrenOfTheStandardSpaceFit(@ForAll long seed) {
    check(ImageSpace.standard(), Task.images(new Shape(1, 16, 16), 10), seed);
  }

  @Property(tries = 12, seed = "1")
  void childrenOfTheMobileSpaceFit(@ForAll long seed) {
    check(new MobileSpace(), Task.images(new Shape(3, 16, 16), 10), seed);
  }

  @Property(tries = 12, seed = "1")
  void childrenOfTheSeriesSpaceFit(@ForAll long seed) {
    Task task = new Task(new Input.Series(2, 30), new Output.Classes(4));
    check(new SeriesSpace(), task, seed);
  }

  /** A mutated child takes much of its parent's; two strangers fit each other all the same. */
  private static void check(NetworkSpace space, Task task, long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Architecture parent = space.random(rng);
    Network old = space.network(parent, task);
    for (Architecture other : List.of(space.mutate(parent, rng), space.random(rng))) {
      Network child = space.network(other, task);
      Weights first = fresh(child, 2);
      WeightTransfer.Start start = WeightTransfer.start(child, first, old, learnt(old));
      try (Model model = Model.of(child, start.weights(), Device.CPU)) { // sizes fit
        assertTrue(start.taken() > 0 && start.taken() <= model.params(), "taken " + start.taken());
      }
      assertTrue(start.weights().isFinite());
      assertEquals(first.names(), start.weights().names());
      assertFalse(
          first.names().stream()
              .allMatch(name -> Arrays.equals(first.get(name), start.weights().get(name))));
    }
  }
}
