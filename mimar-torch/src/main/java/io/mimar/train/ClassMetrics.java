package io.mimar.train;

import java.util.stream.IntStream;

/** Metrics of what classes are told. */
final class ClassMetrics {
  private ClassMetrics() {}

  static Weighted accuracy(Evaluation evaluation) {
    int[] predictions = evaluation.predictions();
    float[] targets = evaluation.targets();
    return Weighted.mean(
        IntStream.range(0, targets.length)
            .mapToDouble(i -> predictions[i] == (int) targets[i] ? 1 : 0)
            .toArray());
  }

  static Weighted logLoss(Evaluation evaluation) {
    float[][] answers = evaluation.answers();
    float[] targets = evaluation.targets();
    return Weighted.mean(
        IntStream.range(0, targets.length)
            .mapToDouble(i -> -Math.log(Math.max(1e-12, answers[i][(int) targets[i]])))
            .toArray());
  }

  static Weighted balancedAccuracy(Evaluation evaluation) {
    return counted(evaluation, Counts::balancedAccuracy);
  }

  static Weighted macroF1(Evaluation evaluation) {
    return counted(evaluation, Counts::macroF1);
  }

  private interface OfCounts {
    double of(Counts counts);
  }

  private static Weighted counted(Evaluation evaluation, OfCounts metric) {
    int[] predictions = evaluation.predictions();
    float[] targets = evaluation.targets();
    return times -> {
      Counts counts = new Counts(evaluation.output().size());
      for (int i = 0; i < times.length; i++) {
        counts.add((int) targets[i], predictions[i], times[i]);
      }
      return metric.of(counts);
    };
  }

  /** How many samples have each class, are taken for it, and both. */
  private static final class Counts {
    private final long[] having;
    private final long[] taken;
    private final long[] right;

    Counts(int classes) {
      having = new long[classes];
      taken = new long[classes];
      right = new long[classes];
    }

    void add(int target, int prediction, int times) {
      having[target] += times;
      taken[prediction] += times;
      right[target] += target == prediction ? times : 0;
    }

    double balancedAccuracy() {
      return classes()
          .filter(c -> having[c] > 0)
          .mapToDouble(c -> (double) right[c] / having[c])
          .average()
          .orElse(0);
    }

    double macroF1() {
      return classes()
          .filter(c -> having[c] + taken[c] > 0)
          .mapToDouble(c -> 2.0 * right[c] / (having[c] + taken[c]))
          .average()
          .orElse(0);
    }

    private IntStream classes() {
      return IntStream.range(0, having.length);
    }
  }
}
