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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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
            .of(parents(history), config.candidates(), config.candidates(), rng);
    if (candidates.isEmpty()) {
      return List.of();
    }
    double[][] predictions = predict(history.scored(), candidates, rng); // [networks, candidates]
    double[] wanted = new double[candidates.size()];
    Arrays.setAll(wanted, i -> thompson(predictions, i, rng));
    return IntStream.range(0, wanted.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -wanted[i]))
        .limit(config.batch())
        .map(candidates::get)
        .toList();
  }

  private List<Architecture> parents(History history) {
    List<Trial> ranked = new ArrayList<>(history.ranked(problem.objective()));
    Collections.reverse(ranked);
    return ranked.stream().limit(config.parents()).map(Trial::architecture).toList();
  }

  /** A draw from the normal distribution that the ensemble has of candidate {@code i}. */
  private static double thompson(double[][] predictions, int i, RandomGenerator rng) {
    double mean = Arrays.stream(predictions).mapToDouble(p -> p[i]).average().orElseThrow();
    double variance =
        Arrays.stream(predictions).mapToDouble(p -> (p[i] - mean) * (p[i] - mean)).sum()
            / predictions.length;
    return mean + Math.sqrt(variance) * rng.nextGaussian();
  }

  private double[][] predict(
      List<Trial> scored, List<Architecture> candidates, RandomGenerator rng) {
    float[][] known = rows(scored.stream().map(Trial::architecture).toList());
    double[] labels = Labels.standardised(Labels.gains(scored, problem.objective()));
    float[][] asked = rows(candidates);
    double[][] predictions = new double[config.networks()][];
    for (int m = 0; m < predictions.length; m++) {
      Layer network = fitted(known, labels, rng);
      predictions[m] =
          Arrays.stream(network.forward(asked)).mapToDouble(output -> output[0]).toArray();
    }
    return predictions;
  }

  private Layer fitted(float[][] x, double[] labels, RandomGenerator rng) {
    Layer network = network(rng);
    Adam adam = new Adam(network.parameters(), BETA1, BETA2, 0);
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      for (int[] rows : Shuffled.batches(x.length, config.rows(), rng)) {
        float[][] y =
            network.forward(Arrays.stream(rows).mapToObj(r -> x[r]).toArray(float[][]::new));
        for (int i = 0; i < rows.length; i++) { // the gradient of the mean absolute error
          y[i] = new float[] {(float) (Math.signum(y[i][0] - labels[rows[i]]) / rows.length)};
        }
        network.backward(y);
        adam.step(config.rate());
      }
    }
    return network;
  }

  private Layer network(RandomGenerator rng) {
    List<Layer> layers = new ArrayList<>();
    int in = encoder.dimensions();
    for (int l = 0; l < config.layers(); l++) {
      layers.add(Linear.glorot(in, config.width(), rng));
      layers.add(Relu.plain());
      in = config.width();
    }
    layers.add(Linear.glorot(in, 1, rng));
    return new Chain(layers);
  }

  private float[][] rows(List<Architecture> architectures) {
    return Rows.of(encoder.encode(architectures));
  }
}
