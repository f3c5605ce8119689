package io.mimar.gne;

import io.mimar.Recent;
import io.mimar.embed.Moments;
import io.mimar.graph.OperationPairs;
import io.mimar.graph.PathStatistics;
import io.mimar.random.Seeds;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.SearchSpace;
import io.mimar.stats.SignedLog;
import io.mimar.surrogate.Committee;
import io.mimar.surrogate.GaussianProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the surrogate sees of an architecture, in groups. There are three views of it: its point in
 * the embedding; cheap features (logarithms of its costs, its ordered choices as numbers, how often
 * each kind was chosen); its pairs of neighbouring operations. Path statistics stand beside each
 * view in two groups: the lengths of paths, and the mean count of each operation on a path. Counts
 * are logarithms; cheap features and path statistics are standardised over random architectures of
 * the space, always the same ones. Pairs are not, lest a rare one outweigh the rest. Zero-cost
 * proxies, where there are any, are a view of their own.
 *
 * <p>Where the space is a plain list of choices there are no paths and no pairs: each choice is a
 * group of its own, and labels say how much it matters.
 */
final class Features {
  private static final int SAMPLES = 256;
  private static final int CACHE = 20_000;

  private final Problem problem;
  private final Encoder encoder;
  private final boolean cheap;
  private final boolean statistics;
  private final Optional<ProxyFeatures> proxies;
  private final List<Choice> choices;
  private final List<List<String>> kinds;
  private final List<String> operations;
  private final Moments costMoments;
  private final Moments cheapMoments;
  private final Moments lengthMoments;
  private final Moments meanMoments;
  private final Recent<Architecture.Writing, double[][]> known = new Recent<>(CACHE);
  private final Recent<Architecture.Writing, double[]> points = new Recent<>(CACHE);

  /**
   * Features of the architectures of a problem.
   *
   * @param cheap whether costs and counts are among them
   * @param statistics whether path statistics and pairs of operations are, or the single choices
   */
  Features(Problem problem, Encoder encoder, boolean cheap, boolean statistics) {
    this(problem, encoder, cheap, statistics, Optional.empty());
  }

  private Features(
      Problem problem,
      Encoder encoder,
      boolean cheap,
      boolean statistics,
      Optional<ProxyFeatures> proxies) {
    this.problem = problem;
    this.encoder = encoder;
    this.cheap = cheap;
    this.statistics = statistics;
    this.proxies = proxies;
    this.choices = problem.space().choices();
    this.kinds = kinds(problem.space());
    this.operations = problem.space().operations();
    RandomGenerator rng = Seeds.root(0).at("features").rng();
    List<Architecture> samples =
        IntStream.range(0, SAMPLES).mapToObj(i -> problem.space().random(rng)).toList();
    this.costMoments = Moments.of(samples.stream().map(this::logCosts).toList());
    this.cheapMoments = Moments.of(samples.stream().map(this::cheap).toList());
    List<PathStatistics> paths = samples.stream().map(this::paths).toList();
    this.lengthMoments = Moments.of(paths.stream().map(p -> SignedLog.of(p.lengths())).toList());
    this.meanMoments = Moments.of(paths.stream().map(p -> SignedLog.of(p.mean())).toList());
  }

  /** These and a view of {@code more}. */
  Features with(ProxyFeatures more) {
    return new Features(problem, encoder, cheap, statistics, Optional.of(more));
  }

  /** The different lists of values that unordered choices offer. */
  private static List<List<String>> kinds(SearchSpace space) {
    return space.choices().stream()
        .filter(c -> !c.ordered())
        .map(Choice::values)
        .distinct()
        .toList();
  }

