package io.mimar.random;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random orders, each as likely as any other: Fisher and Yates' shuffle. */
public final class Shuffle {
  private Shuffle() {}

  /** The numbers below {@code size} in a random order. */
  public static int[] order(int size, RandomGenerator rng) {
    int[] order = IntStream.range(0, size).toArray();
    inPlace(order, rng);
    return order;
  }

  /** Puts {@code values} in a random order. */
  public static void inPlace(int[] values, RandomGenerator rng) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = rng.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
