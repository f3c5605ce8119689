package io.mimar.stop;

import io.mimar.objective.Objective;
import io.mimar.trial.Epoch;
import io.mimar.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what a trial must reach to be trained on. The bars are set when the trial is asked, from the
 * trials visible then, so that they do not depend on who is faster.
 */
@FunctionalInterface
public interface EarlyStopping {

  /**
   * The score below which a trial stops.
   *
   * @param epoch after which it is judged; where its curve has no point there, at the next one
   * @param bar the score to reach there
   */
  record Bar(int epoch, double bar) {}

  /** The bars for a trial that sees {@code trials}, ascending by epoch; some may be missing. */
  List<Bar> bars(List<Trial> trials, Objective objective);

  /** Stops whom either stops. */
  default EarlyStopping and(EarlyStopping other) {
    return (trials, objective) ->
        Stream.of(this, other)
            .flatMap(rule -> rule.bars(trials, objective).stream())
            .sorted(Comparator.comparingInt(Bar::epoch))
            .toList();
  }

  /** No early stopping. */
  static EarlyStopping never() {
    return (trials, objective) -> List.of();
  }

  /**
   * The bar that the last point of {@code curve} fails to reach, if any: of the bars that no
   * earlier point was judged by.
   */
  static Optional<Bar> missed(List<Bar> bars, List<Epoch> curve, Objective objective) {
    Epoch last = curve.get(curve.size() - 1);
    int before = curve.size() == 1 ? 0 : curve.get(curve.size() - 2).epoch();
    return bars.stream()
        .filter(b -> before < b.epoch() && b.epoch() <= last.epoch())
        .filter(b -> objective.isBetter(b.bar(), last.score()))
        .findFirst();
  }
}
