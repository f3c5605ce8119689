package io.mimar.peer;

import io.mimar.random.Shuffle;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A random order, cut into batches. */
final class Shuffled {
  private Shuffled() {}

  /** The numbers below {@code count} in a random order, {@code size} at a time. */
  static int[][] batches(int count, int size, RandomGenerator rng) {
    int[] order = Shuffle.order(count, rng);
    int[][] batches = new int[(count + size - 1) / size][];
    for (int b = 0; b < batches.length; b++) {
      batches[b] = Arrays.copyOfRange(order, b * size, Math.min(count, (b + 1) * size));
    }
    return batches;
  }
}
