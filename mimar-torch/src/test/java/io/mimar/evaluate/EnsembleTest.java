package io.mimar.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.data.Target;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.nn.Networks;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.OnnxExport;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.onnx.Parity;
import io.mimar.random.Seeds;
import io.mimar.train.Evaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static final Shape SHAPE = new Shape(1, 12, 12);
  private static final LabelledSamples IMAGES = Networks.bands(SHAPE, 4, 20, Seeds.root(1).rng());

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  private static TrainedNetwork fresh(Network network, LabelledSamples samples, int seed) {
    Constants constants = Constants.of(network.task(), samples);
    try (Model model = Model.of(network, constants, Seeds.root(seed), Device.CPU)) {
      return new TrainedNetwork(network, model.weights());
    }
  }

  private static float[][] answers(TrainedNetwork trained, LabelledSamples samples) {
    try (Model model = Model.of(trained.network(), trained.weights(), Device.CPU)) {
      return Evaluator.evaluate(model, samples).answers();
    }
  }

  /** An ensemble must tell the mean of its members, cost their sum, and export like a network. */
  private static void check(
      Network network, LabelledSamples samples, Format format, Target target) {
    List<TrainedNetwork> members = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      members.add(fresh(network, samples, seed));
    }
    TrainedNetwork joined = Ensemble.of(members);
    Costs one = Costs.of(network);
    Costs all = Costs.of(joined.network());
    assertEquals(3 * one.params(), all.params());
    assertEquals(3 * one.macs(), all.macs());
    float[][] said = answers(joined, samples);
    List<float[][]> each = members.stream().map(m -> answers(m, samples)).toList();
    for (int i = 0; i < said.length; i++) {
      for (int k = 0; k < said[i].length; k++) {
        int row = i;
        int column = k;
        double mean = each.stream().mapToDouble(a -> a[row][column]).average().orElseThrow();
        assertEquals(mean, said[i][k], 1e-5); // float32 of size one
      }
    }
    checkExport(joined, samples, format, target);
  }

  private static void checkExport(
      TrainedNetwork joined, LabelledSamples samples, Format format, Target target) {
    Costs all = Costs.of(joined.network());
    ModelCard card =
        new ModelCard(
            format, target, "s", 1, "auto", 0, "a", all.params(), all.macs(), "Mimar test");
    byte[] bytes = OnnxExport.bytes(joined.network(), joined.weights(), card);
    try (Model model = Model.of(joined.network(), joined.weights(), Device.CPU);
        OnnxPredictor predictor = OnnxPredictor.open(bytes, 1)) {
      assertTrue(Parity.of(predictor, model, samples).holds());
    }
  }

  @Test
  void imagesAreVotedOn() {
    check(
        Networks.small(SHAPE, 4),
        IMAGES,
        new Format.Image(SHAPE),
        new Target.Classes(List.of("a", "b", "c", "d")));
  }

  @Test
  void amountsAreAveraged() {
    RandomGenerator rng = Seeds.root(3).rng();
    float[] values = new float[20 * 6];
    float[] targets = new float[20];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 11 == 0 ? Float.NaN : (float) rng.nextGaussian();
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) (100 + rng.nextGaussian());
    }
    Format format = new Format.Series(List.of("x", "y"), 3, 1);
    Network.Builder builder =
        Network.builder(new Task(new Input.Series(2, 3), new Output.Amount()));
    builder.add(new Layer.Linear(1), builder.add(new Layer.Flatten(), 0));
    check(
        builder.build(),
        new LabelledSamples(new Shape(2, 1, 3), new Numbers.Floats(values), targets),
        format,
        new Target.Amount("z"));
  }

  @Test
  void aMirroredModelTellsTheMeanOfBothViews() {
    TrainedNetwork pair =
        Ensemble.of(
            List.of(
                fresh(Networks.small(SHAPE, 4), IMAGES, 0),
                fresh(Networks.small(SHAPE, 4), IMAGES, 1)));
    TrainedNetwork mirrored = Ensemble.mirrored(pair);
    float[][] said = answers(mirrored, IMAGES);
    float[][] plain = answers(pair, IMAGES);
    float[][] turned = answers(pair, exchanged(IMAGES));
    double moved = 0;
    for (int i = 0; i < said.length; i++) {
      for (int k = 0; k < said[i].length; k++) {
        assertEquals((plain[i][k] + turned[i][k]) / 2, said[i][k], 1e-5);
        moved = Math.max(moved, Math.abs(plain[i][k] - turned[i][k]));
      }
    }
    assertTrue(moved > 1e-3, "left and right differ");
    Costs costs = Costs.of(mirrored.network());
    assertEquals(Costs.of(pair.network()).params(), costs.params());
    assertEquals(2 * Costs.of(pair.network()).macs(), costs.macs());
    long peak = Costs.of(pair.network()).peakActivations();
    assertTrue(
        costs.peakActivations() > peak && costs.peakActivations() <= 2 * peak + SHAPE.size());
    checkExport(
        mirrored, IMAGES, new Format.Image(SHAPE), new Target.Classes(List.of("a", "b", "c", "d")));
  }

  @Test
  void amountsOfImagesAreMirroredToo() {
    Network.Builder builder =
        Network.builder(new Task(new Input.Pixels(SHAPE), new Output.Amount()));
    builder.add(new Layer.Linear(1), builder.add(new Layer.Flatten(), 0));
    float[] targets = new float[IMAGES.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = 100 + i % 7;
    }
    LabelledSamples amounts = new LabelledSamples(SHAPE, IMAGES.numbers(), targets);
    TrainedNetwork one = fresh(builder.build(), amounts, 0);
    TrainedNetwork mirrored = Ensemble.mirrored(one);
    float[][] said = answers(mirrored, amounts);
    float[][] plain = answers(one, amounts);
    float[][] turned = answers(one, exchanged(amounts));
    for (int i = 0; i < said.length; i++) {
      assertEquals((plain[i][0] + turned[i][0]) / 2, said[i][0], 1e-3);
    }
    checkExport(mirrored, amounts, new Format.Image(SHAPE), new Target.Amount("z"));
  }

  @Test
  void onlyImagesAreMirrored() {
    Network.Builder builder =
        Network.builder(new Task(new Input.Series(2, 3), new Output.Amount()));
    builder.add(new Layer.Linear(1), builder.add(new Layer.Flatten(), 0));
    assertThrows(MimarException.class, () -> Ensemble.mirrored(builder.build()));
  }

  /** The same images with left and right exchanged. */
  private static LabelledSamples exchanged(LabelledSamples images) {
    byte[] pixels = images.pixels();
    byte[] exchanged = new byte[pixels.length];
    int width = images.shape().width();
    for (int i = 0; i < pixels.length; i++) {
      int x = i % width;
      exchanged[i - x + width - 1 - x] = pixels[i];
    }
    return new LabelledSamples(images.shape(), new Numbers.Bytes(exchanged), images.targets());
  }

  @Test
  void membersForAnotherTaskAreRefused() {
    TrainedNetwork four = fresh(Networks.small(SHAPE, 4), IMAGES, 0);
    TrainedNetwork five = fresh(Networks.small(SHAPE, 5), IMAGES, 0);
    assertThrows(MimarException.class, () -> Ensemble.of(List.of(four, five)));
    assertThrows(MimarException.class, () -> Ensemble.of(List.of()));
    assertEquals(four, Ensemble.of(List.of(four)));
  }
}
