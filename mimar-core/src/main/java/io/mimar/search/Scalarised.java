package io.mimar.search;

import io.mimar.Check;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Lets a searcher of one number work on several objectives: it is told an augmented Chebyshev
 * scalarisation of them, whose weights are drawn anew for every {@link #BLOCK} trials.
 *
 * <pre>
 * t_j = (loss_j - least_j) / (most_j - least_j)     over the trials before the block, or in the first
 * f   = max_j(w_j t_j) + 0.05 sum_j(w_j t_j)        to be minimised; w uniform on the simplex
 * </pre>
 *
 * <p>Paper: Knowles, ParEGO, IEEE Trans. Evol. Comput. 2006, doi 10.1109/TEVC.2005.851274. Differs:
 * weights serve a block rather than one trial, since searchers that train a batch at once would
 * train for every trial; weights are uniform.
 *
 * @param searcher who is told so; its problem has {@link #OBJECTIVE}
 * @param losses what a scored trial loses in each objective, finite; two at least
 * @param seeds of the weights
 */
public record Scalarised(Searcher searcher, List<ToDoubleFunction<Trial>> losses, Seeds seeds)
    implements Searcher {
  /** What searchers are told to improve. */
  public static final Objective OBJECTIVE =
      new Objective("scalarised objectives", Objective.Direction.MINIMIZE);

  /** The batch of the published searchers. */
  public static final int BLOCK = 10;

  private static final double AUGMENTATION = 0.05; // paper: ρ

  public Scalarised {
    losses = List.copyOf(losses);
    Check.range("objectives", losses.size(), 2, 100);
  }

  @Override
  public String name() {
    return searcher.name();
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    return searcher.ask(told(history), rng);
  }

  @Override
  public List<Proposal> candidates(History history, int count, RandomGenerator rng) {
    return searcher.candidates(told(history), count, rng);
  }

  private History told(History history) {
    int block = history.asked() / BLOCK;
    List<Trial> before =
        history.scored().stream().filter(t -> block == 0 || t.number() < block * BLOCK).toList();
    List<Range> ranges =
        losses.stream().map(l -> Range.of(before.stream().mapToDouble(l).toArray())).toList();
    double[] weights = weights(block);
    List<Trial> told =
        history.trials().stream()
            .map(t -> t.score().isPresent() ? scored(t, chebyshev(t, weights, ranges)) : t)
            .toList();
    return new History(told, history.pending());
  }

  /** The gaps that sorted uniform numbers leave in [0, 1]. */
  private double[] weights(int block) {
    RandomGenerator rng = seeds.at("weight", block).rng();
    double[] cuts = new double[losses.size()];
    Arrays.setAll(cuts, j -> j == 0 ? 1 : rng.nextDouble());
    Arrays.sort(cuts); // 1 stays the last
    double[] weights = new double[cuts.length];
    Arrays.setAll(weights, j -> j == 0 ? cuts[0] : cuts[j] - cuts[j - 1]);
    return weights;
  }

  private double chebyshev(Trial trial, double[] weights, List<Range> ranges) {
    double[] terms = new double[weights.length];
    Arrays.setAll(terms, j -> weights[j] * ranges.get(j).share(losses.get(j).applyAsDouble(trial)));
    return chebyshev(terms);
  }

  static double chebyshev(double... terms) {
    double most = terms[0];
    double sum = terms[0];
    for (int j = 1; j < terms.length; j++) {
      most = Math.max(most, terms[j]);
      sum += terms[j];
    }
    return most + AUGMENTATION * sum;
  }

  private static Trial scored(Trial trial, double score) {
    Epoch last = trial.result().curve().get(trial.result().curve().size() - 1);
    Epoch epoch =
        new Epoch(last.epoch(), last.trainLoss(), last.trainScore(), score, last.seconds());
    Result result = trial.result();
    return trial.with(
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
