package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that are told where nothing is. */
@SuppressWarnings("try") // a PointerScope works by being open
final class PresenceTest {
  private static final int IDS = 9;
  private static final float[] TEXT = {3, 8, 1, 5};
  private static final int WORDS = TEXT.length;

  @BeforeAll
  static void startEngine() {
    Engine.start(1);
  }

  static Stream<SequenceLayer> layers() {
    return Stream.of(
        new SequenceLayer.PresentAverage(),
        new SequenceLayer.PresentMax(),
        new SequenceLayer.AttentionPool(),
        new SequenceLayer.SelfAttention(2));
  }

  /** Vectors of words, moved by a bias, then the layer. */
  private static Network network(SequenceLayer layer, int length) {
    Task task = new Task(new Input.Tokens(length, IDS, 1, 2), new Output.Classes(3));
    Network.Builder builder = Network.builder(task);
    int ids = builder.add(new SequenceLayer.Slice(0, length), 0);
    int vectors = builder.add(new SequenceLayer.Embedding(IDS, 4), ids);
    int map = builder.add(Convolution.row(4, 1, 1, 1, 1).withBias(), vectors);
    int seen = builder.add(layer, List.of(map, ids));
    if (layer instanceof SequenceLayer.SelfAttention) {
      seen = builder.add(new SequenceLayer.PresentAverage(), List.of(seen, ids));
    }
    builder.add(new Layer.Linear(3), seen);
    return builder.build();
  }

  private static float[] outputs(SequenceLayer layer, Weights weights, int length, float[] text) {
    float[] ids = Arrays.copyOf(text, length + 1); // a bag of nothing behind
    try (Model model = Model.of(network(layer, length), weights, Device.CPU);
        PointerScope scope = new PointerScope()) {
      return Tensors.floats(model.forward(Tensors.of(ids, Device.CPU, 1, 1, 1, length + 1), false));
    }
  }

  private static Weights weights(SequenceLayer layer, float shift) {
    Network network = network(layer, WORDS);
    try (Model model =
        Model.of(network, Constants.neutral(network.task()), Seeds.root(2), Device.CPU)) {
      Weights drawn = model.weights();
      Map<String, float[]> arrays = new LinkedHashMap<>();
      drawn.names().forEach(name -> arrays.put(name, drawn.get(name)));
      Arrays.fill(arrays.get(Parameter.name(3, "bias")), shift);
      return Weights.of(arrays);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void whatStandsBehindATextDoesNotMatter(SequenceLayer layer) {
    for (float shift : new float[] {-5, 5}) { // what is not there would be the largest, or not
      Weights weights = weights(layer, shift);
      assertArrayEquals(
          outputs(layer, weights, WORDS, TEXT),
          outputs(layer, weights, WORDS + 7, TEXT),
          1e-5f,
          layer + " with bias " + shift);
    }
  }

  @Test
  void largestOfNothingIsZero() {
    SequenceLayer layer = new SequenceLayer.PresentMax();
    Weights weights = weights(layer, -5);
    float[] bias = weights.get(Parameter.name(5, "bias"));
    assertArrayEquals(bias, outputs(layer, weights, WORDS, new float[0]), 1e-6f);
  }
}
