package io.mimar.nn;

import io.mimar.network.ColumnLayer;
import java.util.Arrays;

/**
 * What training rows tell of one column of numbers.
 *
 * @param centre the median
 * @param spread the distance of the quartiles; half the range where they are one, 1 where that is
 *     one number too
 * @param edges the ends of {@link ColumnLayer#BINS} bins, strictly increasing
 */
@SuppressWarnings("ArrayRecordComponent") // handed over on purpose
record ColumnFit(float centre, float spread, float[] edges) {
  private static final int BINS = ColumnLayer.BINS;

  /** Numbers further out count as this, so that differences stay finite. */
  private static final float FAR = 1e37f;

  /** Numbers nearer to one another count as equal. */
  private static final float NEAR = 1e-30f;

  /** What is known of a column without any number. */
  static ColumnFit neutral() {
    return new ColumnFit(0, 1, parted(new float[] {-3, 3}, 2));
  }

  /** Fits {@code column}, NaN where a number is missing. Cost: {@code O(N·log N)}. */
  static ColumnFit of(float[] column) {
    float[] sorted = new float[column.length];
    int count = 0;
    for (float value : column) {
      if (!Float.isNaN(value)) {
        sorted[count++] = Math.min(Math.max(value, -FAR), FAR);
      }
    }
    if (count == 0) {
      return neutral();
    }
    sorted = Arrays.copyOf(sorted, count);
    Arrays.sort(sorted);
    return new ColumnFit(sorted[count / 2], spread(sorted), edges(sorted));
  }

  private static float spread(float[] sorted) {
    int n = sorted.length;
    float quartiles = sorted[3 * (n - 1) / 4] - sorted[(n - 1) / 4];
    float half = (sorted[n - 1] - sorted[0]) / 2;
    return quartiles > NEAR ? quartiles : half > NEAR ? half : 1;
  }

  private static float[] edges(float[] sorted) {
    float[] distinct = new float[sorted.length];
    int[] counts = new int[sorted.length];
    int m = 0;
    for (float value : sorted) {
      if (m == 0 || value - distinct[m - 1] > NEAR) {
        distinct[m++] = value;
      }
      counts[m - 1]++;
    }
    if (m == 1) {
      float aside = Math.max(1, Math.abs(distinct[0]));
      return parted(new float[] {distinct[0] - aside, distinct[0] + aside}, 2);
    }
    return m <= BINS + 1 ? parted(distinct, m) : chosen(distinct, counts, m, sorted.length);
  }

  /** All of the first {@code m} values, and equal parts of the gaps between them. */
  private static float[] parted(float[] values, int m) {
    float[] edges = new float[BINS + 1];
    int gaps = m - 1;
    int next = 0;
    for (int g = 0; g < gaps; g++) {
      int parts = BINS / gaps + (g < BINS % gaps ? 1 : 0);
      for (int p = 0; p < parts; p++) {
        edges[next++] = (float) (values[g] + ((double) values[g + 1] - values[g]) * p / parts);
      }
    }
    edges[BINS] = values[gaps];
    return increasing(edges);
  }

  /** Some of the first {@code m} values, with about as many rows between each two. */
  private static float[] chosen(float[] values, int[] counts, int m, int rows) {
    float[] edges = new float[BINS + 1];
    edges[0] = values[0];
    edges[BINS] = values[m - 1];
    long left = (long) rows - counts[0];
    long gathered = 0;
    int next = 1;
    for (int v = 1; v < m - 1 && next < BINS; v++) {
      gathered += counts[v];
      boolean full = (2 * gathered + counts[v + 1]) * (BINS - next + 1) >= 2 * left; // or nearer
      boolean scarce = m - 1 - v <= BINS - next;
      if (full || scarce) {
        edges[next++] = values[v];
        left -= gathered;
        gathered = 0;
      }
    }
    return increasing(edges);
  }

  /** Edges that rounding made equal move up by the least step. */
  private static float[] increasing(float[] edges) {
    for (int i = 1; i < edges.length; i++) {
      edges[i] = Math.max(edges[i], Math.nextUp(edges[i - 1]));
    }
    return edges;
  }
}
