package io.mimar.explain;

import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.data.Target;
import io.mimar.network.Output;
import io.mimar.objective.Objective;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.random.Seeds;
import io.mimar.random.Shuffle;
import io.mimar.stats.Interval;
import io.mimar.stats.Spread;
import io.mimar.train.Evaluation;
import io.mimar.train.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Asks an exported model about test samples, whole and with parts hidden, to show what its answers
 * hang on. Knows nothing of the network.
 */
public final class ModelExplainer {
  private static final int WORST = 6;
  private static final int TYPICAL = 3;

  /** Rows that are looked at for the cases and for columns. */
  private static final int MOST_ROWS = 2_000;

  private static final int FEWEST_ROWS = 100;

  private static final int REPEATS = 5;

  /** Answers that columns should cost in all, and their multiply-adds: some seconds. */
  private static final int MOST_ANSWERS = 100_000;

  private static final double MOST_MACS = 8e9;

  private final OnnxPredictor model;
  private final Dataset data;
  private final Metric metric;
  private final long macs;
  private final Seeds seeds;
  private final int[] places;
  private final LabelledSamples rows;
  private final float[][] answers;

  /**
   * An explainer of {@code model}, which was made for {@code data}.
   *
   * @param macs multiply-adds of an answer: of a large one columns are judged on fewer rows
   */
  public ModelExplainer(OnnxPredictor model, Dataset data, Metric metric, long macs, Seeds seeds) {
    this.model = model;
    this.data = data;
    this.metric = metric;
    this.macs = macs;
    this.seeds = seeds;
    LabelledSamples all = data.test().orElse(data.validation());
    this.places =
        all.size() <= MOST_ROWS
            ? IntStream.range(0, all.size()).toArray()
            : data.sample(all, MOST_ROWS, seeds.at("rows").rng());
    this.rows = all.select(places);
    this.answers = model.answers(rows);
  }

  /** The explanation. */
  public ModelExplanation explain() {
    return new ModelExplanation(
        data.test().isPresent() ? "test" : "validation",
        data.format() instanceof Format.Table table ? columns(table) : List.of(),
        cases());
  }

  // ---- columns

  /**
   * Permutation importance. Papers: Breiman, Random Forests, Machine Learning 2001; Fisher, Rudin,
   * Dominici, All Models are Wrong, but Many are Useful, JMLR 2019.
   */
  private List<ModelExplanation.Column> columns(Format.Table table) {
    Map<String, List<Integer>> columns = Blotter.columns(table);
    int most = mostRows(columns.size(), macs);
    LabelledSamples judged =
        rows.size() <= most
            ? rows
            : rows.select(data.sample(rows, most, seeds.at("columns").rng()));
    Objective objective = metric.objective();
    double whole = objective.gain(score(judged));
    List<ModelExplanation.Column> all = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> column : columns.entrySet()) {
      double[] losses = new double[REPEATS];
      for (int r = 0; r < REPEATS; r++) {
        int[] order = Shuffle.order(judged.size(), seeds.at(column.getKey()).at("repeat", r).rng());
        losses[r] = whole - objective.gain(score(dealt(judged, column.getValue(), order)));
      }
      all.add(new ModelExplanation.Column(column.getKey(), gain(losses)));
    }
    all.sort(Comparator.comparingDouble(c -> -c.loss().mean()));
    return all;
  }

  /** Rows that so many columns are judged on: of a large model fewer. */
  static int mostRows(int columns, long macs) {
    double answers = Math.min(MOST_ANSWERS, MOST_MACS / Math.max(1, macs));
    return (int) Math.max(FEWEST_ROWS, answers / (REPEATS * columns));
  }

  /** A mean with two standard errors around it. */
  private static Explanation.Gain gain(double[] values) {
    Spread spread = Spread.of(values);
    double error = 2 * spread.deviation() / Math.sqrt(values.length);
    return new Explanation.Gain(
        spread.mean(), new Interval(spread.mean() - error, spread.mean() + error));
  }

  private double score(LabelledSamples samples) {
    return metric.of(new Evaluation(output(), model.answers(samples), samples.targets()));
  }

  private Output output() {
    return data.target().output();
  }

  /** The rows with the numbers at some places taken from other rows. */
  private static LabelledSamples dealt(LabelledSamples rows, List<Integer> places, int[] order) {
    int each = (int) rows.shape().size();
    float[] values = new float[rows.size() * each];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.numbers().at(i);
    }
    for (int row = 0; row < order.length; row++) {
      for (int place : places) {
        values[row * each + place] = rows.numbers().at(order[row] * each + place);
      }
    }
    return new LabelledSamples(rows.shape(), new Numbers.Floats(values), rows.targets());
  }

  // ---- cases

  private List<Case> cases() {
    List<Integer> worst = worst();
    Stream<Case> errors = worst.stream().map(row -> explained(row, false));
    return Stream.concat(errors, typical(worst).stream().map(row -> explained(row, true))).toList();
  }

  /** The rows with the largest errors, the largest first. */
  private List<Integer> worst() {
    return IntStream.range(0, rows.size())
        .filter(this::isWrong)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> -error(row)))
        .limit(WORST)
        .toList();
  }

  /** Right answers that are as sure as most, of different classes; amounts that are as far off. */
  private List<Integer> typical(List<Integer> worst) {
    List<Integer> rest =
        IntStream.range(0, rows.size())
            .filter(row -> isAmount() ? !worst.contains(row) : !isWrong(row))
            .boxed()
            .sorted(Comparator.comparingDouble(this::doubt))
            .toList();
    Map<String, Integer> chosen = new LinkedHashMap<>();
    for (int i = rest.size() / 2; i < rest.size() && chosen.size() < TYPICAL; i++) {
      int row = rest.get(i);
      chosen.putIfAbsent(isAmount() ? "row " + row : truth(row), row);
    }
    return List.copyOf(chosen.values());
  }

  /** How unsure a right answer is, or how far off an amount. */
  private double doubt(int row) {
    return isAmount() ? error(row) : -answers[row][best(answers[row])];
  }

  private boolean isAmount() {
    return data.target() instanceof Target.Amount;
  }

  private boolean isWrong(int row) {
    return isAmount() || best(answers[row]) != (int) rows.targets()[row];
  }

  /** How far off the answer is: what a wrong class is given beyond the true one, or a distance. */
  private double error(int row) {
    float[] answer = answers[row];
    return isAmount()
        ? Math.abs(answer[0] - rows.targets()[row])
        : answer[best(answer)] - answer[(int) rows.targets()[row]];
  }

  private static int best(float[] answer) {
    int best = 0;
    for (int k = 1; k < answer.length; k++) {
      best = answer[k] > answer[best] ? k : best;
    }
    return best;
  }

  private String truth(int row) {
    return name(rows.targets()[row]);
  }

  private String name(float target) {
    return isAmount() ? data.target().text(target) : data.classes().get((int) target);
  }

  private Case explained(int row, boolean right) {
    Blots blots = new Blotter(data.format(), rows, seeds.at("blots")).of(row);
    float[][] told = model.answers(blots.variants());
    int answer = isAmount() ? 0 : best(answers[row]);
    double[] falls = new double[told.length];
    Arrays.setAll(falls, v -> told[0][answer] - told[v][answer]);
    return new Case(
        places[row],
        truth(row),
        name(isAmount() ? answers[row][0] : answer),
        isAmount() ? OptionalDouble.empty() : OptionalDouble.of(answers[row][answer]),
        right,
        blots.sample(),
        Arrays.stream(blots.importance(falls)).boxed().toList());
  }
}
