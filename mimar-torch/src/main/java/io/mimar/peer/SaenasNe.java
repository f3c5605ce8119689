package io.mimar.peer;

import io.mimar.Check;
import io.mimar.embed.Graph2Vec;
import io.mimar.search.Feasible;
import io.mimar.search.Fronts;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;

/**
 * SAENAS-NE: evolution for some generations against a RankNet on graph2vec points; then those that
 * score best or are least certain are trained.
 *
 * <pre>
 * train the initial population; it is the reference population
 * repeat:
 *   population = reference population; learn the order of all that was trained
 *   repeat generations times:
 *     offspring by tournament, crossover, mutation, all new
 *     each member takes its nearest offspring; the best of them replaces it where it is better,
 *       in the first generation always
 *   train a batch by non-dominated sorting of score and uncertainty
 *   the nearest of the worst of the reference population give way to it where it is no worse
 * </pre>
 *
 * <p>Paper: Fan, Wang, Surrogate-assisted evolutionary neural architecture search with network
 * embedding, Complex &amp; Intelligent Systems 2022, doi 10.1007/s40747-022-00929-w; details of its
 * published search. Differs: points are inferred once for each architecture rather than for each
 * individual; the limits refuse offspring.
 */
public final class SaenasNe implements Searcher {
  private static final int PATIENCE = 100;

  private final Problem problem;
  private final Graph2Vec encoder;
  private final Config config;
  private final Batches batches;

  /**
   * Sizes of the loop.
   *
   * @param population members, and random architectures at the start
   * @param offspring of each member
   * @param generations between two batches
   * @param batch trained at a time
   * @param mutation the probability that a value is drawn anew; paper: p_m
   * @param repeats points inferred for an uncertainty
   */
  public record Config(
      int population, int offspring, int generations, int batch, double mutation, int repeats) {
    /** The paper's. */
    public static final Config DEFAULT = new Config(20, 6, 4, 10, 0.05, 5);

    public Config {
      Check.range("saenas-ne.population", population, 2, 1_000_000);
      Check.range("saenas-ne.offspring", offspring, 1, 1_000_000);
      Check.range("saenas-ne.generations", generations, 1, 1_000_000);
      Check.range("saenas-ne.batch", batch, 1, population);
      Check.range("saenas-ne.mutation", mutation, 0, 1);
      Check.range("saenas-ne.repeats", repeats, 1, 1_000);
    }
  }

  /**
   * A searcher of {@code problem}.
   *
   * @param encoder graph2vec of its space
   */
  public SaenasNe(Problem problem, Graph2Vec encoder, Config config) {
    this.problem = problem;
    this.encoder = encoder;
    this.config = config;
    this.batches = new Batches(problem, name(), config.population(), config.batch(), this::choose);
  }

  @Override
  public String name() {
    return "saenas-ne";
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    return batches.ask(history, rng);
  }

  @SuppressWarnings("try") // a PointerScope works by being open
  private List<Architecture> choose(History history, Feasible feasible, RandomGenerator rng) {
    try (PointerScope scope = new PointerScope()) { // the network's
      return evolve(history, feasible, rng);
    }
  }

  private List<Architecture> evolve(History history, Feasible feasible, RandomGenerator rng) {
    Archive archive = new Archive(history.scored());
    RankNet order = archive.learn(rng);
    List<Member> population = archive.reference();
    Predicate<Architecture> isNew = a -> !history.contains(a) && feasible.accepts(a);
    for (int g = 0; g < config.generations(); g++) {
      List<Member> offspring = offspring(population, isNew, order, rng);
      population = selected(population, offspring, order, g == 0);
    }
    return infill(population, history, order, rng);
  }

  /** One of a population: its score is the gain where it was trained, else what is foretold. */
  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Member(Architecture architecture, double[] point, double score) {}

  // ---- what was trained

  /** The trials with their points. */
  private final class Archive {
    private final List<Trial> trials;
    private final double[][] points;
    private final double[] gains;

    Archive(List<Trial> trials) {
      this.trials = trials;
      this.points = encoder.encode(trials.stream().map(Trial::architecture).toList());
      this.gains = Labels.gains(trials, problem.objective());
    }

    RankNet learn(RandomGenerator rng) {
      return RankNet.fit(points, gains, rng);
    }

    /** The reference population, replayed batch by batch; best first. */
    List<Member> reference() {
      List<Member> reference = new ArrayList<>();
      List<Member> batch = new ArrayList<>();
      int filled = config.population();
      for (int i = 0; i < gains.length; i++) {
        if (trials.get(i).number() >= filled) {
          update(reference, batch);
          batch.clear();
          filled += config.batch() * (1 + (trials.get(i).number() - filled) / config.batch());
        }
        Member member = new Member(trials.get(i).architecture(), points[i], gains[i]);
        (trials.get(i).number() < config.population() ? reference : batch).add(member);
      }
      update(reference, batch);
      if (reference.isEmpty()) { // the whole start failed
        reference.addAll(batch);
      }
      sort(reference);
      return reference;
    }
  }

  private static void sort(List<Member> members) {
    members.sort((a, b) -> Double.compare(b.score(), a.score()));
  }

  /**
   * The worst members and the batch, nearest pairs first: the batch's takes the place if no worse.
   */
  private static void update(List<Member> reference, List<Member> batch) {
    sort(reference);
    int kept = Math.max(0, reference.size() - batch.size());
    List<Member> worst = List.copyOf(reference.subList(kept, reference.size()));
    for (int[] pair : nearestPairs(worst, batch, 1)) {
      Member fresh = batch.get(pair[1]);
      if (fresh.score() >= worst.get(pair[0]).score()) {
        reference.set(kept + pair[0], fresh);
      }
    }
  }

