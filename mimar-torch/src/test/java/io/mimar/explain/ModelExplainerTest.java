package io.mimar.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.data.Target;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.OnnxExport;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.random.Seeds;
import io.mimar.train.Metric;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Models with first weights are asked about series; what is right is made up around their answers.
 */
class ModelExplainerTest {
  private static final int ROWS = 60;
  private static final int STEPS = 5;
  private static final Format FORMAT = new Format.Series(List.of("x"), STEPS, 1);
  private static final Target AMOUNT = new Target.Amount("y");
  private static final Target CLASSES = new Target.Classes(List.of("a", "b", "c"));

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  /** Series, some of whose steps are missing. */
  private static LabelledSamples series(float[] targets) {
    RandomGenerator rng = Seeds.root(3).rng();
    float[] values = new float[ROWS * STEPS];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 11 == 0 ? Float.NaN : (float) rng.nextGaussian();
    }
    return new LabelledSamples(new Shape(1, 1, STEPS), new Numbers.Floats(values), targets);
  }

  /** What a model is asked, once its answers to the series are known. */
  private static ModelExplanation explained(Target target, Metric metric, Labels labels) {
    LabelledSamples samples = series(new float[ROWS]);
    Task task = new Task(FORMAT.input(), target.output());
    Network.Builder builder = Network.builder(task);
    builder.add(new Layer.Linear(target.output().size()), builder.add(new Layer.Flatten(), 0));
    Network network = builder.build();
    Constants constants = Constants.of(task, samples);
    byte[] bytes;
    try (Model model = Model.of(network, constants, Seeds.root(1), Device.CPU)) {
      ModelCard card = new ModelCard(FORMAT, target, "s", 1, "auto", 0, "a", 1, 1, "Mimar test");
      bytes = OnnxExport.bytes(network, model.weights(), card);
    }
    try (OnnxPredictor predictor = OnnxPredictor.open(bytes, 1)) {
      LabelledSamples told = series(labels.of(predictor.answers(samples)));
      Dataset data =
          new Dataset("d", FORMAT, target, samples, samples, Optional.of(told), true, List.of());
      return new ModelExplainer(predictor, data, metric, 1_000, Seeds.root(2)).explain();
    }
  }

  private interface Labels {
    float[] of(float[][] answers);
  }

  private static float[] labels(IntToDoubleFunction label) {
    double[] all = IntStream.range(0, ROWS).mapToDouble(label).toArray();
    float[] labels = new float[ROWS];
    IntStream.range(0, ROWS).forEach(i -> labels[i] = (float) all[i]);
    return labels;
  }

  private static int best(float[] answer) {
    return IntStream.range(0, answer.length)
        .reduce((a, b) -> answer[b] > answer[a] ? b : a)
        .orElseThrow();
  }

  private static List<Case> cases(ModelExplanation explanation, boolean right) {
    return explanation.cases().stream().filter(c -> c.right() == right).toList();
  }

  @Test
  void ofAmountsTheWorstAreToldFromThoseThatAreAsFarOffAsMost() {
    ModelExplanation explanation =
        explained(
            AMOUNT,
            Metric.parse("rmse", AMOUNT.output()),
            answers -> labels(i -> answers[i][0] + (i < 6 ? 100 - i : 0)));
    assertEquals(
        List.of(0, 1, 2, 3, 4, 5), cases(explanation, false).stream().map(Case::row).toList());
    assertEquals(3, cases(explanation, true).size());
    assertEquals(9, new HashSet<>(explanation.cases().stream().map(Case::row).toList()).size());
    for (Case one : explanation.cases()) {
      assertTrue(one.importance().stream().allMatch(Double::isFinite), one.toString());
    }
  }

  @Test
  void columnsOfALargeModelAreJudgedOnFewerRows() {
    assertEquals(2_000, ModelExplainer.mostRows(10, 50_000));
    assertEquals(320, ModelExplainer.mostRows(10, 500_000));
    assertEquals(100, ModelExplainer.mostRows(10, 500_000_000), "but not on next to none");
  }

  @Test
  void aModelThatIsMostlyWrongHasNoWrongAnswerAmongTheRightOnes() {
    ModelExplanation explanation =
        explained(
            CLASSES,
            Metric.parse("accuracy", CLASSES.output()),
            answers -> labels(i -> (best(answers[i]) + (i % 10 == 0 ? 0 : 1)) % 3));
    List<Case> right = cases(explanation, true);
    assertTrue(!right.isEmpty() && right.size() <= 3, right.toString());
    right.forEach(one -> assertEquals(one.truth(), one.told()));
    assertEquals(6, cases(explanation, false).size());
    cases(explanation, false).forEach(one -> assertTrue(!one.truth().equals(one.told())));
  }

  @Test
  void typicalAnswersAreAsSureAsMost() {
    ModelExplanation explanation =
        explained(
            CLASSES,
            Metric.parse("accuracy", CLASSES.output()),
            answers -> labels(i -> best(answers[i])));
    assertEquals(List.of(), cases(explanation, false));
    double[] sure =
        explanation.cases().stream().mapToDouble(c -> c.probability().orElseThrow()).toArray();
    assertTrue(Arrays.stream(sure).max().orElseThrow() < 0.999, "not the surest");
    assertTrue(sure.length >= 1 && sure.length <= 3);
  }
}
