package io.mimar.train;

import java.util.stream.IntStream;

/** Metrics of amounts. */
final class AmountMetrics {
  private AmountMetrics() {}

  static Weighted rmse(Evaluation evaluation) {
    Weighted meanSquare = Weighted.mean(squares(evaluation));
    return times -> Math.sqrt(meanSquare.of(times));
  }

  static Weighted mae(Evaluation evaluation) {
    return Weighted.mean(
        IntStream.range(0, evaluation.size())
            .mapToDouble(i -> Math.abs(off(evaluation, i)))
            .toArray());
  }

  static Weighted r2(Evaluation evaluation) {
    Weighted meanSquare = Weighted.mean(squares(evaluation));
    float[] targets = evaluation.targets();
    return times -> {
      double off = meanSquare.of(times);
      double variance = variance(targets, times);
      if (variance == 0) {
        return off == 0 ? 1 : 0;
      }
      return 1 - off / variance;
    };
  }

  /** In two passes: the square of a large mean would swallow a small variance. */
  private static double variance(float[] targets, int[] times) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < times.length; i++) {
      sum += (double) times[i] * targets[i];
      count += times[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < times.length; i++) {
      squares += times[i] * (targets[i] - mean) * (targets[i] - mean);
    }
    return squares / count;
  }

  private static double[] squares(Evaluation evaluation) {
    return IntStream.range(0, evaluation.size())
        .mapToDouble(i -> off(evaluation, i) * off(evaluation, i))
        .toArray();
  }

  private static double off(Evaluation evaluation, int sample) {
    return (double) evaluation.answers()[sample][0] - evaluation.targets()[sample];
  }
}
