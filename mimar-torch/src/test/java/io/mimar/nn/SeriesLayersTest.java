package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What layers on series make of series that are there in part. */
@SuppressWarnings("try") // a PointerScope works by being open
class SeriesLayersTest {
  private static final float NONE = Float.NaN;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  /** What leaves {@code layer}, channel by channel. */
  private static float[] run(SequenceLayer layer, int channels, boolean training, float... raw) {
    Input.Series input = new Input.Series(channels, raw.length / channels);
    Network.Builder builder = Network.builder(new Task(input, new Output.Classes(2)));
    builder.add(layer, 0);
    Network network = builder.build();
    Constants none = Constants.neutral(network.task());
    Shape shape = input.shape();
    try (Model model = Model.of(network, none, Seeds.root(1), Device.CPU);
        PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      var series = Tensors.of(raw, Device.CPU, 1, shape.channels(), 1, shape.width());
      return Tensors.floats(model.forward(series, training));
    }
  }

  @Test
  void aSeriesIsStandardisedOverTheStepsThatAreThere() {
    float[] result = run(new SequenceLayer.Standardise(), 1, false, 5, 9, 5, 9, NONE);
    assertArrayEquals(new float[] {-1, 1, -1, 1, 0, 1, 1, 1, 1, 0}, result, 1e-5f);
    float[] flat = run(new SequenceLayer.Standardise(), 1, false, 7, 7, 7);
    assertArrayEquals(new float[] {0, 0, 0, 1, 1, 1}, flat, 1e-5f);
    float[] nothing = run(new SequenceLayer.Standardise(), 1, false, NONE, NONE);
    assertArrayEquals(new float[4], nothing);
  }

  @Test
  void differencesEndWhereTheSeriesEnds() {
    SequenceLayer layer = new SequenceLayer.Difference();
    float[] one = run(layer, 1, false, 5, 9, 7, NONE);
    assertArrayEquals(new float[] {0, 4, -2, 0}, one, 1e-6f); // -0 is 0
    assertArrayEquals(new float[] {0}, run(layer, 1, false, 5), 1e-6f);
    float[] two = run(layer, 2, false, 1, 2, NONE, 5, 3, NONE);
    assertArrayEquals(new float[] {0, 1, 0, 0, -2, 0}, two, 1e-6f);
  }

  @Test
  void distortionChangesWhatIsTrainedOnAndNothingElse() {
    float[] wave = new float[100];
    for (int t = 0; t < wave.length; t++) {
      wave[t] = t < 80 ? (float) Math.sin(t * 0.3) : NONE;
    }
    SequenceLayer layer = new SequenceLayer.Distortion(1);
    float[] plain = run(new SequenceLayer.Distortion(0), 1, true, wave);
    assertArrayEquals(plain, run(layer, 1, false, wave));
    float[] distorted = run(layer, 1, true, wave);
    assertFalse(Arrays.equals(plain, distorted));
    assertArrayEquals(distorted, run(layer, 1, true, wave)); // the model's own chance
    for (int t = 0; t < wave.length; t++) {
      boolean there = distorted[wave.length + t] == 1;
      assertTrue(there || distorted[wave.length + t] == 0);
      assertTrue(there ? Math.abs(distorted[t]) < 2 : distorted[t] == 0);
    }
    int first = 0;
    while (first < wave.length && distorted[wave.length + first] == 1) {
      first++;
    }
    // the end at 80, moved by at most 10 and stretched around the middle by at most a fifth
    assertEquals(80, first, 10 / 0.8 + 0.25 * 30 + 1);
    assertEquals(1, run(layer, 1, true, 0.5f)[1]);
  }
}
