package io.mimar.surrogate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What labels say of a trend as the prior mean of a Gaussian process: how well each of them is
 * foretold from the others where a multiple w of the trend is taken for granted.
 *
 * <pre>
 * y - w·u ~ N(0, K);   a = K⁻¹y,   b = K⁻¹u,   c = diag K⁻¹
 * label i, left out, is missed by (a_i - w·b_i) / c_i, with a variance of 1 / c_i
 * log density of all of them = const + pull·w - precision·w²/2
 * pull = Σ a_i·b_i / c_i,   precision = Σ b_i² / c_i
 * </pre>
 *
 * <p>Paper: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, eq. (5.10) to
 * (5.12), where the mean is zero.
 *
 * @param pull towards the trend; below 0 where labels contradict it
 * @param deviation the standard deviation of {@code pull} where the trend has nothing to do with
 *     the labels: of v·a with v_i = b_i / c_i, the root of v·K⁻¹v
 * @param precision how sure the labels are of a weight
 */
public record LeaveOneOut(double pull, double deviation, double precision) {

  /**
   * Of one process.
   *
   * @param factor of K, the covariance of the labels
   * @param labels {@code [N]}; y
   * @param trend {@code [N]}; u
   */
  static LeaveOneOut of(Cholesky factor, double[] labels, double[] trend) {
    double[] a = factor.solve(labels);
    double[] b = factor.solve(trend);
    double[][] inverse = factor.inverse();
    double[] v = IntStream.range(0, b.length).mapToDouble(i -> b[i] / inverse[i][i]).toArray();
    double variance = Cholesky.dot(v, factor.solve(v), 0, v.length);
    return new LeaveOneOut(
        Cholesky.dot(v, a, 0, v.length),
        Math.sqrt(Math.max(0, variance)),
        Cholesky.dot(v, b, 0, v.length));
  }

  /** The mean of several processes'. */
  static LeaveOneOut mean(List<LeaveOneOut> all) {
    return new LeaveOneOut(
        all.stream().mapToDouble(LeaveOneOut::pull).average().orElseThrow(),
        all.stream().mapToDouble(LeaveOneOut::deviation).average().orElseThrow(),
        all.stream().mapToDouble(LeaveOneOut::precision).average().orElseThrow());
  }

  /**
   * The likeliest weight under a standard normal prior once {@code doubt} deviations of what chance
   * may do are taken off the pull; 0 where nothing is left of it.
   */
  public double weight(double doubt) {
    return Math.max(0, (pull - doubt * deviation) / (precision + 1));
  }
}
