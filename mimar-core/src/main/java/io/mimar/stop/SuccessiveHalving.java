package io.mimar.stop;

import io.mimar.Check;
import io.mimar.objective.Objective;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops the weak early: a trial goes on beyond a rung only when it is among the best {@code 1/eta}
 * of the earlier trials there.
 *
 * <p>Paper: Li, Jamieson, Rostamizadeh et al., A System for Massively Parallel Hyperparameter
 * Tuning, MLSys 2020 (ASHA), in its stopping form. Differs: the bar is set when the trial is asked.
 *
 * @param rungs epochs after which a trial is judged, ascending
 * @param eta one in so many goes on; paper: η
 * @param patience trials seen at a rung before it stops anyone
 */
public record SuccessiveHalving(List<Integer> rungs, double eta, int patience)
    implements EarlyStopping {

  public SuccessiveHalving {
    rungs = List.copyOf(rungs);
    Check.range("stop.eta", eta, 1.01, 100);
    Check.range("stop.patience", patience, 1, 1_000_000);
    for (int i = 0; i < rungs.size(); i++) {
      Check.that(
          rungs.get(i) > (i == 0 ? 0 : rungs.get(i - 1)), "stop.rungs", rungs, "ascending from 1");
    }
  }

  /** Rungs without enough trials have no bar. */
  @Override
  public List<Bar> bars(List<Trial> trials, Objective objective) {
    List<Bar> bars = new ArrayList<>();
    for (int rung : rungs) {
      List<Double> scores =
          trials.stream()
              .flatMap(t -> t.result().scoreAfter(rung).stream().boxed())
              .sorted(objective.order().reversed())
              .toList();
      if (scores.size() >= patience) {
        bars.add(new Bar(rung, scores.get((int) Math.ceil(scores.size() / eta) - 1)));
      }
    }
    return bars;
  }
}