  /** One matrix {@code [N,F]} for each group. */
  double[][][] of(List<Architecture> architectures) {
    double[][][] points =
        architectures.stream()
            .map(a -> known.get(a.writing(), () -> groups(a)))
            .toArray(double[][][]::new);
    int groups = points.length == 0 ? 0 : points[0].length;
    double[][][] features = new double[groups][points.length][];
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < points.length; i++) {
        features[g][i] = points[i][g];
      }
    }
    return features;
  }

  private double[][] groups(Architecture architecture) {
    List<double[]> groups = new ArrayList<>();
    groups.add(point(architecture));
    if (cheap) {
      groups.add(cheapMoments.standardise(cheap(architecture)));
    }
    proxies.ifPresent(p -> groups.add(p.of(architecture)));
    if (statistics && !problem.space().isStructured()) {
      IntStream.range(0, choices.size())
          .mapToObj(c -> code(choices.get(c), architecture.values().get(c)))
          .forEach(groups::add);
    } else if (statistics) {
      PathStatistics paths = paths(architecture);
      groups.add(SignedLog.of(OperationPairs.of(architecture.graph(), operations)));
      groups.add(lengthMoments.standardise(SignedLog.of(paths.lengths())));
      groups.add(meanMoments.standardise(SignedLog.of(paths.mean())));
    }
    return groups.toArray(double[][]::new);
  }

  /** A choice as numbers: its place where values have an order, else one-hot. */
  private static double[] code(Choice choice, int value) {
    if (choice.ordered()) {
      return new double[] {value};
    }
    double[] code = new double[choice.size()];
    code[value] = 1;
    return code;
  }

  /**
   * The surrogate of these features: a member for each view, which sees the path statistics too.
   * Without these, one process sees all there is. Where single choices are seen, one process sees
   * them and what is cheap.
   */
  Committee committee() {
    if (statistics && !problem.space().isStructured()) {
      int groups = first() + choices.size();
      List<Integer> allButThePoint = IntStream.range(1, groups).boxed().toList();
      return new Committee(GaussianProcess.RELEVANCE, List.of(allButThePoint));
    }
    int views = views();
    List<List<Integer>> seen =
        statistics
            ? IntStream.range(0, views).mapToObj(v -> List.of(v, views, views + 1)).toList()
            : List.of(IntStream.range(0, views).boxed().toList());
    return new Committee(GaussianProcess.DEFAULT, seen);
  }

  /** A member for each view, which sees it alone; empty where there are no path statistics. */
  Optional<Committee> committeeWithoutPaths() {
    if (!statistics || !problem.space().isStructured()) {
      return Optional.empty();
    }
    List<List<Integer>> seen = IntStream.range(0, views()).mapToObj(List::of).toList();
    return Optional.of(new Committee(GaussianProcess.DEFAULT, seen));
  }

  /** The groups before the path statistics: point, cheap features, proxies, pairs. */
  private int views() {
    return first() + (statistics ? 1 : 0);
  }

  /** The groups that every space has. */
  private int first() {
    return 1 + (cheap ? 1 : 0) + (proxies.isPresent() ? 1 : 0);
  }

  /** The point of an architecture in the embedding. */
  double[] point(Architecture architecture) {
    return points.get(architecture.writing(), () -> encoder.encode(List.of(architecture))[0]);
  }

  /** The standardised logarithms of the costs. */
  double[] costs(Architecture architecture) {
    return costMoments.standardise(logCosts(architecture));
  }

  /** What the limits allow at most, in the numbers of {@link #costs}; infinite without a limit. */
  double[] costLimits() {
    double[] most = new double[problem.costs().names().size()];
    Arrays.fill(most, Double.POSITIVE_INFINITY);
    problem
        .limits()
        .forEach(l -> most[problem.costs().names().indexOf(l.cost())] = SignedLog.of(l.most()));
    double[] standardised = costMoments.standardise(most);
    for (int i = 0; i < most.length; i++) {
      most[i] = Double.isInfinite(most[i]) ? most[i] : standardised[i];
    }
    return most;
  }

  /** The squared distance of two architectures in the embedding. */
  double distance(Architecture a, Architecture b) {
    double[] x = point(a);
    double[] y = point(b);
    return IntStream.range(0, x.length).mapToDouble(d -> (x[d] - y[d]) * (x[d] - y[d])).sum();
  }

  private double[] logCosts(Architecture architecture) {
    return SignedLog.of(problem.costs().of(architecture));
  }

  private double[] cheap(Architecture architecture) {
    List<Double> row = new ArrayList<>();
    Arrays.stream(logCosts(architecture)).forEach(row::add);
    Map<List<String>, int[]> counts = new LinkedHashMap<>();
    kinds.forEach(kind -> counts.put(kind, new int[kind.size()]));
    for (int c = 0; c < choices.size(); c++) {
      Choice choice = choices.get(c);
      int value = architecture.values().get(c);
      if (choice.ordered()) {
        row.add((double) value);
      } else {
        counts.get(choice.values())[value]++;
      }
    }
    counts.values().forEach(own -> Arrays.stream(own).forEach(n -> row.add((double) n)));
    return row.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private PathStatistics paths(Architecture architecture) {
    return PathStatistics.of(architecture.graph(), operations);
  }
}
