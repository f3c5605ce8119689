package io.mimar.gan;

import io.mimar.Check;
import java.util.Arrays;

/**
 * What a GAN learns from.
 *
 * @param points {@code [N,D]}, of about unit scale
 * @param conditions {@code [N,C]}: score, then costs, each of about unit scale
 * @param weights {@code [N]}, how often each is drawn, relative to the others
 */
@SuppressWarnings("ArrayRecordComponent") // read, never written
public record Examples(double[][] points, double[][] conditions, double[] weights) {
  public Examples {
    Check.that(points.length > 0, "examples", points.length, "at least 1");
    Check.that(
        points.length == conditions.length && points.length == weights.length,
        "conditions and weights",
        conditions.length + " and " + weights.length,
        "one for each of " + points.length + " points");
  }

  /**
   * Examples whose better scores are drawn more often, in proportion to {@code exp(score)}.
   *
   * @param scores {@code [N]}
   * @param costs {@code [N,C-1]}
   */
  public static Examples of(double[][] points, double[] scores, double[][] costs) {
    double[][] conditions = new double[scores.length][];
    for (int i = 0; i < scores.length; i++) {
      conditions[i] = condition(scores[i], costs[i]);
    }
    return new Examples(points, conditions, Arrays.stream(scores).map(Math::exp).toArray());
  }

  /** A score and costs as one condition. */
  public static double[] condition(double score, double[] costs) {
    double[] condition = new double[1 + costs.length];
    condition[0] = score;
    System.arraycopy(costs, 0, condition, 1, costs.length);
    return condition;
  }

  int dimensions() {
    return points[0].length;
  }

  int conditionLength() {
    return conditions[0].length;
  }
}
