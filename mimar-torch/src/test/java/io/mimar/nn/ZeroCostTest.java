package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Zero-cost scores of networks small enough to know them otherwise. */
final class ZeroCostTest {
  private static final Shape SHAPE = new Shape(2, 4, 4);
  private static final int CLASSES = 3;
  private static final int SAMPLES = 6;
  private static final Seeds SEEDS = Seeds.root(5);

  @BeforeAll
  static void startEngine() {
    Engine.start(1);
  }

  private static Network linear() {
    Network.Builder builder = Network.builder(Task.images(SHAPE, CLASSES));
    int mean = builder.add(new Layer.GlobalAverage(), 0);
    builder.add(new Layer.Linear(CLASSES), mean);
    return builder.build();
  }

  private static Network rectified() {
    Network.Builder builder = Network.builder(Task.images(SHAPE, CLASSES));
    int map = builder.add(Layer.Convolution.dense(8, 3, 1), 0);
    int active = builder.add(new Layer.Relu(), builder.add(new Layer.BatchNorm(), map));
    builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.GlobalAverage(), active));
    return builder.build();
  }

  private static LabelledSamples noise() {
    byte[] pixels = new byte[(int) (SAMPLES * SHAPE.size())];
    Seeds.root(1).rng().nextBytes(pixels);
    return LabelledSamples.images(SHAPE, pixels, labels());
  }

  private static int[] labels() {
    return IntStream.range(0, SAMPLES).map(i -> i % CLASSES).toArray();
  }

  private static Weights firstWeights(Network network, LabelledSamples batch) {
    try (Model model = Model.of(network, Constants.of(network.task(), batch), SEEDS, Device.CPU)) {
      return model.weights();
    }
  }

  @Test
  void synapticFlowOfALinearNetworkIsTheSumOfItsWeights() {
    Weights weights = firstWeights(linear(), noise());
    double sum = 0;
    for (String name : new String[] {Parameter.name(2, "weight"), Parameter.name(2, "bias")}) {
      for (float weight : weights.get(name)) {
        sum += Math.abs(weight);
      }
    }
    assertEquals(Math.log(sum), ZeroCost.of(linear(), noise(), SEEDS).synflow(), 1e-5);
  }

  /** Running statistics are those after one look at the batch, however many scores need one. */
  @Test
  void synapticFlowThroughANormalisationIsOfOneLook() {
    Network.Builder builder = Network.builder(Task.images(SHAPE, CLASSES));
    int normal = builder.add(new Layer.BatchNorm(), 0);
    builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.GlobalAverage(), normal));
    Network network = builder.build();
    LabelledSamples batch = noise();
    Weights weights = firstWeights(network, batch);
    float[] matrix = weights.get(Parameter.name(3, "weight"));
    double flow = 0;
    for (float bias : weights.get(Parameter.name(3, "bias"))) {
      flow += Math.abs(bias);
    }
    for (int c = 0; c < SHAPE.channels(); c++) {
      double[] seen = standardised(network, batch, c);
      double mean = Arrays.stream(seen).average().orElseThrow();
      double squares = Arrays.stream(seen).map(v -> (v - mean) * (v - mean)).sum();
      double variance = 0.9 + 0.1 * squares / (seen.length - 1);
      double passed = (1 - 0.1 * mean) / Math.sqrt(variance + Model.VARIANCE_FLOOR);
      for (int k = 0; k < CLASSES; k++) { // a weight and the scale each count what flows through
        flow += 2 * Math.abs(matrix[k * SHAPE.channels() + c]) * passed;
      }
    }
    assertEquals(Math.log(flow), ZeroCost.of(network, batch, SEEDS).synflow(), 1e-5);
  }

  private static double[] standardised(Network network, LabelledSamples batch, int channel) {
    Constants constants = Constants.of(network.task(), batch);
    float centre = constants.arrays().get(Constants.INPUT_MEAN)[channel];
    float deviation = constants.arrays().get(Constants.INPUT_DEVIATION)[channel];
    int area = SHAPE.height() * SHAPE.width();
    return IntStream.range(0, SAMPLES * area)
        .map(i -> i / area * (int) SHAPE.size() + channel * area + i % area)
        .mapToDouble(place -> ((batch.pixels()[place] & 0xff) - centre) / deviation)
        .toArray();
  }

  @Test
  void gradientsWithoutCorrelationsAreTheWorst() {
    Shape grey = new Shape(1, 4, 4);
    Network.Builder builder = Network.builder(Task.images(grey, CLASSES));
    builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.GlobalAverage(), 0));
    byte[] pixels = new byte[(int) (SAMPLES * grey.size())];
    Seeds.root(1).rng().nextBytes(pixels);
    LabelledSamples batch = LabelledSamples.images(grey, pixels, labels());
    assertEquals(Double.NEGATIVE_INFINITY, ZeroCost.of(builder.build(), batch, SEEDS).jacobCov());
  }

  @Test
  void gradientNormIsThatOfSoftmaxRegression() {
    LabelledSamples batch = noise();
    float[][] means = means(batch);
    Weights weights = firstWeights(linear(), batch);
    float[] matrix = weights.get(Parameter.name(2, "weight"));
    float[] bias = weights.get(Parameter.name(2, "bias"));
    double[][] gradient = new double[CLASSES][SHAPE.channels() + 1];
    for (int i = 0; i < SAMPLES; i++) {
      double[] exp = new double[CLASSES];
      for (int k = 0; k < CLASSES; k++) {
        exp[k] = bias[k];
        for (int c = 0; c < SHAPE.channels(); c++) {
          exp[k] += matrix[k * SHAPE.channels() + c] * means[i][c];
        }
        exp[k] = Math.exp(exp[k]);
      }
      double all = Arrays.stream(exp).sum();
      for (int k = 0; k < CLASSES; k++) {
        double off = (exp[k] / all - (labels()[i] == k ? 1 : 0)) / SAMPLES;
        gradient[k][SHAPE.channels()] += off;
        for (int c = 0; c < SHAPE.channels(); c++) {
          gradient[k][c] += off * means[i][c];
        }
      }
    }
    double squares = Arrays.stream(gradient).flatMapToDouble(Arrays::stream).map(g -> g * g).sum();
    assertEquals(Math.sqrt(squares), ZeroCost.of(linear(), batch, SEEDS).gradientNorm(), 1e-5);
  }

  /** The mean of each channel of each sample, standardised as the network does. */
  private static float[][] means(LabelledSamples batch) {
    Constants constants = Constants.of(linear().task(), batch);
    float[] centre = constants.arrays().get(Constants.INPUT_MEAN);
    float[] deviation = constants.arrays().get(Constants.INPUT_DEVIATION);
    int area = SHAPE.height() * SHAPE.width();
    float[][] means = new float[SAMPLES][SHAPE.channels()];
    for (int i = 0; i < SAMPLES; i++) {
      for (int c = 0; c < SHAPE.channels(); c++) {
        for (int p = 0; p < area; p++) {
          int pixel = batch.pixels()[(i * SHAPE.channels() + c) * area + p] & 0xff;
          means[i][c] += (pixel - centre[c]) / deviation[c] / area;
        }
      }
    }
    return means;
  }

  @Test
  void samplesThatChangeALinearNetworkAlikeAreFullyCorrelated() {
    double expected = -(Math.log(SAMPLES) + 1.0 / SAMPLES);
    expected -= (SAMPLES - 1) * (Math.log(1e-5) + 1e5);
    double found = ZeroCost.of(linear(), noise(), SEEDS).jacobCov();
    assertEquals(expected, found, 1e-4 * Math.abs(expected));
    assertTrue(ZeroCost.of(rectified(), noise(), SEEDS).jacobCov() > found, "rectifiers differ");
  }

  @Test
  void onlyRectifiersTellSamplesApart() {
    assertEquals(
        Double.NEGATIVE_INFINITY, ZeroCost.of(linear(), noise(), SEEDS).naswot(), "no rectifier");
    LabelledSamples twice = noise().select(new int[] {0, 1, 0});
    assertEquals(
        Double.NEGATIVE_INFINITY,
        ZeroCost.of(rectified(), twice, SEEDS).naswot(),
        "a sample twice");
    double states = 8 * SHAPE.height() * SHAPE.width();
    double most = SAMPLES * Math.log(states); // of a matrix with this diagonal; Hadamard
    double found = ZeroCost.of(rectified(), noise(), SEEDS).naswot();
    assertTrue(found > 0 && found < most, () -> found + " of at most " + most);
  }

  @Test
  void theSameSeedGivesTheSameScores() {
    assertEquals(
        ZeroCost.of(rectified(), noise(), SEEDS), ZeroCost.of(rectified(), noise(), SEEDS));
  }

  @Test
  void otherTasksAreRefused() {
    Task task = new Task(new Input.Series(1, 8), new Output.Classes(2));
    Network.Builder builder = Network.builder(task);
    builder.add(new Layer.Linear(2), builder.add(new Layer.GlobalAverage(), 0));
    Network network = builder.build();
    MimarException e =
        assertThrows(MimarException.class, () -> ZeroCost.of(network, noise(), SEEDS));
    assertTrue(e.getMessage().contains("images"), e.getMessage());
  }
}
