package io.mimar.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {
  @Test
  void everyNumberStandsSomewhereOnce() {
    for (int size = 0; size < 20; size++) {
      int[] order = Shuffle.order(size, Seeds.root(size).rng());
      assertArrayEquals(
          IntStream.range(0, size).toArray(), Arrays.stream(order).sorted().toArray());
    }
  }

  @Test
  void everyPlaceIsAsLikely() {
    int[] firsts = new int[5];
    for (int seed = 0; seed < 5_000; seed++) {
      firsts[Shuffle.order(5, Seeds.root(seed).rng())[0]]++;
    }
    for (int count : firsts) {
      assertEquals(1_000, count, 120); // over four standard deviations of 28
    }
  }
}
