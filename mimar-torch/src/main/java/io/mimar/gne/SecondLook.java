package io.mimar.gne;

import io.mimar.objective.Objective;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is wanted most is looked at once more by a surrogate that sees zero-cost proxies, too. They
 * take some milliseconds each: too much for all candidates of an ask, not for a few.
 */
final class SecondLook {
  /** So many are looked at. */
  private static final int SHORT = 16;

  private final Features features;
  private final Opinions opinions;

  /**
   * A look at what {@code plain} shows and {@code proxies}.
   *
   * @param source what another search found, to learn from, too
   */
  SecondLook(
      Features plain, ProxyFeatures proxies, Objective objective, Optional<WarmStart> source) {
    this.features = plain.with(proxies);
    this.opinions = new Opinions(features, objective, Enrichment.NONE, source);
  }

  /**
   * The best of what {@code all} wants most, where proxies correct what is expected. Curiosity
   * stays that of the surrogate without them: what is strange by its proxies alone is no more worth
   * a trial for that. In the second opinion's turn it is that one, with proxies, that corrects.
   */
  List<Infill.Choice> best(Infill all, History history) {
    List<Infill.Choice> few = all.first(SHORT);
    if (few.isEmpty()) {
      return few;
    }
    List<Architecture> seen = Infill.architectures(few);
    double[] wanted = all.of(seen);
    double[] expected = all.expected(seen);
    double[] told = opinions.after(history).predict(features.of(seen)).mean();
    Arrays.setAll(wanted, i -> wanted[i] + told[i] - expected[i]);
    return Infill.best(few, wanted);
  }
}
