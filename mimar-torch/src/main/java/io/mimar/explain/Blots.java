package io.mimar.explain;

import io.mimar.data.LabelledSamples;

/**
 * One sample with parts of it blotted out in many ways, and which parts each way hides; the first
 * way hides none.
 *
 * @param sample what it looks like
 * @param variants {@code [V]}, the sample with something hidden
 * @param hidden {@code [V,P]}, whether the variant hides the part
 */
@SuppressWarnings("ArrayRecordComponent") // made for one use, read once
record Blots(Case.Sample sample, LabelledSamples variants, boolean[][] hidden) {

  /**
   * The mean fall over all variants that hide a part.
   *
   * @param falls {@code [V]}, by how much the answer falls in each variant
   * @return {@code [P]}
   */
  double[] importance(double[] falls) {
    double[] importance = new double[sample.parts()];
    int[] count = new int[importance.length];
    for (int v = 0; v < falls.length; v++) {
      for (int p = 0; p < importance.length; p++) {
        if (hidden[v][p]) {
          importance[p] += falls[v];
          count[p]++;
        }
      }
    }
    for (int p = 0; p < importance.length; p++) {
      importance[p] /= Math.max(1, count[p]);
    }
    return importance;
  }
}
