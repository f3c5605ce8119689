package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.ColumnLayer;
import io.mimar.network.Costs;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;

/** Every layer computes what it says, costs what it says and learns. */
@SuppressWarnings("try") // a PointerScope works by being open
class LayersTest {
  private static final int BATCH = 3;

  @BeforeContainer
  static void start() {
    Engine.start(1);
  }

  @Property(tries = 10, seed = "1")
  void costsAndShapesAreThoseOfTheBuiltNetwork(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    LayerCase.all(rng).forEach((name, test) -> checkCosts(name, test, rng));
  }

  @Property(tries = 30, seed = "1")
  void costsOfMembersOfTheTabularSpaceAreThoseOfTheBuiltNetwork(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    LayerCase test = LayerCase.tabular(rng);
    checkCosts("" + test, test, rng);
  }

  private static void checkCosts(String name, LayerCase test, RandomGenerator rng) {
    Costs costs = Costs.of(test.network());
    try (Model model = test.model(rng);
        PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Counter counter = new Counter(name, model);
      model.forward(input(test, 2, rng), true, counter);
      assertEquals(costs.params(), model.params(), name);
      assertEquals(costs.macs(), counter.macs, name);
      assertEquals(costs.peakActivations(), counter.peak, name);
    }
  }

  private static Tensor input(LayerCase test, int count, RandomGenerator rng) {
    Shape in = test.network().input();
    return Tensors.of(
        test.input(count, rng), Device.CPU, count, in.channels(), in.height(), in.width());
  }

  /** Checks shapes and counts multiply-adds from the tensors that really were there. */
  private static final class Counter implements ForwardListener {
    private final String name;
    private final Model model;
    private long macs;
    private long alive;
    private long peak;

    Counter(String name, Model model) {
      this.name = name;
      this.model = model;
    }

