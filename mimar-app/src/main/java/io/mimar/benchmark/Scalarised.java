package io.mimar.benchmark;

import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Lets a searcher of one number work on two objectives: it is told an augmented Chebyshev
 * scalarisation of them, whose weight is drawn anew for every {@link #BLOCK} queries.
 *
 * <pre>
 * t_j = (loss_j - least_j) / (most_j - least_j)     over the trials before the block, or in the first
 * f   = max_j(w_j t_j) + 0.05 sum_j(w_j t_j)        to be minimised; w_1 uniform, w_2 = 1 - w_1
 * </pre>
 *
 * <p>Paper: Knowles, ParEGO, IEEE Trans. Evol. Comput. 2006, doi 10.1109/TEVC.2005.851274. Differs:
 * a weight serves a block rather than one query, since searchers that train a batch at once would
 * train for every query; weights are uniform.
 *
 * @param searcher who is told so
 * @param first the first objective, whose values are the scores of trials
 * @param second the loss of each row in the second objective
 * @param seeds of the weights
 */
@SuppressWarnings("ArrayRecordComponent") // large, not written to
record Scalarised(Searcher searcher, Objective first, double[] second, Seeds seeds)
    implements Searcher {
  /** What searchers are told to improve. */
  static final Objective OBJECTIVE =
      new Objective("scalarised objectives", Objective.Direction.MINIMIZE);

  /** The batch of the published searchers. */
  static final int BLOCK = 10;

  private static final double AUGMENTATION = 0.05; // paper: ρ

  @Override
  public String name() {
    return searcher.name();
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    int block = history.asked() / BLOCK;
    List<Trial> before =
        history.trials().stream().filter(t -> block == 0 || t.number() < block * BLOCK).toList();
    Range ofFirst = Range.of(before.stream().mapToDouble(this::firstLoss).toArray());
    Range ofSecond = Range.of(before.stream().mapToDouble(this::secondLoss).toArray());
    double weight = seeds.at("weight", block).rng().nextDouble();
    List<Trial> told =
        history.trials().stream()
            .map(
                t ->
                    scored(
                        t,
                        chebyshev(
                            weight * ofFirst.share(firstLoss(t)),
                            (1 - weight) * ofSecond.share(secondLoss(t)))))
            .toList();
    return searcher.ask(new History(told, history.pending()), rng);
  }

  private double firstLoss(Trial trial) {
    return -first.gain(trial.score().orElseThrow());
  }

  private double secondLoss(Trial trial) {
    return second[trial.architecture().row()];
  }

  static double chebyshev(double a, double b) {
    return Math.max(a, b) + AUGMENTATION * (a + b);
  }

  private static Trial scored(Trial trial, double score) {
    Epoch last = trial.result().curve().get(trial.result().curve().size() - 1);
    Epoch epoch =
        new Epoch(last.epoch(), last.trainLoss(), last.trainScore(), score, last.seconds());
    Result result = trial.result();
    return new Trial(
        trial.number(),
        trial.architecture(),
        trial.costs(),
        trial.proposer(),
        trial.refused(),
        trial.seed(),
        new Result(
            result.outcome(),
            List.of(epoch),
            result.reason(),
            result.seconds(),
            result.cpuSeconds()));
  }

  /** The losses seen so far. */
  private record Range(double least, double most) {
    static Range of(double[] losses) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (double loss : losses) {
        least = Math.min(least, loss);
        most = Math.max(most, loss);
      }
      return most > least ? new Range(least, most) : new Range(0, 1);
    }

    double share(double loss) {
      return (loss - least) / (most - least);
    }
  }
}
