package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.ColumnLayer;
import io.mimar.network.ColumnLayer.Encoding;
import io.mimar.network.ColumnLayer.Scale;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/** Rows become what their columns say, by what training rows say. */
@SuppressWarnings("try") // a PointerScope works by being open
class ColumnKernelsTest {
  private static final float NONE = Float.NaN;
  private static final float CLOSE = 1e-5f; // float32 of size one

  /** Two numbers, one of which may miss; a column of 3 and one of 4 categories. */
  private static final List<Input.Column> COLUMNS =
      List.of(
          new Input.Column(0, true),
          new Input.Column(3, false),
          new Input.Column(0, false),
          new Input.Column(4, true));

  /** The first column is 0, 1, 2, 3, 4 and once missing; the third -1 or 1. */
  private static final float[] TRAIN = {
    0, 0, -1, 0, 1, 1, 1, 1, 2, 2, -1, 2, 3, 0, 1, 3, 4, 1, -1, 0, NONE, 2, 1, NONE
  };

  private static float[] run(ColumnLayer layer, float[] vectors, float... row) {
    Task task = new Task(new Input.Columns(COLUMNS), new Output.Classes(2));
    LabelledSamples train =
        new LabelledSamples(task.input().shape(), new Numbers.Floats(TRAIN), new float[6]);
    Network.Builder builder = Network.builder(task);
    builder.add(layer, 0);
    try (Model model =
            Model.of(builder.build(), Constants.of(task, train), Seeds.root(1), Device.CPU);
        PointerScope scope = new PointerScope()) {
      model.trained().write("layer1.vectors", vectors);
      if (layer instanceof ColumnLayer.Tokens) {
        float[] ones = new float[model.weights().get("layer1.matrices").length];
        Arrays.fill(ones, 1);
        model.trained().write("layer1.matrices", ones);
      }
      return Tensors.floats(model.forward(Tensors.of(row, Device.CPU, 1, 4, 1, 1), false));
    }
  }

  @Test
  void aFlatRowHasNumbersAbsencesOneHotsAndVectors() {
    ColumnLayer flat = new ColumnLayer.Flat(COLUMNS, Scale.QUANTILE, 3);
    float[] vectors = new float[6 * 3]; // nothing, 4 categories, missing
    for (int i = 3; i < vectors.length; i++) {
      vectors[i] = i;
    }
    float root = (float) Math.sqrt(3);
    assertArrayEquals(
        new float[] {-root, root / 2, 0, 0, 0, 1, 9, 10, 11},
        run(flat, vectors, 3, 2, -1, 2),
        CLOSE);
    assertArrayEquals(
        new float[] {root, 0, 1, 0, 0, 0, 15, 16, 17},
        run(flat, vectors, NONE, NONE, 7, NONE),
        CLOSE);
  }

  @Test
  void outliersAreBentAndNotLost() {
    for (Scale scale : List.of(Scale.STANDARD, Scale.ROBUST)) {
      ColumnLayer flat = new ColumnLayer.Flat(COLUMNS, scale, 3);
      float[] far = run(flat, new float[18], -1e30f, 0, 1e38f, 0);
      assertEquals(scale.bound(), far[0], 1e-3);
      assertEquals(-scale.bound(), far[1], 1e-3);
      assertEquals(0, run(flat, new float[18], 2, 0, 0, 0)[1], CLOSE);
    }
  }

  @Test
  void aPiecewiseEncodingFillsBins() {
    ColumnLayer tokens = new ColumnLayer.Tokens(COLUMNS, Scale.QUANTILE, Encoding.PIECEWISE, 4, 1);
    float[] vectors = {0, 100, 1, 2, 3, 4, 5, 6, 7, 8}; // a missing number, 3 and 4 categories
    float scaled = (float) Math.sqrt(3) / 2;
    assertArrayEquals(
        new float[] {(float) -Math.sqrt(3), 3 + scaled, 2, 6},
        run(tokens, vectors, 3, 1, -5, 2),
        CLOSE);
    assertArrayEquals(
        new float[] {4 + (float) Math.sqrt(3), 100, 0, 8},
        run(tokens, vectors, NONE, NONE, 1, NONE),
        CLOSE);
  }
}
