package io.mimar.search;

/** Learns from few labels how good an architecture will be, and how sure that is. */
public interface Surrogate {

  /**
   * Fits the model.
   *
   * @param features one matrix {@code [N,F]} for each group of features
   * @param labels {@code [N]}, more is better
   * @param noise {@code [N]}, extra noise of each label as a multiple of the common one, 0 for none
   */
  Posterior fit(double[][][] features, double[] labels, double[] noise);

  /** A fitted model. */
  interface Posterior {
    /**
     * Mean and standard deviation of the label.
     *
     * @param features one matrix {@code [B,F]} for each group
     */
    Prediction predict(double[][][] features);

    /**
     * The model after it has seen its own mean as the label of points under way, so that it is no
     * longer curious about them (kriging believer).
     *
     * @param features one matrix {@code [B,F]} for each group
     */
    Posterior believing(double[][][] features);
  }

  /**
   * What a model expects.
   *
   * @param mean {@code [B]}
   * @param deviation {@code [B]}
   */
  @SuppressWarnings("ArrayRecordComponent") // made for one use, read once
  record Prediction(double[] mean, double[] deviation) {}
}
