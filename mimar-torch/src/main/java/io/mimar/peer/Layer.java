package io.mimar.peer;

import java.util.List;

/** A part of a small network: rows in, rows out. It remembers its last input for going back. */
interface Layer {

  /**
   * The output of {@code x}.
   *
   * @param x {@code [rows, in]}, not to be changed afterwards
   * @return {@code [rows, out]}
   */
  float[][] forward(float[][] x);

  /**
   * Adds to the gradients of the parameters and gives that of the last input.
   *
   * @param gradient {@code [rows, out]}, of the last output
   * @return {@code [rows, in]}
   */
  float[][] backward(float[][] gradient);

  /** What is learned. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Whether the layer is being trained; most do not care. */
  default void training(boolean on) {}
}
