package io.mimar.peer;

import io.mimar.Check;
import io.mimar.graph.Graph;
import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;

/**
 * NPENAS-NP: evolution in which each of the best has many children, of which a graph network picks
 * those that are trained.
 *
 * <p>Paper: Wei, Niu, Tang, Liang, NPENAS: Neural Predictor Guided Evolution for Neural
 * Architecture Search, IEEE Trans. Neural Netw. Learn. Syst. 2022, arXiv 2003.12857, algorithm 1.
 * Differs: labels are scaled to [0.1, 0.9] by the worst and the best known, where the paper divides
 * by the largest error of its benchmark; the limits refuse candidates.
 */
public final class Npenas implements Searcher {
  private final Problem problem;
  private final Config config;
  private final Batches batches;

  /**
   * Sizes of the loop and the network.
   *
   * @param initial random architectures
   * @param batch trained at a time
   * @param parents the best, which have children
   * @param children of each parent
   * @param width of the graph network
   * @param epochs of training
   * @param rows of a training batch
   * @param rate the first step size
   * @param decay of the weights
   */
  public record Config(
      int initial,
      int batch,
      int parents,
      int children,
      int width,
      int epochs,
      int rows,
      double rate,
      double decay) {
    /** The paper's. */
    public static final Config DEFAULT = new Config(10, 10, 10, 10, 32, 300, 16, 5e-3, 1e-4);

    public Config {
      Check.range("npenas.initial", initial, 1, 1_000_000);
      Check.range("npenas.batch", batch, 1, 1_000_000);
      Check.range("npenas.parents", parents, 1, 1_000_000);
      Check.range("npenas.children", children, 1, 1_000_000);
      Check.range("npenas.width", width, 2, 100_000);
      Check.range("npenas.epochs", epochs, 1, 1_000_000);
      Check.range("npenas.rows", rows, 1, 1_000_000);
      Check.range("npenas.rate", rate, 0, 10);
      Check.range("npenas.decay", decay, 0, 10);
    }
  }

  /** A searcher of {@code problem}. */
  public Npenas(Problem problem, Config config) {
    this.problem = problem;
    this.config = config;
    this.batches = new Batches(problem, name(), config.initial(), config.batch(), this::choose);
  }

  @Override
  public String name() {
    return "npenas";
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    return batches.ask(history, rng);
  }

  @SuppressWarnings("try") // a PointerScope works by being open
  private List<Architecture> choose(History history, Feasible feasible, RandomGenerator rng) {
    List<Architecture> children =
        new Mutants(problem.space(), history, feasible, 1, 1) // one edit
            .of(
                history.best(config.parents(), problem.objective()),
                config.children(),
                Integer.MAX_VALUE,
                rng);
    if (children.isEmpty()) {
      return List.of();
    }
    List<Trial> scored = history.scored();
    List<Graph> known = graphs(scored.stream().map(Trial::architecture).toList());
    double[] labels = Labels.scaled(Labels.gains(scored, problem.objective()));
    try (PointerScope scope = new PointerScope()) {
      Isomorphism predictor = new Isomorphism(problem.space().vocabulary(), config, rng);
      predictor.fit(known, labels);
      return batches.best(children, predictor.predict(graphs(children)));
    }
  }

  private List<Graph> graphs(List<Architecture> architectures) {
    return architectures.stream().map(problem.space()::written).toList();
  }
}
