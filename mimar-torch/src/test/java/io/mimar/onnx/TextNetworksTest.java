package io.mimar.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.data.Target;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.space.TextSpace;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Networks of the space of texts cost what they say, and are exported as they are. */
class TextNetworksTest {
  private static final int TEXTS = 9;

  @Property(tries = 60, seed = "1")
  void exportsOfTheSpaceOfTextsGiveTheSameProbabilities(@ForAll long seed) {
    Engine.start(1);
    RandomGenerator rng = Seeds.root(seed).rng();
    Format.Text format = format(rng);
    Target target = new Target.Classes(List.of("a", "b", "c"));
    Task task = new Task(format.input(), target.output());
    TextSpace space = new TextSpace();
    Network network = space.network(space.random(rng), task);
    LabelledSamples texts = texts(format.input(), rng);
    try (Model model = Model.of(network, Constants.of(task, texts), Seeds.root(seed), Device.CPU)) {
      Costs costs = Costs.of(network);
      assertEquals(costs.params(), model.params());
      ModelCard card =
          new ModelCard(
              format,
              target,
              "study",
              7,
              "accuracy",
              0.5,
              "input; output",
              costs.params(),
              costs.macs(),
              "t 1");
      byte[] bytes = OnnxExport.bytes(network, model.weights(), card);
      try (OnnxPredictor predictor = OnnxPredictor.open(bytes, 1)) {
        Parity parity = Parity.of(predictor, model, texts);
        assertTrue(parity.holds(), network + " differs by " + parity.largest());
      }
    }
  }

  private static Format.Text format(RandomGenerator rng) {
    List<String> words = IntStream.range(0, rng.nextInt(0, 3_000)).mapToObj(i -> "w" + i).toList();
    return new Format.Text(
        "text", words, rng.nextInt(1, 30), rng.nextInt(1, 40), rng.nextInt(2, 10_000), 2, 0);
  }

  /** Texts of all lengths, the first without a word. */
  private static LabelledSamples texts(Input.Tokens input, RandomGenerator rng) {
    int each = (int) input.shape().size();
    float[] numbers = new float[TEXTS * each];
    for (int text = 1; text < TEXTS; text++) {
      int words = rng.nextInt(1, input.length() + 1);
      for (int i = 0; i < words; i++) {
        numbers[text * each + i] = rng.nextInt(1, input.vocabulary());
      }
      int terms = rng.nextInt(1, input.bag() + 1);
      for (int i = 0; i < terms; i++) {
        numbers[text * each + input.length() + i] = rng.nextInt(1, input.terms());
      }
    }
    return new LabelledSamples(input.shape(), new Numbers.Floats(numbers), new float[TEXTS]);
  }
}
