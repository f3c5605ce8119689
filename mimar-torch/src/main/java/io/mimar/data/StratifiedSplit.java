package io.mimar.data;

import io.mimar.Check;
import io.mimar.random.Shuffle;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Divides rows at random, each class in the same shares. */
public final class StratifiedSplit {
  private StratifiedSplit() {}

  /**
   * Divides rows into a rest and one set for each share. Of every class each set gets its share,
   * rounded, but at least one row while one is left for the rest; a single row stays in the rest.
   *
   * @param labels the class of each row, in [0, classes)
   * @param shares of each set, together below 1
   * @return the rows of the rest, then of each set, ascending
   */
  public static int[][] split(int[] labels, int classes, double[] shares, RandomGenerator rng) {
    int[] setOf = new int[labels.length]; // 0 is the rest
    for (int[] rows : shuffledRows(labels, classes, rng)) {
      int next = 0;
      for (int set = 1; set <= shares.length; set++) {
        int wanted = (int) Math.max(1, Math.round(rows.length * shares[set - 1]));
        for (int taken = 0; taken < wanted && next < rows.length - 1; taken++) {
          setOf[rows[next++]] = set;
        }
      }
    }
    return collect(setOf, shares.length + 1);
  }

  /**
   * Draws {@code count} rows, each class in the share it has among all rows (largest remainders
   * first).
   *
   * @param labels the class of each row, in [0, classes)
   * @param count how many, at most all
   * @return the rows, ascending
   */
  public static int[] sample(int[] labels, int classes, int count, RandomGenerator rng) {
    Check.range("count", count, 0, labels.length);
    int[][] byClass = shuffledRows(labels, classes, rng);
    int[] quotas = quotas(byClass, count, labels.length);
    return IntStream.range(0, classes)
        .flatMap(c -> Arrays.stream(byClass[c], 0, quotas[c]))
        .sorted()
        .toArray();
  }

  /** The rows of each of {@code sets} sets, ascending. */
  static int[][] collect(int[] setOf, int sets) {
    int[][] rows = new int[sets][];
    for (int set = 0; set < sets; set++) {
      int wanted = set;
      rows[set] = IntStream.range(0, setOf.length).filter(i -> setOf[i] == wanted).toArray();
    }
    return rows;
  }

  private static int[][] shuffledRows(int[] labels, int classes, RandomGenerator rng) {
    int[][] rows = collect(labels, classes);
    for (int[] ofClass : rows) {
      Shuffle.inPlace(ofClass, rng);
    }
    return rows;
  }

  private static int[] quotas(int[][] byClass, int count, int total) {
    long[] products = Arrays.stream(byClass).mapToLong(r -> (long) r.length * count).toArray();
    int all = Math.max(1, total);
    int[] quotas = Arrays.stream(products).mapToInt(p -> (int) (p / all)).toArray();
    int left = count - Arrays.stream(quotas).sum();
    IntStream.range(0, quotas.length)
        .boxed()
        .sorted((a, b) -> Long.compare(products[b] % all, products[a] % all))
        .limit(left)
        .forEach(c -> quotas[c]++);
    return quotas;
  }
}
