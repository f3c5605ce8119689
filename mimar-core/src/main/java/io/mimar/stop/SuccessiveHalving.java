package io.mimar.stop;

import io.mimar.Check;
import io.mimar.objective.Objective;
import io.mimar.trial.Epoch;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Stops the weak early: a trial goes on beyond a rung only when it is among the best {@code 1/eta}
 * of the earlier trials there.
 *
 * <p>Paper: Li, Jamieson, Rostamizadeh et al., A System for Massively Parallel Hyperparameter
 * Tuning, MLSys 2020 (ASHA), in its stopping form. Differs: the bar is set when the trial is asked,
 * from the trials visible then, so that it does not depend on who is faster.
 *
 * @param rungs epochs after which a trial is judged, ascending
 * @param eta one in so many goes on; paper: η
 * @param patience trials seen at a rung before it stops anyone
 */
public record SuccessiveHalving(List<Integer> rungs, double eta, int patience) {

  public SuccessiveHalving {
    rungs = List.copyOf(rungs);
    Check.range("stop.eta", eta, 1.01, 100);
    Check.range("stop.patience", patience, 1, 1_000_000);
    for (int i = 0; i < rungs.size(); i++) {
      Check.that(
          rungs.get(i) > (i == 0 ? 0 : rungs.get(i - 1)), "stop.rungs", rungs, "ascending from 1");
    }
  }

  /** No early stopping. */
  public static SuccessiveHalving never() {
    return new SuccessiveHalving(List.of(), 3, 1);
  }

  /**
   * The score below which a trial stops.
   *
   * @param epoch the rung
   * @param bar the score to reach there
   */
  public record Bar(int epoch, double bar) {}

  /** The bars for a trial that sees {@code trials}; rungs without enough trials have none. */
  public List<Bar> bars(List<Trial> trials, Objective objective) {
    List<Bar> bars = new ArrayList<>();
    for (int rung : rungs) {
      List<Double> scores =
          trials.stream()
              .flatMap(t -> scoreAt(t, rung).stream().boxed())
              .sorted(objective.order().reversed())
              .toList();
      if (scores.size() >= patience) {
        bars.add(new Bar(rung, scores.get((int) Math.ceil(scores.size() / eta) - 1)));
      }
    }
    return bars;
  }

  /** The bar that {@code epoch} fails to reach, if any. */
  public static Optional<Bar> missed(List<Bar> bars, Epoch epoch, Objective objective) {
    return bars.stream()
        .filter(b -> b.epoch() == epoch.epoch() && objective.isBetter(b.bar(), epoch.score()))
        .findFirst();
  }

  private static OptionalDouble scoreAt(Trial trial, int rung) {
    return trial.result().curve().stream()
        .filter(e -> e.epoch() == rung)
        .mapToDouble(Epoch::score)
        .findFirst();
  }
}
