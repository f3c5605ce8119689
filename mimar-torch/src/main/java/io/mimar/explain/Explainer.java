package io.mimar.explain;

import io.mimar.gne.ScoreModel;
import io.mimar.random.Seeds;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import io.mimar.stats.Interval;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Explains a search by its trials: the surrogate is fitted to them once more and asked about
 * architectures that differ in what is to be explained.
 *
 * <p>Cost: the features of at most {@link Effort#most} architectures, and as many predictions.
 */
public final class Explainer {
  private final Problem problem;
  private final SearchSpace space;
  private final Effort effort;
  private final Seeds seeds;
  private final List<Trial> scored;
  private final ScoreModel model;

  /**
   * How much work an explanation may be.
   *
   * @param most architectures to look at
   * @param resamples of the trials, for the intervals
   */
  public record Effort(int most, int resamples) {
    /** For a command. */
    public static final Effort THOROUGH = new Effort(16_000, 100);

    /** At the end of a search, some seconds. */
    public static final Effort QUICK = new Effort(4_000, 40);
  }

  private static final int PAIRED_PLACES = 5;
  private static final int PAIRS = 12;
  private static final double TAIL = 0.025;

  /**
   * An explainer of trials that have a score, at least {@link ScoreModel#LEAST}.
   *
   * @param problem what was searched
   * @param encoder the encoding of its space
   */
  public Explainer(
      Problem problem, Encoder encoder, List<Trial> scored, Effort effort, Seeds seeds) {
    this.problem = problem;
    this.space = problem.space();
    this.effort = effort;
    this.seeds = seeds;
    this.scored = scored;
    this.model = new ScoreModel(problem, encoder, scored, effort.resamples(), seeds);
  }

  /**
   * The explanation.
   *
   * @param one the trial that is explained by itself, if any
   */
  public Explanation explain(Optional<Trial> one) {
    Interventions sample = new Interventions(space, effort.most() / 2, seeds.at("interventions"));
    double[][] gains = model.gains(sample.architectures());
    double[][] weights = weights(sample);
    List<Component> components = sample.components();
    double[][] worth = each(r -> sample.worth(gains[r], weights[r]));
    Motifs motifs = new Motifs(space, sample.architectures());
    double[][] differences = each(r -> motifs.differences(gains[r]));
    return new Explanation(
        scored.size(),
        model.agreement(),
        Arrays.stream(gains[0]).average().orElseThrow(),
        IntStream.range(0, components.size())
            .mapToObj(i -> worth(components.get(i), gain(worth, i)))
            .toList(),
        IntStream.range(0, motifs.names().size())
            .mapToObj(i -> new Explanation.Motif(motifs.names().get(i), gain(differences, i)))
            .toList(),
        pairs(components, worth[0]),
        one.map(this::single));
  }

  /** Of the backgrounds: resampled with the trials, unless they are all there are. */
  private double[][] weights(Interventions sample) {
    return each(
        r -> {
          double[] weights = new double[sample.backgrounds()];
          RandomGenerator rng = seeds.at("weights", r).rng();
          Arrays.setAll(weights, b -> r == 0 || sample.isExhaustive() ? 1 : rng.nextExponential());
          return weights;
        });
  }

  private Explanation.Worth worth(Component component, Explanation.Gain gain) {
    return new Explanation.Worth(component.place(space), component.option(space), gain);
  }

  // ---- pairs

  private List<Explanation.Pair> pairs(List<Component> components, double[] worth) {
    List<Integer> places = mostTelling(components, worth);
    if (places.size() < 2) {
      return List.of();
    }
    Interactions two = new Interactions(space, places, effort.most() / 4, seeds.at("interactions"));
    double[][] gains = model.gains(two.architectures());
    List<Interactions.Pair> pairs = two.pairs(gains[0]);
    double[][] all =
        each(r -> two.pairs(gains[r]).stream().mapToDouble(Interactions.Pair::worth).toArray());
    return IntStream.range(0, pairs.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(all[0][i])))
        .limit(PAIRS)
        .map(i -> pair(pairs.get(i), gain(all, i)))
        .toList();
  }

  /** The places whose components differ most. */
  private static List<Integer> mostTelling(List<Component> components, double[] worth) {
    Map<Integer, Double> largest = new LinkedHashMap<>();
    for (int i = 0; i < worth.length; i++) {
      largest.merge(components.get(i).choice(), Math.abs(worth[i]), Math::max);
    }
    return largest.entrySet().stream()
        .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
        .limit(PAIRED_PLACES)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private Explanation.Pair pair(Interactions.Pair pair, Explanation.Gain gain) {
    return new Explanation.Pair(
        pair.first().place(space),
        pair.first().option(space),
        pair.second().place(space),
        pair.second().option(space),
        gain);
  }

  // ---- one trial

  private Explanation.Single single(Trial trial) {
    Architecture own = trial.architecture();
    Attribution attribution =
        new Attribution(space, own, effort.most() / 4, seeds.at("attribution"));
    double[][] gains = model.gains(attribution.architectures());
    double[][] values = each(r -> attribution.values(gains[r]));
    List<Explanation.Worth> parts =
        IntStream.range(0, attribution.choices().size())
            .mapToObj(
                i -> {
                  int choice = attribution.choices().get(i);
                  Component held = new Component(choice, own.values().get(choice));
                  return worth(held, gain(values, i));
                })
            .toList();
    double expected = attribution.baseline(gains[0]) + Arrays.stream(values[0]).sum();
    return new Explanation.Single(trial.number(), expected, parts, changes(own));
  }

  private List<Explanation.Change> changes(Architecture own) {
    Changes changes = new Changes(problem, own);
    double[][] gains = model.gains(changes.architectures());
    double[][] differences =
        each(r -> Arrays.stream(gains[r]).skip(1).map(g -> g - gains[r][0]).toArray());
    List<Explanation.Change> all = new ArrayList<>();
    for (int i = 0; i < changes.all().size(); i++) {
      Changes.Change change = changes.all().get(i);
      all.add(
          new Explanation.Change(
              change.from().place(space),
              change.from().option(space),
              change.to().option(space),
              gain(differences, i),
              change.architecture().values(),
              costs(own, change.architecture())));
    }
    all.sort(Comparator.comparingDouble(c -> -c.gain().mean()));
    return all;
  }

  private Map<String, Double> costs(Architecture before, Architecture after) {
    double[] old = problem.costs().of(before);
    double[] changed = problem.costs().of(after);
    Map<String, Double> differences = new LinkedHashMap<>();
    for (int c = 0; c < old.length; c++) {
      differences.put(problem.costs().names().get(c), changed[c] - old[c]);
    }
    return differences;
  }

  // ---- resamples

  private double[][] each(IntFunction<double[]> of) {
    return IntStream.rangeClosed(0, model.resamples()).mapToObj(of).toArray(double[][]::new);
  }

  /**
   * A gain with the middle 95 % of the resamples.
   *
   * @param values {@code [1+R,N]}: by all trials, then by each resample
   * @param i which column
   */
  public static Explanation.Gain gain(double[][] values, int i) {
    double[] sorted = Arrays.stream(values).skip(1).mapToDouble(row -> row[i]).sorted().toArray();
    double mean = values[0][i];
    int cut =
        Math.max(0, (int) Math.floor(TAIL * (sorted.length + 1)) - 1); // the k-th of n: k/(n+1)
    double low = Math.min(mean, sorted[cut]);
    double high = Math.max(mean, sorted[sorted.length - 1 - cut]);
    return new Explanation.Gain(mean, new Interval(low, high));
  }
}
