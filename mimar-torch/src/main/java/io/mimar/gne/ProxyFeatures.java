package io.mimar.gne;

import io.mimar.Recent;
import io.mimar.embed.Moments;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Proxies;
import io.mimar.space.Architecture;
import io.mimar.stats.Ranks;
import io.mimar.stats.SignedLog;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Zero-cost proxies as a surrogate sees them: signed logarithms, standardised over architectures
 * that hold the limits, or exceed them least, and cut off at {@link #MOST} deviations. Each is
 * computed once.
 *
 * <p>Paper: Abdelfattah et al., Zero-Cost Proxies for Lightweight NAS, ICLR 2021, which warms up a
 * search with the best of many; White et al., How Powerful are Performance Predictors in Neural
 * Architecture Search?, NeurIPS 2021, which shows them to a surrogate.
 */
final class ProxyFeatures {
  private static final int DRAWS = 2_048;
  private static final int SAMPLES = 32;
  private static final int CACHE = 5_000;

  /** What is infinite, as where two samples are told apart by no rectifier; NaN is the worst. */
  private static final double HUGE = 1e6;

  private static final double MOST = 3;

  private final Problem problem;
  private final Proxies proxies;
  private Optional<Moments> moments = Optional.empty(); // once they are needed
  private final Recent<Architecture.Writing, double[]> known = new Recent<>(CACHE);

  ProxyFeatures(Problem problem, Proxies proxies) {
    this.problem = problem;
    this.proxies = proxies;
  }

  private Moments moments() {
    if (moments.isEmpty()) {
      RandomGenerator rng = Seeds.root(0).at("proxies").rng();
      moments =
          Optional.of(
              Moments.of(
                  IntStream.range(0, DRAWS)
                      .mapToObj(i -> problem.space().random(rng))
                      .distinct()
                      .sorted(Comparator.comparingDouble(a -> Math.max(0, problem.excess(a))))
                      .limit(SAMPLES)
                      .map(this::logarithms)
                      .toList()));
    }
    return moments.orElseThrow();
  }

  /** The proxies of one, {@code [P]}. */
  double[] of(Architecture architecture) {
    double[] row = moments().standardise(logarithms(architecture));
    return Arrays.stream(row).map(v -> Math.max(-MOST, Math.min(MOST, v))).toArray();
  }

  /** The one whose proxies have the best ranks in the mean; the first of equals. */
  Architecture best(List<Architecture> candidates) {
    List<double[]> rows = candidates.stream().map(this::logarithms).toList();
    double[] ranks = new double[candidates.size()];
    for (int p = 0; p < rows.get(0).length; p++) {
      int column = p;
      double[] own = Ranks.of(rows.stream().mapToDouble(row -> row[column]).toArray());
      Arrays.setAll(ranks, i -> ranks[i] + own[i]);
    }
    int best = 0;
    for (int i = 1; i < ranks.length; i++) {
      best = ranks[i] > ranks[best] ? i : best;
    }
    return candidates.get(best);
  }

  private double[] logarithms(Architecture architecture) {
    return known.get(
        architecture.writing(),
        () ->
            SignedLog.of(
                Arrays.stream(proxies.of(architecture))
                    .map(v -> Double.isNaN(v) ? -HUGE : Math.max(-HUGE, Math.min(HUGE, v)))
                    .toArray()));
  }
}
