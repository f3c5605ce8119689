package io.mimar.peer;

/** Points as rows that a network reads. */
final class Rows {
  private Rows() {}

  /** In single precision. */
  static float[][] of(double[][] points) {
    float[][] rows = new float[points.length][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = new float[points[r].length];
      for (int i = 0; i < rows[r].length; i++) {
        rows[r][i] = (float) points[r][i];
      }
    }
    return rows;
  }
}
