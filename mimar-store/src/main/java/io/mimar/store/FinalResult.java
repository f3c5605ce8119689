package io.mimar.store;

import io.mimar.Check;
import io.mimar.objective.Objective;
import io.mimar.stats.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came of a study: the final training of the chosen architecture, measured and exported.
 *
 * <p>Studies of old releases have neither intervals nor baselines nor latency nor steps: those are
 * empty then.
 *
 * @param trial whose architecture it is
 * @param params trainable numbers
 * @param macs multiply-adds of one sample
 * @param train the metric on the training samples, without augmentation
 * @param validation the metric on the validation samples; of the weights before they were joined to
 *     the training set, if they were
 * @param test the metric on the test samples; empty when there are none
 * @param metrics metrics by name, in the order of showing, of the split below
 * @param intervals where they lie with 95 % confidence, by the same names
 * @param baselines what simple models reach on the test samples: metrics by name, by {@link
 *     #MAJORITY} and {@link #LINEAR}
 * @param confusion {@code [actual][predicted]} counts on the test samples; where there is no test
 *     set, what the trial's own network, which the search trained, took the samples for that it was
 *     judged on; may be empty
 * @param parity the largest difference of probabilities between this program and ONNX Runtime;
 *     empty when nothing was exported
 * @param latencyMillis what the exported model takes for one sample on the machine of the run;
 *     empty when it was not measured
 * @param model the model's file, relative to the run folder; empty text when nothing was exported
 * @param epochs epochs of the final training
 * @param seconds wall time of the final training
 * @param steps how the model was made: the study's metric on the same test samples after each step,
 *     by {@link #SEARCHED}, {@link #ALONE}, {@link #JOINED} and {@link #MIRRORED}, as far as they
 *     were done; the last is the model
 */
public record FinalResult(
    int trial,
    long params,
    long macs,
    double train,
    double validation,
    OptionalDouble test,
    Map<String, Double> metrics,
    Map<String, Interval> intervals,
    Map<String, Map<String, Double>> baselines,
    List<List<Integer>> confusion,
    OptionalDouble parity,
    OptionalDouble latencyMillis,
    String model,
    int epochs,
    double seconds,
    Map<String, Double> steps) {
  /** The baseline that always tells the most frequent class, or the mean amount. */
  public static final String MAJORITY = "majority";

  /** The baseline of a linear model. */
  public static final String LINEAR = "linear";

  /** The step of the trial's own network, as the search trained it briefly. */
  public static final String SEARCHED = "searched";

  /** The step of the first network alone, trained at length. */
  public static final String ALONE = "alone";

  /** The step of the mean of several networks, each trained at length. */
  public static final String JOINED = "joined";

  /** The step of looking at each image mirrored as well. */
  public static final String MIRRORED = "mirrored";

  public FinalResult {
    Check.present("result", test, metrics, confusion, parity, model);
    metrics = ordered(metrics);
    intervals = intervals == null ? Map.of() : ordered(intervals); // null in old JSON
    baselines = baselines == null ? Map.of() : ordered(baselines);
    steps = steps == null ? Map.of() : ordered(steps);
    latencyMillis = latencyMillis == null ? OptionalDouble.empty() : latencyMillis;
    confusion = confusion.stream().map(List::copyOf).toList();
    int classes = confusion.size();
    Check.that(
        confusion.stream().allMatch(row -> row.size() == classes),
        "confusion",
        confusion,
        "as many counts for each class as there are classes");
  }

  private static <V> Map<String, V> ordered(Map<String, V> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The same with other counts of which class was taken for which. */
  public FinalResult withConfusion(List<List<Integer>> counts) {
    return with(counts, steps);
  }

  /** The same with the step {@link #SEARCHED}, which comes first. */
  public FinalResult withSearched(double score) {
    Map<String, Double> all = new LinkedHashMap<>(Map.of(SEARCHED, score));
    all.putAll(steps);
    return with(confusion, all);
  }

  private FinalResult with(List<List<Integer>> counts, Map<String, Double> taken) {
    return new FinalResult(
        trial,
        params,
        macs,
        train,
        validation,
        test,
        metrics,
        intervals,
        baselines,
        counts,
        parity,
        latencyMillis,
        model,
        epochs,
        seconds,
        taken);
  }

  /**
   * What simple models reach of {@code metric}.
   *
   * @return values by the baseline's name, in the order of showing
   */
  public Map<String, Double> baselines(String metric) {
    Map<String, Double> values = new LinkedHashMap<>();
    baselines.forEach(
        (name, reached) -> {
          if (reached.containsKey(metric)) {
            values.put(name, reached.get(metric));
          }
        });
    return values;
  }

  /** Whether a linear model is as good on the test samples; false where none was measured. */
  public boolean isMatchedByLinear(Objective objective) {
    Double linear = baselines(objective.metric()).get(LINEAR);
    return linear != null && test.isPresent() && !objective.isBetter(test.getAsDouble(), linear);
  }

  /**
   * Whether always telling the same is better on the test samples; false where none was measured.
   */
  public boolean isBeatenByGuess(Objective objective) {
    Double guess = baselines(objective.metric()).get(MAJORITY);
    return guess != null && test.isPresent() && objective.isBetter(guess, test.getAsDouble());
  }

  /** Whether there is nothing to improve on the test samples: a share of 1, or an error of 0. */
  public boolean isFaultless(Objective objective) {
    double best = objective.isBetter(1, 0) ? 1 : 0;
    return test.isPresent() && test.getAsDouble() == best;
  }

  /** What the model costs, all members together; empty for what is not known of it. */
  public OptionalDouble cost(String name) {
    return switch (name) {
      case "params" -> OptionalDouble.of((double) params);
      case "macs" -> OptionalDouble.of((double) macs);
      case "latencyMillis" -> latencyMillis;
      default -> OptionalDouble.empty();
    };
  }
}
