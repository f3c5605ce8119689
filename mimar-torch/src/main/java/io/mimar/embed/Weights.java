package io.mimar.embed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arrays of a model by name, in a fixed order.
 *
 * @param matrices name to array
 */
public record Weights(Map<String, Matrix> matrices) {
  public Weights {
    matrices = Collections.unmodifiableMap(new LinkedHashMap<>(matrices));
  }

  /**
   * The array called {@code name}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Matrix get(String name) {
    Matrix matrix = matrices.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException("no array is called " + name);
    }
    return matrix;
  }

  /** The linear layer made of {@code name.weight} and {@code name.bias}. */
  public Dense dense(String name) {
    return new Dense(get(name + ".weight"), get(name + ".bias"));
  }

  /** How many numbers there are. */
  public int count() {
    return matrices.values().stream().mapToInt(m -> m.values().length).sum();
  }
}
