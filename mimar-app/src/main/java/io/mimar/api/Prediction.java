package io.mimar.api;

import io.mimar.data.Target;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a model tells of one sample: the probability of each class, or an amount.
 *
 * @param sample what the sample is called: its file, or file and line
 * @param probabilities of all classes, in the order of the model; none of an amount
 * @param amount in the unit of the target; empty for classes
 */
public record Prediction(String sample, Map<String, Double> probabilities, OptionalDouble amount) {
  public Prediction {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
  }

  /**
   * From what a model answers.
   *
   * @param answer {@code [K]}, probabilities or one amount
   */
  static Prediction of(String sample, Target target, float[] answer) {
    List<String> classes = target.classes();
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int k = 0; k < classes.size(); k++) {
      probabilities.put(classes.get(k), (double) answer[k]);
    }
    OptionalDouble amount =
        classes.isEmpty() ? OptionalDouble.of(target.amount(answer[0])) : OptionalDouble.empty();
    return new Prediction(sample, probabilities, amount);
  }

  /**
   * The most probable class, the first of equals.
   *
   * @throws IllegalStateException of an amount
   */
  public String label() {
    String best = null;
    for (Map.Entry<String, Double> one : probabilities.entrySet()) {
      if (best == null || one.getValue() > probabilities.get(best)) {
        best = one.getKey();
      }
    }
    if (best == null) {
      throw new IllegalStateException("the model tells an amount, which has no class");
    }
    return best;
  }
}
