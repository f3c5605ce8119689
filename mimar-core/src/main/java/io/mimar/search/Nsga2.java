package io.mimar.search;

import io.mimar.Check;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The genetic algorithm for several objectives: the score and named costs, which are minimised.
 * Generation by generation, parents and children together give the next parents.
 *
 * <p>Paper: Deb, Pratap, Agarwal, Meyarivan, A Fast and Elitist Multiobjective Genetic Algorithm:
 * NSGA-II, IEEE Trans. Evol. Comput. 2002, doi 10.1109/4235.996017. Differs: values are discrete,
 * so crossover is uniform and mutation draws a value anew; limits refuse children before they are
 * trained; children that are known are drawn again.
 *
 * @param problem what is searched
 * @param costs names of the costs to minimise besides the score; none makes it a plain elitist
 *     genetic algorithm
 * @param config population and variation
 */
public record Nsga2(Problem problem, List<String> costs, Config config) implements Searcher {

  public Nsga2 {
    costs = List.copyOf(costs);
    for (String cost : costs) {
      Check.that(
          problem.costs().names().contains(cost),
          "cost",
          cost,
          "one of " + problem.costs().names());
    }
  }

  /**
   * Population and variation.
   *
   * @param population parents, and children of each generation; paper: N
   * @param crossover the probability that a child has two parents; paper: p_c
   * @param mutations values of a child that are drawn anew, on average; paper: p_m times the number
   *     of values
   */
  public record Config(int population, double crossover, double mutations) {
    /** The paper's probabilities; its population of 100 would be random in usual budgets. */
    public static final Config DEFAULT = new Config(20, 0.9, 1);

    public Config {
      Check.range("nsga2.population", population, 2, 1_000_000);
      Check.range("nsga2.crossover", crossover, 0, 1);
      Check.range("nsga2.mutations", mutations, 0, 1_000);
    }
  }

  @Override
  public String name() {
    return "nsga2";
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    Feasible feasible = new Feasible(problem, history);
    List<Trial> parents = parents(history);
    if (parents.isEmpty()) {
      return feasible.random(history, rng).map(a -> proposal(a, feasible));
    }
    Fronts fronts = Fronts.of(points(parents));
    return feasible
        .draw(history, () -> child(parents, fronts, rng))
        .or(() -> feasible.random(history, rng))
        .map(a -> proposal(a, feasible));
  }

  /** The parents of the generation that is being filled: all that earlier ones left alive. */
  private List<Trial> parents(History history) {
    int generation = history.asked() / config.population();
    List<Trial> alive = List.of(); // paper: P_t
    for (int g = 0; g < generation; g++) {
      int from = g * config.population();
      List<Trial> both = new ArrayList<>(alive); // paper: R_t
      history.scored().stream()
          .filter(t -> t.number() >= from && t.number() < from + config.population())
          .forEach(both::add);
      alive =
          Fronts.of(points(both)).sorted().stream()
              .limit(config.population())
              .map(both::get)
              .toList();
    }
    return alive;
  }

  /** Lost gain, then the costs: all to be minimised. */
  private double[][] points(List<Trial> trials) {
    double[][] points = new double[trials.size()][1 + costs.size()];
    for (int i = 0; i < points.length; i++) {
      points[i][0] = -problem.objective().gain(trials.get(i).score().orElseThrow());
      double[] own = problem.costs().of(trials.get(i).architecture());
      for (int c = 0; c < costs.size(); c++) {
        points[i][c + 1] = own[problem.costs().names().indexOf(costs.get(c))];
      }
    }
    return points;
  }

  private Architecture child(List<Trial> parents, Fronts fronts, RandomGenerator rng) {
    Architecture child = tournament(parents, fronts, rng);
    if (rng.nextDouble() < config.crossover()) {
      Architecture father = tournament(parents, fronts, rng);
      child = problem.space().crossover(child, father, rng);
    }
    double rate = config.mutations() / problem.space().choices().size();
    return problem.space().mutate(child, rate, rng);
  }

  /** The better of two, drawn with replacement. */
  private static Architecture tournament(List<Trial> parents, Fronts fronts, RandomGenerator rng) {
    int a = rng.nextInt(parents.size());
    int b = rng.nextInt(parents.size());
    return parents.get(fronts.order().compare(a, b) <= 0 ? a : b).architecture();
  }

  private Proposal proposal(Architecture architecture, Feasible feasible) {
    return new Proposal(architecture, name(), feasible.refused());
  }
}
