package io.mimar.stop;

import io.mimar.objective.Objective;
import io.mimar.trial.Epoch;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Says what a trial must reach to be trained on. The bars are set when the trial is asked, from the
 * trials visible then, so that they do not depend on who is faster.
 */
@FunctionalInterface
public interface EarlyStopping {

  /**
   * The score below which a trial stops.
   *
   * @param epoch after which it is judged
   * @param bar the score to reach there
   */
  record Bar(int epoch, double bar) {}

  /** The bars for a trial that sees {@code trials}, ascending by epoch; some may be missing. */
  List<Bar> bars(List<Trial> trials, Objective objective);

  /** No early stopping. */
  static EarlyStopping never() {
    return (trials, objective) -> List.of();
  }

  /** The bar that {@code epoch} fails to reach, if any. */
  static Optional<Bar> missed(List<Bar> bars, Epoch epoch, Objective objective) {
    return bars.stream()
        .filter(b -> b.epoch() == epoch.epoch() && objective.isBetter(b.bar(), epoch.score()))
        .findFirst();
  }
}
