package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bags of logits begin with what counting tells. */
class LogCountRatiosTest {
  private static final int TERMS = 9;
  private static final Input.Tokens TEXTS = new Input.Tokens(1, 4, 3, TERMS);
  private static final Task TASK = new Task(TEXTS, new Output.Classes(2));

  /** A word, then the terms: term 2 is in all of class 0, 6 in both, 8 in one text of class 1. */
  private static final LabelledSamples SAMPLES =
      new LabelledSamples(
          TEXTS.shape(),
          new Numbers.Floats(
              new float[] {2, 2, 6, 0, 3, 2, 0, 0, 2, 2, 0, 0, 2, 6, 0, 0, 3, 8, 6, 0}),
          new float[] {0, 0, 0, 1, 1});

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  /** The value of a term that some texts of a class, and some of the others, have. */
  private static float value(double own, double texts, double others, double otherTexts) {
    double more = 3 * (own + others) / 5;
    double ratio =
        (own + 2 * texts / 5 + more)
            / (texts + 3)
            / ((others + 2 * otherTexts / 5 + more) / (otherTexts + 3));
    return (float) (LogCountRatios.SHARE * Math.log(ratio));
  }

  private static int bag(Network.Builder builder, int terms, int size) {
    int ids = builder.add(new SequenceLayer.Slice(1, 4), 0);
    int folded = terms < TERMS ? builder.add(new SequenceLayer.Fold(terms), ids) : ids;
    return builder.add(new SequenceLayer.EmbeddingBag(terms, size), folded);
  }

  /** The first values of the table of a bag; empty where nothing was counted. */
  private static Optional<float[]> table(Network network, int bag) {
    String name = Parameter.name(bag, "vectors");
    Parameter parameter =
        Parameter.of(network).stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    return new LogCountRatios(network, SAMPLES).of(parameter);
  }

  @Test
  void aTermOfOneClassSpeaksForItAndOneThatNobodyHasForNone() {
    Network.Builder builder = Network.builder(TASK);
    String name = Parameter.name(bag(builder, TERMS, 2), "vectors");
    try (Model model = Model.fitted(builder.build(), SAMPLES, Seeds.root(1), Device.CPU)) {
      float[] values = model.weights().get(name);
      assertArrayEquals(new float[2], new float[] {values[0], values[1]}); // of id 0
      assertEquals(value(3, 3, 0, 2), values[4], 1e-6);
      assertEquals(value(0, 2, 3, 3), values[5], 1e-6);
      assertTrue(values[4] > 0.1 && values[5] < -0.1, values[4] + ", " + values[5]);
      assertEquals(value(1, 3, 2, 2), values[12], 1e-6);
      assertEquals(value(1, 2, 0, 3), values[17], 1e-6);
      assertArrayEquals(new float[2], new float[] {values[2], values[3]}); // term 1 is in no text
    }
  }

  @Test
  void termsThatShareANumberAreCountedTogether() {
    Network.Builder builder = Network.builder(TASK);
    int bag = bag(builder, 5, 2); // 2 and 6 become 2, 8 becomes 4
    float[] table = table(builder.build(), bag).orElseThrow();
    assertEquals(10, table.length);
    assertEquals(value(3, 3, 2, 2), table[4], 1e-6);
    assertEquals(value(1, 2, 0, 3), table[9], 1e-6);
  }

  @Test
  void aBagBesideASequenceIsOneOfLogitsToo() {
    Network.Builder builder = Network.builder(TASK);
    int bag = bag(builder, TERMS, 2);
    int words = builder.add(new SequenceLayer.Slice(0, 1), 0);
    int mean = builder.add(new SequenceLayer.EmbeddingBag(4, 6), words);
    int logits = builder.add(new Layer.Linear(2), mean);
    builder.add(new Layer.Sum(), List.of(bag, logits));
    Network network = builder.build();
    assertTrue(table(network, mean).isEmpty());
    try (Model model = Model.fitted(network, SAMPLES, Seeds.root(1), Device.CPU);
        Model drawn =
            Model.of(network, Constants.of(network.task(), SAMPLES), Seeds.root(1), Device.CPU)) {
      String other = Parameter.name(mean, "vectors");
      assertArrayEquals(drawn.weights().get(other), model.weights().get(other));
      String own = Parameter.name(bag, "vectors");
      assertNotEquals(drawn.weights().get(own)[4], model.weights().get(own)[4]);
    }
  }

  @Test
  void featuresAndAmountsAreNotCounted() {
    Network.Builder features = Network.builder(TASK);
    int read = bag(features, TERMS, 2);
    features.add(new Layer.Linear(2), read);
    assertTrue(table(features.build(), read).isEmpty());
    Network.Builder amount = Network.builder(new Task(TEXTS, new Output.Amount()));
    int told = bag(amount, TERMS, 1);
    assertTrue(table(amount.build(), told).isEmpty());
  }
}
