package io.mimar.bench;

import io.mimar.random.Seeds;
import io.mimar.stats.Paired;
import java.util.Arrays;
import java.util.Locale;

/**
 * How two ways compare on the same cases.
 *
 * @param way what is compared
 * @param with what it is compared with
 * @param measure what of them
 * @param mean of the way
 * @param meanWith of the other
 * @param paired the way less the other
 */
record Difference(
    String way, String with, String measure, double mean, double meanWith, Paired paired) {

  /** Of two ways' values, case by case. */
  static Difference of(String way, String with, String measure, double[] own, double[] other) {
    return new Difference(
        way,
        with,
        measure,
        Arrays.stream(own).average().orElseThrow(),
        Arrays.stream(other).average().orElseThrow(),
        Paired.of(own, other, Seeds.root(0).rng()));
  }

  /** In a line. */
  String text() {
    String effect =
        paired.effect().isPresent()
            ? String.format(Locale.ROOT, "%.2f", paired.effect().getAsDouble())
            : "-";
    return String.format(
        Locale.ROOT,
        "%s less %s, %s: %+.4f, 95 %% interval %+.4f to %+.4f, Wilcoxon p %.4f, d %s, n %d"
            + " (means %.4f and %.4f)",
        way,
        with,
        measure,
        paired.mean(),
        paired.low(),
        paired.high(),
        paired.wilcoxonP(),
        effect,
        paired.cases(),
        mean,
        meanWith);
  }
}
