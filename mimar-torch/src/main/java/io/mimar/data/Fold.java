package io.mimar.data;

import io.mimar.Check;
import io.mimar.random.Seeds;
import io.mimar.random.Shuffle;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One way to divide samples: what is learned from, and what is judged on.
 *
 * @param train what networks learn from
 * @param judged what they are judged on
 */
public record Fold(LabelledSamples train, LabelledSamples judged) {

  /**
   * Divides samples so that each is judged on once: each class, or each range of amounts, is dealt
   * out evenly.
   *
   * @param count how many folds, at least 2
   * @return as many folds, each of which is copied when it is asked for
   */
  public static List<Fold> of(LabelledSamples samples, Target target, int count, Seeds seeds) {
    Check.range("folds", count, 2, samples.size());
    RandomGenerator rng = seeds.at("folds").rng();
    int[] foldOf = new int[samples.size()];
    int next = 0;
    for (int row : dealt(samples, target, rng)) {
      foldOf[row] = next++ % count;
    }
    return new AbstractList<>() {
      @Override
      public Fold get(int fold) {
        Check.range("fold", fold, 0, count - 1);
        return new Fold(
            samples.select(rows(foldOf, fold, false)), samples.select(rows(foldOf, fold, true)));
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  /** All rows, those with equal or neighbouring targets together, ties in a random order. */
  private static int[] dealt(LabelledSamples samples, Target target, RandomGenerator rng) {
    int[] rows = IntStream.range(0, samples.size()).toArray();
    Shuffle.inPlace(rows, rng);
    Strata strata =
        target instanceof Target.Classes classes
            ? Strata.ofClasses(samples.labels(), classes.classes().size())
            : Strata.ofAmounts(samples.targets(), 0.1);
    return Arrays.stream(rows)
        .boxed()
        .sorted((a, b) -> Integer.compare(strata.of()[a], strata.of()[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] rows(int[] foldOf, int fold, boolean in) {
    return IntStream.range(0, foldOf.length).filter(r -> (foldOf[r] == fold) == in).toArray();
  }
}
