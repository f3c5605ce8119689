package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.graph.Graph;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.space.Cell;
import io.mimar.space.EdgeCell;
import io.mimar.space.ImageSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A cell built as its values say, dead ends, skips and nones included, gives what its simplified
 * form gives. Weights are tied by operation, so that the two networks share them; {@code none} is a
 * convolution whose weights are all zero.
 */
@SuppressWarnings("try") // a PointerScope works by being open
class SimplificationTest {
  private static final Shape INPUT = new Shape(4, 7, 6);

  @Property(tries = 40, seed = "1")
  void simplifyingAFreeCellKeepsItsFunction(@ForAll long seed) {
    Cell cell = ImageSpace.standard().cell();
    RandomGenerator rng = Seeds.root(seed).rng();
    int[] values = new int[cell.choices().size()];
    do {
      for (int i = 0; i < values.length; i++) {
        values[i] = rng.nextInt(cell.choices().get(i).size());
      }
    } while (!cell.isValid(values));
    check(cell.raw(values), cell.graph(values));
  }

  @Property(tries = 40, seed = "1")
  void simplifyingAnEdgeCellKeepsItsFunction(@ForAll long seed) {
    Cell cell = EdgeCell.nasBench201();
    int[] values = cell.random(Seeds.root(seed).rng());
    check(cell.raw(values), cell.graph(values));
  }

  private static void check(Graph raw, Graph simple) {
    float[] expected = run(raw);
    float[] actual = run(simple);
    assertEquals(expected.length, actual.length);
    double scale = 1e-6;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      // sums in another order round differently: float32 through at most 7 layers
      assertTrue(
          Math.abs(expected[i] - actual[i]) <= 1e-4 * scale,
          raw + " and " + simple + " differ: " + expected[i] + ", " + actual[i]);
    }
  }

  private static float[] run(Graph cell) {
    Engine.start(1);
    Map<Integer, String> labels = new LinkedHashMap<>();
    Network network = build(cell, labels);
    Constants constants = Constants.neutral(Task.images(INPUT, 2));
    try (Model model = Model.of(network, constants, Seeds.root(1), Device.CPU);
        PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      model.load(tied(network, model.weights(), labels));
      LabelledPixels pixels = new LabelledPixels(Seeds.root(5).rng());
      Tensor output = model.forward(pixels.tensor(), true);
      return Tensors.floats(output);
    }
  }

  private record LabelledPixels(RandomGenerator rng) {
    Tensor tensor() {
      byte[] bytes = new byte[3 * (int) INPUT.size()];
      rng.nextBytes(bytes);
      return Tensors.of(bytes, Device.CPU, 3, INPUT.channels(), INPUT.height(), INPUT.width());
    }
  }

  /** Every vertex as it stands; {@code labels} says which operation a node belongs to. */
  private static Network build(Graph cell, Map<Integer, String> labels) {
    Network.Builder builder = Network.builder(Task.images(INPUT, 2));
    int[] node = new int[cell.size()];
    for (int v = 1; v < cell.size(); v++) {
      List<Integer> sources = new ArrayList<>();
      Arrays.stream(cell.inputs(v)).forEach(u -> sources.add(node[u]));
      int sum = sources.isEmpty() ? zero(builder, labels) : sum(builder, sources);
      int before = builder.build().nodes().size();
      node[v] = operation(builder, labels, cell.label(v), sum);
      for (int i = before + 1; i <= builder.build().nodes().size(); i++) {
        labels.putIfAbsent(i, cell.label(v));
      }
    }
    return builder.build();
  }

  private static int sum(Network.Builder builder, List<Integer> sources) {
    return builder.add(new Layer.Sum(), sources);
  }

  private static int zero(Network.Builder builder, Map<Integer, String> labels) {
    int node = builder.add(Layer.Convolution.depthwise(INPUT.channels(), 1, 1), 0);
    labels.put(node, "none");
    return node;
  }

  private static int operation(
      Network.Builder builder, Map<Integer, String> labels, String label, int x) {
    int c = INPUT.channels();
    return switch (label) {
      case "none" -> zero(builder, labels);
      case "skip", Cell.OUTPUT -> x;
      case "maxpool3x3" -> builder.add(new Layer.Pool(Layer.Pool.Kind.MAX, 3, 1), x);
      case "avgpool3x3" -> builder.add(new Layer.Pool(Layer.Pool.Kind.AVERAGE, 3, 1), x);
      case "conv1x1" -> activated(builder, Layer.Convolution.dense(c, 1, 1), x);
      case "conv3x3" -> activated(builder, Layer.Convolution.dense(c, 3, 1), x);
      case "conv5x5" -> activated(builder, Layer.Convolution.dense(c, 5, 1), x);
      case "dil3x3" -> activated(builder, new Layer.Convolution(c, 3, 1, 2, 1), x);
      case "sep3x3" -> activated(builder, Layer.Convolution.depthwise(c, 3, 1), x);
      default -> throw new IllegalArgumentException(label);
    };
  }

  private static int activated(Network.Builder builder, Layer convolution, int x) {
    int active = builder.add(new Layer.Relu(), x);
    return builder.add(new Layer.BatchNorm(), builder.add(convolution, active));
  }

  /** One array for each operation and part; zeros for none. */
  private static Weights tied(Network network, Weights initial, Map<Integer, String> labels) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (Parameter parameter : Parameter.of(network)) {
      float[] values = initial.get(parameter.name());
      if (parameter.kind() == Parameter.Kind.KERNEL) {
        String digits = parameter.name().substring("layer".length(), parameter.name().indexOf('.'));
        String label = labels.get(Integer.parseInt(digits));
        RandomGenerator rng = Seeds.root(9).at(label).rng();
        for (int i = 0; i < values.length; i++) {
          values[i] = label.equals("none") ? 0 : (float) (rng.nextDouble() - 0.5);
        }
      }
      arrays.put(parameter.name(), values);
    }
    return Weights.of(arrays);
  }
}
