package io.mimar.embed;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Collects the starting values of a model's arrays, drawn from one stream in the order given. */
public final class InitialWeights {
  private final Map<String, Matrix> matrices = new LinkedHashMap<>();
  private final RandomGenerator rng;

  /** Draws from {@code rng}. */
  public InitialWeights(RandomGenerator rng) {
    this.rng = rng;
  }

  /** A linear layer, weight and bias uniform within {@code 1/sqrt(inputs)}. */
  public InitialWeights linear(String name, int inputs, int outputs) {
    double bound = 1 / Math.sqrt(inputs);
    return table(name + ".weight", inputs, outputs, bound).table(name + ".bias", 1, outputs, bound);
  }

  /** A table of vectors, uniform within {@code bound}. */
  public InitialWeights table(String name, int rows, int columns, double bound) {
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = (float) (bound * (2 * rng.nextDouble() - 1));
    }
    matrices.put(name, matrix);
    return this;
  }

  /** A table of vectors that are all {@code value}. */
  public InitialWeights constant(String name, int rows, int columns, float value) {
    Matrix matrix = Matrix.zeros(rows, columns);
    Arrays.fill(matrix.values(), value);
    matrices.put(name, matrix);
    return this;
  }

  /** What was collected. */
  public Weights weights() {
    return new Weights(matrices);
  }
}
