package io.mimar.surrogate;

import java.util.Arrays;

/**
 * The factor {@code L} of a symmetric positive definite matrix, {@code K = L·Lᵀ}.
 *
 * @param rows row i has the i + 1 numbers up to the diagonal
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out for writing
record Cholesky(double[][] rows) {
  private static final double FIRST_JITTER = 1e-8;
  private static final double LAST_JITTER = 1e-1;

  /**
   * Factors {@code matrix}, adding to its diagonal the least of 0, 1e-8, 1e-7, … that lets it.
   *
   * @param matrix lower triangle, row i of length i + 1 or more; left as it is
   */
  static Cholesky of(double[][] matrix) {
    double[][] rows = factor(matrix, 0);
    for (double jitter = FIRST_JITTER; rows == null && jitter <= LAST_JITTER; jitter *= 10) {
      rows = factor(matrix, jitter);
    }
    if (rows == null) {
      throw new ArithmeticException("matrix of size " + matrix.length + " is far from definite");
    }
    return new Cholesky(rows);
  }

  private static double[][] factor(double[][] matrix, double jitter) {
    double[][] rows = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      rows[i] = Arrays.copyOf(matrix[i], i + 1);
      for (int j = 0; j < i; j++) {
        rows[i][j] = (rows[i][j] - dot(rows[i], rows[j], 0, j)) / rows[j][j];
      }
      double square = rows[i][i] + jitter - dot(rows[i], rows[i], 0, i);
      if (!(square > 1e-14)) {
        return null;
      }
      rows[i][i] = Math.sqrt(square);
    }
    return rows;
  }

  int size() {
    return rows.length;
  }

  /** {@code log det K}. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += 2 * Math.log(rows[i][i]);
    }
    return sum;
  }

  /** Solves {@code L·v = b}. */
  double[] forward(double[] b) {
    double[] v = new double[b.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = (b[i] - dot(rows[i], v, 0, i)) / rows[i][i];
    }
    return v;
  }

  /** Solves {@code L·v = b} for each row of {@code b}, in place. */
  void forwardAll(double[][] b) {
    for (int i = 0; i < rows.length; i++) {
      for (double[] v : b) { // row i stays in the cache
        v[i] = (v[i] - dot(rows[i], v, 0, i)) / rows[i][i];
      }
    }
  }

  /** Solves {@code K·x = b}. */
  double[] solve(double[] b) {
    double[] x = forward(b);
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= rows[i][i];
      for (int j = 0; j < i; j++) {
        x[j] -= rows[i][j] * x[i];
      }
    }
    return x;
  }

  /** The lower triangle of the inverse of {@code K}. */
  double[][] inverse() {
    int size = rows.length;
    double[][] columns = new double[size][size]; // row j: column j of the inverse of L
    for (int j = 0; j < size; j++) {
      double[] column = columns[j];
      column[j] = 1 / rows[j][j];
      for (int i = j + 1; i < size; i++) {
        column[i] = -dot(rows[i], column, j, i) / rows[i][i];
      }
    }
    double[][] inverse = new double[size][];
    for (int i = 0; i < size; i++) {
      inverse[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        inverse[i][j] = dot(columns[i], columns[j], i, size);
      }
    }
    return inverse;
  }

  /** The factor after one more row and column. */
  Cholesky appended(double[] covariances, double variance) {
    double[] row = Arrays.copyOf(forward(covariances), rows.length + 1);
    double square = variance - dot(row, row, 0, rows.length);
    row[rows.length] = Math.sqrt(Math.max(square, FIRST_JITTER));
    double[][] all = Arrays.copyOf(rows, rows.length + 1);
    all[rows.length] = row;
    return new Cholesky(all);
  }

  /** Four running sums, so that the processor need not wait for each addition. */
  static double dot(double[] a, double[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < to; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
