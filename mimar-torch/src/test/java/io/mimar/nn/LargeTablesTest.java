package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of a large table only what a batch reads is moved and averaged. */
@SuppressWarnings("try") // a PointerScope works by being open
class LargeTablesTest {
  private static final int SIZE = 4;
  private static final int IDS = Arena.LARGE_TABLE / SIZE;
  private static final int LENGTH = 6;
  private static final String TABLE = "layer1.vectors";

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  private static Model model() {
    Task task = Task.images(Shape.sequence(1, LENGTH), 3);
    Network.Builder builder = Network.builder(task);
    int bag = builder.add(new SequenceLayer.EmbeddingBag(IDS, SIZE), 0);
    builder.add(new Layer.Linear(3), bag);
    Constants none = Constants.neutral(task);
    Arrays.fill(none.get(Constants.INPUT_MEAN), 0);
    Arrays.fill(none.get(Constants.INPUT_DEVIATION), 1);
    return Model.of(builder.build(), none, Seeds.root(1), Device.CPU);
  }

  /** A step on two samples. */
  private static void step(Model model, Optimiser optimiser, WeightAverage average, float... ids) {
    try (PointerScope scope = new PointerScope()) {
      Tensor batch = Tensors.of(ids, Device.CPU, ids.length / LENGTH, 1, 1, LENGTH);
      Tensor logits = model.forward(batch, true);
      logits.mul(logits).sum().add(logits.sum()).backward();
      optimiser.step(0.01);
      average.step();
    }
  }

  @Test
  void whatIsNotReadStaysAndGradientsAreForgotten() {
    for (boolean adam : new boolean[] {false, true}) {
      try (Model model = model();
          WeightAverage average = new WeightAverage(model, 0);
          Optimiser optimiser = adam ? new AdamW(model, 0.1) : new Sgd(model, 0.9, 0.1)) {
        float[] before = model.weights().get(TABLE);
        step(model, optimiser, average, 1, 5, 5, IDS - 1, 0, 0, 5, 7, 0, 0, 0, 0);
        float[] after = model.weights().get(TABLE);
        for (int id = 0; id < IDS; id++) {
          boolean read = List.of(1, 5, 7, IDS - 1).contains(id);
          for (int i = id * SIZE; i < (id + 1) * SIZE; i++) {
            if (read) {
              assertNotEquals(before[i], after[i], "id " + id);
            } else if (before[i] != after[i]) { // a million assertions take their time
              assertEquals(before[i], after[i], "id " + id);
            }
          }
        }
        try (PointerScope scope = new PointerScope()) {
          assertEquals(0, model.trained().gradient().abs().sum().item_float());
        }
      }
    }
  }

  /** A first step of Adam is the rate in the direction of the gradient. */
  @Test
  void aFirstStepOfAdamIsTheRate() {
    try (Model model = model();
        WeightAverage average = new WeightAverage(model, 0);
        Optimiser optimiser = new AdamW(model, 0)) {
      float[] before = model.weights().get(TABLE);
      step(model, optimiser, average, 1, 2, 3, 0, 0, 0, 4, 0, 0, 0, 0, 0);
      float[] after = model.weights().get(TABLE);
      for (int i = SIZE; i < 5 * SIZE; i++) {
        assertEquals(0.01, Math.abs(after[i] - before[i]), 1e-5); // float32, and epsilon
      }
    }
  }

  @Test
  void theAverageIsThatOfAllWeights() {
    RandomGenerator rng = Seeds.root(3).rng();
    double averaging = 0.8;
    try (Model model = model();
        WeightAverage average = new WeightAverage(model, averaging);
        Optimiser optimiser = new AdamW(model, 0)) {
      double[] expected = head(model);
      for (int steps = 1; steps <= 300; steps++) { // 0.8^300 is 1e-29: it is multiplied out
        float[] ids = new float[2 * LENGTH];
        for (int i = 0; i < ids.length; i++) {
          ids[i] = steps % 50 < 20 ? rng.nextInt(3) : rng.nextInt(IDS);
        }
        step(model, optimiser, average, ids);
        double old = Math.min(averaging, steps / (steps + 9.0));
        double[] now = head(model);
        for (int i = 0; i < now.length; i++) {
          expected[i] = old * expected[i] + (1 - old) * now[i];
        }
        if (steps % 70 == 0) {
          double[] weights = head(model);
          average.swap();
          assertArrayEquals(expected, head(model), 1e-5); // 300 roundings of float32
          average.swap();
          assertArrayEquals(weights, head(model), 1e-6); // there and back: two roundings
        }
      }
    }
  }

  /** The vectors of the first ids. */
  private static double[] head(Model model) {
    float[] values = model.weights().get(TABLE);
    double[] head = new double[20 * SIZE];
    Arrays.setAll(head, i -> values[i]);
    return head;
  }
}