    @Override
    public void made(int index, Tensor result) {
      Shape shape = model.network().shape(index);
      long[] expected = {shape.channels(), shape.height(), shape.width()};
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], result.size(i + 1), name + ", node " + index);
      }
      assertTrue(result.is_contiguous(MemoryFormat.ChannelsLast), name + ", node " + index);
      alive += shape.size();
      peak = Math.max(peak, alive);
      if (index > 0) {
        macs += macs(index, model.network().nodes().get(index - 1));
      }
    }

    @Override
    public void freed(int index) {
      alive -= model.network().shape(index).size();
    }

    private long macs(int index, Network.Node node) {
      if (node.layer() instanceof Layer.LayerNorm || node.layer() instanceof Layer.BatchNorm) {
        return 0;
      }
      long matrices = 0;
      for (Parameter parameter : LayerParameters.of(index, node)) {
        switch (parameter.kind()) {
          case KERNEL, MATRIX, GATES -> matrices += parameter.size();
          default -> {}
        }
      }
      if (node.layer() instanceof ColumnLayer) {
        return matrices; // each column has a matrix of its own
      }
      long macs = matrices * node.out().positions();
      if (node.layer() instanceof SequenceLayer.SelfAttention) {
        macs += 2L * node.in().positions() * node.in().size();
      } else if (node.layer() instanceof SequenceLayer.AttentionPool) {
        macs = 2L * matrices * node.in().positions();
      }
      return macs;
    }
  }

  @Property(tries = 5, seed = "1")
  void gradientsAgreeWithFiniteDifferences(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    for (Map.Entry<String, LayerCase> entry : LayerCase.all(rng).entrySet()) {
      float[] input = entry.getValue().input(BATCH, rng);
      try (Model model = entry.getValue().model(rng)) {
        for (Parameter parameter : Parameter.of(model.network())) {
          if (parameter.kind().trained()) {
            checkGradient(entry.getKey(), model, parameter, input, rng);
          }
        }
      }
    }
  }

  /** Along a random direction that is not across the gradient. */
  private static void checkGradient(
      String name, Model model, Parameter parameter, float[] input, RandomGenerator rng) {
    float[] gradient;
    try (PointerScope scope = new PointerScope()) {
      model.trained().gradient().zero_();
      loss(model, input).backward();
      gradient = Tensors.floats(model.trained().view(parameter.name()).grad());
    }
    int first = parameter.kind().isTable() ? parameter.shape().get(1) : 0;
    double[] direction = new double[gradient.length];
    double length = 0;
    for (int i = first; i < direction.length; i++) {
      direction[i] = rng.nextGaussian() + Math.signum(gradient[i]);
      length += direction[i] * direction[i];
    }
    double slope = 0;
    for (int i = first; i < direction.length; i++) {
      direction[i] /= Math.sqrt(length);
      slope += direction[i] * gradient[i];
    }
    float[] values = model.weights().get(parameter.name());
    double tolerance = 1e-2 * (1 + Math.abs(slope));
    double found = slope(model, input, parameter, values, direction, 1e-3);
    if (Math.abs(found - slope)
        > tolerance) { // it met a kink, say where another one is the largest
      found = slope(model, input, parameter, values, direction, 1e-4);
    }
    lossAt(model, input, parameter, values, direction, 0);
    assertEquals(slope, found, tolerance, name + " " + parameter.name());
  }

  /** Float32 losses of size one over a step of .002 have three digits, over .0002 two. */
  private static double slope(
      Model model,
      float[] input,
      Parameter parameter,
      float[] values,
      double[] direction,
      double step) {
    double above = lossAt(model, input, parameter, values, direction, step);
    double below = lossAt(model, input, parameter, values, direction, -step);
    return (above - below) / (2 * step);
  }

  private static double lossAt(
      Model model,
      float[] input,
      Parameter parameter,
      float[] values,
      double[] direction,
      double step) {
    float[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * direction[i]);
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      model.trained().write(parameter.name(), moved);
      return loss(model, input).item_float();
    }
  }

  private static Tensor loss(Model model, float[] input) {
    Shape in = model.network().input();
    Tensor batch = Tensors.of(input, Device.CPU, BATCH, in.channels(), in.height(), in.width());
    Tensor logits = model.forward(batch, true);
    float[] weights = new float[BATCH * LayerCase.CLASSES];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.cos(i);
    }
    return logits.mul(Tensors.of(weights, Device.CPU, BATCH, LayerCase.CLASSES)).sum();
  }

  @Test
  void idZeroIsTheZeroVectorAndLearnsNothing() {
    for (Layer layer :
        List.of(new SequenceLayer.Embedding(5, 4), new SequenceLayer.EmbeddingBag(5, 4))) {
      Network.Builder builder =
          Network.builder(Task.images(Shape.sequence(1, 3), LayerCase.CLASSES));
      builder.add(layer, 0);
      LayerCase test = new LayerCase(builder.build(), true);
      try (Model model = test.model(Seeds.root(1).rng());
          PointerScope scope = new PointerScope()) {
        Tensor nothing = Tensors.of(new float[3], Device.CPU, 1, 1, 1, 3);
        Tensor result = model.forward(nothing, true);
        for (float number : Tensors.floats(result)) {
          assertEquals(0, number);
        }
        result.sum().backward();
        for (float number : Tensors.floats(model.trained().gradient())) {
          assertEquals(0, number);
        }
      }
    }
  }

  @Test
  void aBagIsTheSumOverTheRootOfTheNumber() {
    Network.Builder builder = Network.builder(Task.images(Shape.sequence(1, 5), LayerCase.CLASSES));
    builder.add(new SequenceLayer.EmbeddingBag(6, 2), 0);
    LayerCase test = new LayerCase(builder.build(), true);
    try (Model model = test.model(Seeds.root(1).rng());
        PointerScope scope = new PointerScope()) {
      float[] ids = {0, 5, 2, 0, 5};
      float[] vectors = model.weights().get("layer1.vectors");
      float[] expected = new float[2];
      for (int d = 0; d < 2; d++) {
        expected[d] = (float) ((2 * vectors[10 + d] + vectors[4 + d]) / Math.sqrt(3));
      }
      Tensor result = model.forward(Tensors.of(ids, Device.CPU, 1, 1, 1, 5), false);
      assertArrayEquals(expected, Tensors.floats(result), 1e-6f); // float32 of size one
    }
  }

  @Test
  void largeIdsAreExact() {
    int ids = 1 << 22;
    Network.Builder builder = Network.builder(Task.images(Shape.sequence(1, 3), LayerCase.CLASSES));
    builder.add(new SequenceLayer.Embedding(ids, 1), 0);
    try (Model model = new LayerCase(builder.build(), true).model(Seeds.root(1).rng());
        PointerScope scope = new PointerScope()) {
      float[] vectors = model.weights().get("layer1.vectors");
      float[] asked = {ids - 1, ids - 2, 1};
      Tensor result = model.forward(Tensors.of(asked, Device.CPU, 1, 1, 1, 3), false);
      float[] expected = {vectors[ids - 1], vectors[ids - 2], vectors[1]};
      assertArrayEquals(expected, Tensors.floats(result));
    }
  }

  @Test
  void gatesStartWithinTheRootOfTheUnitsAndDiffer() {
    Network.Builder builder = Network.builder(Task.images(Shape.sequence(3, 5), LayerCase.CLASSES));
    builder.add(new SequenceLayer.Gru(16, true), 0);
    Constants neutral = Constants.neutral(Task.images(Shape.sequence(3, 5), LayerCase.CLASSES));
    try (Model model = Model.of(builder.build(), neutral, Seeds.root(1), Device.CPU)) {
      List<float[]> seen = new ArrayList<>();
      for (String part : LayerParameters.recurrentParts(true)) {
        float[] values = model.weights().get(Parameter.name(1, part));
        float largest = 0;
        for (float value : values) {
          largest = Math.max(largest, Math.abs(value));
        }
        assertEquals(0.25, largest, 0.03, part); // the largest of 48 and more uniform numbers
        assertTrue(seen.stream().noneMatch(other -> Arrays.equals(other, values)), part);
        seen.add(values);
      }
    }
  }
}
