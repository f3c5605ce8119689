package io.mimar.gne;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.embed.OneHot;
import io.mimar.nn.Engine;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.random.Shuffle;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.RandomSearch;
import io.mimar.search.Surrogate;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.table.ChoicesLayout;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.table.TableProblem;
import io.mimar.table.TableSearch;
import io.mimar.table.TableSpace;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches of a made-up table that start from searches of its other columns. */
class WarmStartTest {
  private static final int CHOICES = 6;
  private static final int VALUES = 4;
  private static final int QUERIES = 40;
  private static final int SEEDS = 5;
  private static final int SOURCE_QUERIES = 40;

  /** A seed with which the source's best breaks the limit. */
  private static final int LIMITED = 6;

  /** How many of the first points the source gives. */
  private static final int GIVEN = 1;

  private static final Table TABLE = table();
  private static final TableSpace SPACE = new TableSpace(TABLE);

  /**
   * 4^6 rows. What each choice gives is drawn once and makes {@code score}; {@code alike} gives
   * every choice a third of something else besides; {@code loss} is the opposite of {@code alike},
   * {@code opposite} of {@code score}, and {@code shuffled} is {@code score} at random over the
   * rows.
   */
  private static Table table() {
    List<String> values = IntStream.range(0, VALUES).mapToObj(v -> "v" + v).toList();
    List<Choice> choices =
        IntStream.range(0, CHOICES).mapToObj(c -> new Choice("c" + c, values, false)).toList();
    ChoicesLayout layout = new ChoicesLayout(choices.stream().map(Choice::name).toList(), choices);
    RandomGenerator rng = Seeds.root(1).at("worth").rng();
    double[] worth = rng.doubles(CHOICES * VALUES).toArray();
    double[] other = rng.doubles(CHOICES * VALUES).toArray();
    int size = (int) Math.pow(VALUES, CHOICES);
    List<Architecture> rows = new ArrayList<>();
    double[] score = new double[size];
    double[] alike = new double[size];
    double[] first = new double[size];
    for (int row = 0; row < size; row++) {
      int[] x = new int[CHOICES];
      for (int c = 0, code = row; c < CHOICES; c++, code /= VALUES) {
        x[c] = code % VALUES;
        score[row] += worth[c * VALUES + x[c]];
        alike[row] += worth[c * VALUES + x[c]] + other[c * VALUES + x[c]] / 3;
      }
      first[row] = x[0];
      rows.add(new Architecture(Arrays.stream(x).boxed().toList(), layout.graph(x), row));
    }
    int[] order = Shuffle.order(size, Seeds.root(2).rng());
    double[] shuffled = Arrays.stream(order).mapToDouble(row -> score[row]).toArray();
    return new Table(
        "made up",
        layout,
        List.of(
            metric("score", Objective.Direction.MAXIMIZE, Metric.Role.OBJECTIVE),
            metric("alike", Objective.Direction.MAXIMIZE, Metric.Role.REPORT),
            metric("loss", Objective.Direction.MINIMIZE, Metric.Role.REPORT),
            metric("opposite", Objective.Direction.MAXIMIZE, Metric.Role.REPORT),
            metric("shuffled", Objective.Direction.MAXIMIZE, Metric.Role.REPORT),
            metric("size", Objective.Direction.MINIMIZE, Metric.Role.COST)),
        rows,
        new double[][] {score, alike, negative(alike), negative(score), shuffled, first});
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  private static Metric metric(String column, Objective.Direction direction, Metric.Role role) {
    return new Metric(column, direction, "", role);
  }

  private static Problem problem(String column, Limit... limits) {
    return TableProblem.of(SPACE, List.of(limits), TABLE.metric(column).objective());
  }

  /** What random search found of {@code column}. */
  private static WarmStart source(String column, long seed) {
    Problem problem = problem(column);
    List<Trial> trials =
        new TableSearch(problem, TABLE.column(column), SOURCE_QUERIES, 1)
            .run(new RandomSearch(problem), Seeds.root(seed).at("source"));
    return new WarmStart(trials, problem.objective());
  }

  private static Gne gne(Problem problem, Optional<WarmStart> source) {
    return new Gne(problem, new OneHot(SPACE).oneWay(), Gne.Config.DEFAULT, source);
  }

  private static List<Trial> search(Problem problem, Optional<WarmStart> source, long seed) {
    return new TableSearch(problem, TABLE.column("score"), QUERIES, 1)
        .run(gne(problem, source), Seeds.root(seed));
  }

  private static List<Integer> rows(List<Trial> trials) {
    return trials.stream().map(t -> t.architecture().row()).toList();
  }

  /** The query that asked for the best row, from 1; one more than all where none did. */
  private static int queries(List<Trial> trials) {
    double[] score = TABLE.column("score");
    int best =
        IntStream.range(0, score.length).reduce((a, b) -> score[b] > score[a] ? b : a).getAsInt();
    int at = rows(trials).indexOf(best);
    return at < 0 ? QUERIES + 1 : at + 1;
  }

  /** Mean queries to the best row over the seeds. */
  private static double mean(IntFunction<Optional<WarmStart>> source) {
    return IntStream.range(0, SEEDS)
        .map(seed -> queries(search(problem("score"), source.apply(seed), seed)))
        .average()
        .orElseThrow();
  }

  // ---- what it is worth

  @Test
  void aSourceThatIsAlikeHelpsAndOneThatMisleadsCostsTheFirstPointsAtMost() {
    double cold = mean(seed -> Optional.empty());
    double alike = mean(seed -> Optional.of(source("alike", seed)));
    double opposite = mean(seed -> Optional.of(source("opposite", seed)));
    double shuffled = mean(seed -> Optional.of(source("shuffled", seed)));
    String all =
        String.format(
            "cold %.1f, alike %.1f, opposite %.1f, shuffled %.1f", cold, alike, opposite, shuffled);
    assertTrue(alike < cold - 2, all);
    assertTrue(opposite <= cold + GIVEN, all);
    assertTrue(shuffled <= cold + GIVEN, all);
  }

  @Test
  void onlyTheOrderOfTheSourcesScoresCounts() {
    Problem problem = problem("score");
    List<Integer> more = rows(search(problem, Optional.of(source("alike", 3)), 3));
    assertEquals(more, rows(search(problem, Optional.of(source("loss", 3)), 3)), "less is better");
  }

  @Test
  void theSourceCountsAsFarAsLabelsBearItOut() {
    Problem problem = problem("score");
    Features features = new Features(problem, new OneHot(SPACE).oneWay(), true, true);
    double[] alike = new double[3];
    int[] sizes = {5, 10, 20};
    for (int i = 0; i < sizes.length; i++) {
      Learner.Examples examples = drawn(sizes[i], features);
      alike[i] = trend(features, examples, "alike").map(Trend::weight).orElse(0.0);
      assertTrue(trend(features, examples, "opposite").isEmpty(), "opposite, " + sizes[i]);
      double luck = trend(features, examples, "shuffled").map(Trend::weight).orElse(0.0);
      assertTrue(luck < 0.2, sizes[i] + " labels give by luck " + luck);
    }
    String all = Arrays.toString(alike);
    assertTrue(alike[0] < alike[2] && alike[2] > 0.4, all);
  }

  /** Random rows with labels by their score. */
  private static Learner.Examples drawn(int size, Features features) {
    Problem problem = problem("score");
    List<Trial> known =
        new TableSearch(problem, TABLE.column("score"), size, 1)
            .run(new RandomSearch(problem), Seeds.root(11));
    return Learner.Examples.of(known, Labels.of(known, problem.objective()), features);
  }

  private static Optional<Trend> trend(
      Features features, Learner.Examples examples, String column) {
    Surrogate.Posterior learned = source(column, 9).learned(features.committee(), features);
    return Trend.of(
        learned,
        features
            .committee()
            .hyperparameters(examples.features(), examples.labels(), examples.noise()),
        examples);
  }

  @Test
  void whatIsLeftAndTheTrendMakeTheLabels() {
    Problem problem = problem("score");
    Features features = new Features(problem, new OneHot(SPACE).oneWay(), true, true);
    Learner.Examples examples = drawn(20, features);
    double[] labels = examples.labels();
    Trend trend = trend(features, examples, "alike").orElseThrow();
    double[] left = trend.without(examples).labels();
    Surrogate.Posterior silent = new Silent();
    double[] added = trend.with(silent).predict(examples.features()).mean();
    assertEquals(0, Arrays.stream(added).average().orElseThrow(), 1e-9, "the mean is labels' own");
    for (int i = 0; i < labels.length; i++) {
      assertEquals(labels[i], left[i] + added[i], 1e-12);
    }
  }

  /** A model that has learned that nothing is left. */
  private record Silent() implements Surrogate.Posterior {
    @Override
    public Surrogate.Prediction predict(double[][][] features) {
      int size = features[0].length;
      return new Surrogate.Prediction(new double[size], new double[size]);
    }

    @Override
    public Surrogate.Posterior believing(double[][][] features) {
      return this;
    }
  }

  // ---- the first points

  @Test
  void theFirstPointIsTheSourcesBestAndTheOthersAreSpread() {
    WarmStart source = source("alike", 4);
    List<Trial> trials = search(problem("score"), Optional.of(source), 4);
    assertEquals(source.best().get(0), trials.get(0).architecture());
    List<String> proposers = trials.stream().limit(5).map(Trial::proposer).toList();
    assertEquals(List.of("source", "initial", "initial", "initial", "initial"), proposers);
  }

  @Test
  void firstPointsHoldTheLimitsOfTheNewSearch() {
    WarmStart source = source("alike", LIMITED);
    Problem limited = problem("score", new Limit("size", 0)); // x0 is v0
    List<Trial> trials = search(limited, Optional.of(source), 5);
    assertTrue(trials.stream().allMatch(t -> limited.isFeasible(t.architecture())));
    Architecture best =
        source.best().stream().filter(limited::isFeasible).findFirst().orElseThrow();
    assertEquals(best, trials.get(0).architecture());
    assertFalse(limited.isFeasible(source.best().get(0)), "the case is of no use");
  }

  @Test
  void aSourceOfWhichNothingHoldsTheLimitsStartsAsWithout() {
    Problem none = problem("score", new Limit("size", 0));
    List<Trial> outside =
        source("alike", 5).trials().stream()
            .filter(t -> !none.isFeasible(t.architecture()))
            .toList();
    WarmStart source = new WarmStart(outside, problem("alike").objective());
    List<Trial> warm = search(none, Optional.of(source), 5);
    List<Trial> cold = search(none, Optional.empty(), 5);
    assertEquals(rows(cold).subList(0, 5), rows(warm).subList(0, 5));
  }

  // ---- a function of source, history and stream

  @Test
  void theSameSourceAndSeedAskTheSameAndAnotherSourceAsksOtherwise() {
    Problem problem = problem("score");
    List<Integer> first = rows(search(problem, Optional.of(source("alike", 1)), 7));
    assertEquals(first, rows(search(problem, Optional.of(source("alike", 1)), 7)));
    assertNotEquals(first, rows(search(problem, Optional.of(source("alike", 2)), 7)));
    assertNotEquals(first, rows(search(problem, Optional.empty(), 7)));
  }

  @Test
  void aFreshSearcherGoesOnFromTheHistoryAlone() {
    Problem problem = problem("score");
    Optional<WarmStart> source = Optional.of(source("alike", 1));
    Gne used = gne(problem, source);
    List<Trial> trials =
        new TableSearch(problem, TABLE.column("score"), 24, 1).run(used, Seeds.root(7));
    for (int size = 5; size < trials.size(); size++) {
      History history = new History(trials.subList(0, size), List.of());
      RandomGenerator rng = Seeds.root(7).at("trial", size).at("ask").rng();
      Optional<Proposal> asked = gne(problem, source).ask(history, rng);
      assertEquals(trials.get(size).architecture(), asked.orElseThrow().architecture());
    }
  }

  @Test
  void theGeneratorKnowsTheSourceBeforeItsFirstCheckpoint() {
    Engine.start(1);
    Gne.Config generated =
        new Gne.Config(
            2,
            20,
            3,
            5,
            0,
            0,
            40,
            0,
            Gne.Encoding.OFF,
            true,
            true,
            Gne.Augmentation.OFF,
            Gne.Proxying.OFF);
    Problem problem = problem("score");
    OneHot encoder = new OneHot(SPACE);
    Gne warm = new Gne(problem, encoder, generated, Optional.of(source("alike", 1)));
    List<Trial> trials =
        new TableSearch(problem, TABLE.column("score"), 9, 1).run(warm, Seeds.root(3));
    assertTrue(trials.stream().anyMatch(t -> t.proposer().equals(GeneratedPoints.NAME)));
    Gne cold = new Gne(problem, encoder, generated);
    trials = new TableSearch(problem, TABLE.column("score"), 9, 1).run(cold, Seeds.root(3));
    assertTrue(trials.stream().noneMatch(t -> t.proposer().equals(GeneratedPoints.NAME)));
  }

  // ---- what is refused

  @Test
  void fewTrialsAreRefused() {
    List<Trial> nine = source("alike", 1).trials().subList(0, 9);
    Objective objective = problem("alike").objective();
    MimarException error = assertThrows(MimarException.class, () -> new WarmStart(nine, objective));
    assertTrue(error.getMessage().contains("9, but must be at least 10"), error.getMessage());
  }
}
