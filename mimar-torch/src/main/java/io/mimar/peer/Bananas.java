package io.mimar.peer;

import io.mimar.Check;
import io.mimar.embed.OneHot;
import io.mimar.embed.PathEncoding;
import io.mimar.search.Encoder;
import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * BANANAS: an ensemble of small networks on the truncated path encoding foretells scores; mutations
 * of the best are ranked by independent Thompson sampling; the first ten are trained.
 *
 * <p>Paper: White, Neiswanger, Savani, BANANAS: Bayesian Optimization with Neural Architectures for
 * Neural Architecture Search, AAAI 2021, arXiv 1910.11858, algorithm 1; settings of its published
 * search. Differs: labels are standardised, so that any objective serves, and the error is the mean
 * absolute one of those; where architectures hardly share a path, as in a space of plain choices,
 * they are encoded one-hot; the limits refuse candidates.
 */
public final class Bananas implements Searcher {
  /** There each of the six choices of a cell changes with probability 1/4. */
  private static final int PLACES = 6;

  private static final double CHANGED = 0.25;
  private static final double LEAST_COVERAGE = 0.5;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.99;

  private final Problem problem;
  private final Config config;
  private final Encoder encoder;
  private final Batches batches;

  /**
   * Sizes of the loop and the ensemble.
   *
   * @param initial random architectures; paper: t0
   * @param batch trained at a time; paper: k
   * @param candidates mutations that are ranked; paper: c
   * @param parents the best, mutated one after another until there are candidates enough
   * @param paths kept by the encoding
   * @param networks in the ensemble; paper: M
   * @param layers of each
   * @param width of a layer
   * @param epochs of training
   * @param rows of a training batch
   * @param rate the step size
   */
  public record Config(
      int initial,
      int batch,
      int candidates,
      int parents,
      int paths,
      int networks,
      int layers,
      int width,
      int epochs,
      int rows,
      double rate) {
    /** The published search's. */
    public static final Config DEFAULT = new Config(10, 10, 100, 5, 30, 5, 10, 20, 150, 32, 0.01);

    public Config {
      Check.range("bananas.initial", initial, 1, 1_000_000);
      Check.range("bananas.batch", batch, 1, 1_000_000);
      Check.range("bananas.candidates", candidates, 1, 1_000_000);
      Check.range("bananas.parents", parents, 1, 1_000_000);
      Check.range("bananas.paths", paths, 1, 1_000_000);
      Check.range("bananas.networks", networks, 1, 1_000);
      Check.range("bananas.layers", layers, 1, 1_000);
      Check.range("bananas.width", width, 1, 100_000);
      Check.range("bananas.epochs", epochs, 1, 1_000_000);
      Check.range("bananas.rows", rows, 1, 1_000_000);
      Check.range("bananas.rate", rate, 0, 10);
    }
  }

  /** A searcher of {@code problem}. */
  public Bananas(Problem problem, Config config) {
    this.problem = problem;
    this.config = config;
    PathEncoding paths = new PathEncoding(problem.space(), config.paths());
    this.encoder = paths.coverage() < LEAST_COVERAGE ? new OneHot(problem.space()) : paths;
    this.batches = new Batches(problem, name(), config.initial(), config.batch(), this::choose);
  }

  @Override
  public String name() {
    return "bananas";
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    return batches.ask(history, rng);
  }

  private List<Architecture> choose(History history, Feasible feasible, RandomGenerator rng) {
    List<Architecture> candidates =
        new Mutants(problem.space(), history, feasible, PLACES, CHANGED)
            .of(
                history.best(config.parents(), problem.objective()),
                config.candidates(),
                config.candidates(),
                rng);
    if (candidates.isEmpty()) {
      return List.of();
    }
    double[][] predictions = predict(history.scored(), candidates, rng); // [networks, candidates]
    double[] wanted = new double[candidates.size()];
    Arrays.setAll(wanted, i -> thompson(predictions, i, rng));
    return batches.best(candidates, wanted);
  }

  /** A draw from the normal distribution that the ensemble has of candidate {@code i}. */
  private static double thompson(double[][] predictions, int i, RandomGenerator rng) {
    double mean = Arrays.stream(predictions).mapToDouble(p -> p[i]).average().orElseThrow();
    double variance =
        Arrays.stream(predictions).mapToDouble(p -> (p[i] - mean) * (p[i] - mean)).sum()
            / predictions.length;
    return mean + Math.sqrt(variance) * rng.nextGaussian();
  }

  /** What each network says of each candidate: {@code [networks, candidates]}. */
  @SuppressWarnings("try") // a PointerScope works by being open
  private double[][] predict(
      List<Trial> scored, List<Architecture> candidates, RandomGenerator rng) {
    List<Integer> widths = new ArrayList<>(List.of(encoder.dimensions()));
    widths.addAll(Collections.nCopies(config.layers(), config.width()));
    widths.add(1);
    try (PointerScope scope = new PointerScope()) {
      Perceptrons ensemble =
          new Perceptrons(
              config.networks(), widths, Perceptrons.GLOROT, Float.POSITIVE_INFINITY, rng);
      fit(ensemble, scored, rng);
      double[] all =
          Perceptrons.numbers(
              ensemble.forward(Perceptrons.input(encoder.encode(candidates), config.networks())));
      double[][] predictions = new double[config.networks()][];
      Arrays.setAll(
          predictions,
          m -> Arrays.copyOfRange(all, m * candidates.size(), (m + 1) * candidates.size()));
      return predictions;
    }
  }

  /** Down the mean absolute error; each network sees the trials in an order of its own. */
  @SuppressWarnings("try") // a PointerScope works by being open
  private void fit(Perceptrons ensemble, List<Trial> scored, RandomGenerator rng) {
    double[][] known = encoder.encode(scored.stream().map(Trial::architecture).toList());
    double[] labels = Labels.standardised(Labels.gains(scored, problem.objective()));
    Tensor x = Perceptrons.matrix(known);
    Tensor y = Perceptrons.matrix(new double[][] {labels}).flatten();
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      int[][][] orders = new int[config.networks()][][];
      Arrays.setAll(orders, m -> Shuffled.batches(labels.length, config.rows(), rng));
      for (int b = 0; b < orders[0].length; b++) {
        int batch = b;
        long[] rows =
            Arrays.stream(orders)
                .flatMapToInt(order -> Arrays.stream(order[batch]))
                .asLongStream()
                .toArray();
        ensemble.parameters().zeroGradient();
        try (PointerScope scope = new PointerScope()) {
          Tensor chosen = Tensor.create(rows, rows.length);
          long[] shape = {config.networks(), -1, encoder.dimensions()};
          Tensor said = ensemble.forward(x.index_select(0, chosen).view(shape)).flatten();
          Tensor error = said.sub(y.index_select(0, chosen)).abs().sum();
          error.div(new Scalar(orders[0][batch].length)).backward();
        }
        ensemble.parameters().step(config.rate(), BETA1, BETA2);
      }
    }
  }
}
