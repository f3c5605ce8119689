package io.mimar.embed;

import io.mimar.Check;

/**
 * A dense float32 matrix, row-major; a vector is a matrix of one row.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param values {@code [rows·columns]}, given away by who passes them in
 */
@SuppressWarnings("ArrayRecordComponent") // weights: handed over on purpose
public record Matrix(int rows, int columns, float[] values) {
  public Matrix {
    Check.that(
        values.length == rows * columns, "values", values.length, rows + " x " + columns + " many");
  }

  /** A matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new float[rows * columns]);
  }

  /** Adds row {@code row} to {@code out} from {@code at} on. */
  void addRow(int row, float[] out, int at) {
    for (int j = 0, w = row * columns; j < columns; j++, w++) {
      out[at + j] += values[w];
    }
  }
}