  // ---- one generation

  private List<Member> offspring(
      List<Member> population, Predicate<Architecture> isNew, RankNet order, RandomGenerator rng) {
    int wanted = population.size() * config.offspring();
    List<Architecture> parents = population.stream().map(Member::architecture).toList();
    Predicate<Architecture> isChild = isNew.and(a -> !parents.contains(a));
    Set<Architecture> children = new LinkedHashSet<>();
    for (int patience = PATIENCE; children.size() < wanted && patience > 0; patience--) {
      int before = children.size();
      Architecture mother = tournament(population, rng);
      Architecture father = tournament(population, rng);
      Stream.of(child(mother, father, rng), child(father, mother, rng))
          .filter(isChild)
          .forEach(children::add);
      patience = children.size() > before ? PATIENCE : patience;
    }
    for (int draws = 2 * wanted; children.size() < wanted && draws > 0; draws--) {
      Stream.of(problem.space().random(rng)).filter(isChild).forEach(children::add);
    }
    return members(children.stream().limit(wanted).toList(), order);
  }

  private static Architecture tournament(List<Member> population, RandomGenerator rng) {
    Member a = population.get(rng.nextInt(population.size()));
    Member b = population.get(rng.nextInt(population.size()));
    return (a.score() >= b.score() ? a : b).architecture();
  }

  private Architecture child(Architecture mother, Architecture father, RandomGenerator rng) {
    Architecture both = problem.space().crossover(mother, father, rng);
    return problem.space().mutate(both, config.mutation(), rng);
  }

  private List<Member> members(List<Architecture> architectures, RankNet order) {
    if (architectures.isEmpty()) {
      return List.of();
    }
    double[][] points = encoder.encode(architectures);
    double[] scores = order.scores(points);
    return IntStream.range(0, scores.length)
        .mapToObj(i -> new Member(architectures.get(i), points[i], scores[i]))
        .toList();
  }

  /** Every member against the best of its nearest offspring. */
  private List<Member> selected(
      List<Member> population, List<Member> offspring, RankNet order, boolean always) {
    List<Member> selected =
        new ArrayList<>(members(population.stream().map(Member::architecture).toList(), order));
    Map<Integer, Member> best = new LinkedHashMap<>();
    for (int[] pair : nearestPairs(population, offspring, config.offspring())) {
      best.merge(pair[0], offspring.get(pair[1]), (a, b) -> b.score() > a.score() ? b : a);
    }
    best.forEach(
        (i, child) -> {
          if (always || child.score() > selected.get(i).score()) {
            selected.set(i, child);
          }
        });
    return selected;
  }

  /**
   * Pairs of a member of {@code a} and one of {@code b}, the nearest first, each of {@code b} once
   * and each of {@code a} at most {@code times}.
   */
  private static List<int[]> nearestPairs(List<Member> a, List<Member> b, int times) {
    List<int[]> all = new ArrayList<>();
    double[][] distance = new double[a.size()][b.size()];
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < b.size(); j++) {
        distance[i][j] = -Graph2Vec.cosine(a.get(i).point(), b.get(j).point());
        all.add(new int[] {i, j});
      }
    }
    all.sort((p, q) -> Double.compare(distance[p[0]][p[1]], distance[q[0]][q[1]]));
    int[] used = new int[a.size()];
    boolean[] taken = new boolean[b.size()];
    List<int[]> pairs = new ArrayList<>();
    for (int[] pair : all) {
      if (used[pair[0]] < times && !taken[pair[1]]) {
        used[pair[0]]++;
        taken[pair[1]] = true;
        pairs.add(pair);
      }
    }
    return pairs;
  }

  // ---- infill

  /** Best score and least certainty: both to be large. */
  private List<Architecture> infill(
      List<Member> population, History history, RankNet order, RandomGenerator rng) {
    List<Architecture> fresh =
        population.stream().map(Member::architecture).filter(a -> !history.contains(a)).toList();
    if (fresh.isEmpty()) {
      return List.of();
    }
    List<Member> members = new ArrayList<>(members(fresh, order));
    sort(members);
    double[][] points = new double[members.size()][];
    double[] uncertainty = uncertainty(members, order, rng);
    Arrays.setAll(points, i -> new double[] {-members.get(i).score(), -uncertainty[i]});
    int[] rank = Fronts.of(points).rank();
    return IntStream.range(0, rank.length)
        .boxed()
        .sorted((i, j) -> Integer.compare(rank[i], rank[j])) // stable: of a front the best first
        .limit(config.batch())
        .map(i -> members.get(i).architecture())
        .toList();
  }

  /** The deviation of the score over points inferred anew. */
  private double[] uncertainty(List<Member> members, RankNet order, RandomGenerator rng) {
    double[][] scores = new double[config.repeats()][];
    for (int r = 0; r < scores.length; r++) {
      double[][] points =
          members.stream().map(m -> encoder.infer(m.architecture(), rng)).toArray(double[][]::new);
      scores[r] = order.scores(points);
    }
    double[] deviation = new double[members.size()];
    for (int i = 0; i < deviation.length; i++) {
      int member = i;
      double mean = Arrays.stream(scores).mapToDouble(s -> s[member]).average().orElseThrow();
      double squares =
          Arrays.stream(scores).mapToDouble(s -> (s[member] - mean) * (s[member] - mean)).sum();
      deviation[i] = Math.sqrt(squares / scores.length);
    }
    return deviation;
  }
}
