package io.mimar.peer;

/** Learned numbers, their gradient, and what Adam remembers of it. */
@SuppressWarnings("ArrayRecordComponent") // updated in place by its optimiser
record Parameter(float[] value, float[] gradient, float[] mean, float[] square) {

  /** A parameter that starts at {@code value}. */
  static Parameter of(float[] value) {
    return new Parameter(
        value, new float[value.length], new float[value.length], new float[value.length]);
  }
}
