package io.mimar.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import io.mimar.space.Workload;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Latencies made up of macs, layers and noise are foretold, and kept under a limit. */
class ForecastTest {
  private static final ImageSpace SPACE = ImageSpace.standard();
  private static final Task TASK = Task.images(new Shape(1, 28, 28), 10);
  private static final Workload WORKLOAD = new Workload(SPACE, TASK);
  private static final String MS = "ms";

  /** What a machine would say: 30 us a convolution, 1 ms for 10 million of its multiply-adds. */
  private static double truth(Architecture architecture) {
    double[] parts = WORKLOAD.of(architecture);
    List<String> names = WORKLOAD.names();
    return 0.03 * parts[names.indexOf("convolutions")] + 1e-7 * parts[names.indexOf("convolved")];
  }

  private static Architecture architecture(int number) {
    return SPACE.random(Seeds.root(5).at("architecture", number).rng());
  }

  private static Trial trial(int number, double noise) {
    Architecture own = architecture(number);
    double factor = 1 + noise * Seeds.root(6).at("noise", number).rng().nextGaussian();
    return new Trial(
        number,
        own,
        Map.of(MS, factor * truth(own)),
        "t",
        0,
        0,
        Result.without(Outcome.INFEASIBLE, "for a test", 0));
  }

  private static double cost(Trial trial) {
    return trial.costs().get(MS);
  }

  private static List<Trial> trials(int count, double noise) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(trial(i, noise));
    }
    return trials;
  }

  @Test
  void aFewMeasurementsForetellNothing() {
    assertTrue(Forecast.of(MS, WORKLOAD, trials(Forecast.FEWEST - 1, 0)).isEmpty());
    assertTrue(Forecast.of("other", WORKLOAD, trials(40, 0)).isEmpty());
  }

  @Test
  void whatIsASumOfTheWorkIsForetold() {
    Forecast forecast = Forecast.of(MS, WORKLOAD, trials(40, 0)).orElseThrow();
    assertTrue(forecast.deviation() < 0.05, "" + forecast.deviation());
    for (int i = 100; i < 150; i++) {
      double truth = truth(architecture(i));
      assertEquals(truth, forecast.of(architecture(i)), 0.1 * truth);
    }
  }

  @Test
  void theDeviationIsThatOfTheNoise() {
    Forecast forecast = Forecast.of(MS, WORKLOAD, trials(120, 0.15)).orElseThrow();
    assertEquals(0.15, forecast.deviation(), 0.06);
  }

  @Test
  void mostOfWhatIsClearIsTrue() {
    Forecast forecast = Forecast.of(MS, WORKLOAD, trials(120, 0.1)).orElseThrow();
    int below = 0;
    int above = 0;
    for (int i = 200; i < 400; i++) {
      double measured = trial(i, 0.1).costs().get(MS);
      Architecture own = architecture(i);
      below += measured < forecast.least(own) ? 1 : 0;
      above += measured > forecast.most(own) ? 1 : 0;
    }
    assertTrue(below <= 60, below + " of 200 more than a deviation below");
    assertTrue(above <= 16, above + " of 200 more than two deviations above");
  }

  @Test
  void whatIsFarFromAllThatWasMeasuredIsNeverClearlyBelow() {
    List<Trial> all = new ArrayList<>(trials(100, 0));
    all.sort(Comparator.comparingDouble(t -> t.costs().get(MS)));
    List<Trial> small = all.subList(0, 20);
    Forecast forecast = Forecast.of(MS, WORKLOAD, small).orElseThrow();
    Architecture large = all.get(99).architecture();
    assertEquals(Double.POSITIVE_INFINITY, forecast.most(large));
    List<Trial> slow = all.stream().filter(t -> t.costs().get(MS) > 3 * cost(all.get(0))).toList();
    Forecast other = Forecast.of(MS, WORKLOAD, slow).orElseThrow();
    assertEquals(Double.POSITIVE_INFINITY, other.most(all.get(0).architecture()));
  }

  @Test
  void onlyWhatIsClearlyBelowTheLimitNeedsNoMeasuring() {
    List<Trial> known = trials(40, 0);
    MeasuredCost limited = new MeasuredCost(new Limit(MS, 2), false, WORKLOAD);
    Forecast forecast = limited.after(known).orElseThrow();
    for (int i = 0; i < 40; i++) {
      boolean needed = limited.isNeeded(architecture(i), forecast);
      double truth = truth(architecture(i));
      assertTrue(needed || truth <= 2, truth + " ms");
      assertFalse(needed && truth < 1.5, truth + " ms");
    }
    MeasuredCost free = new MeasuredCost(new Limit(MS, Double.POSITIVE_INFINITY), true, WORKLOAD);
    assertFalse(free.isNeeded(architecture(0), forecast));
    Forecast loose = free.after(trials(120, 0.2)).orElseThrow();
    assertTrue(free.isNeeded(architecture(0), loose), "an objective wants to be known well");
  }

  @Test
  void searchersKeepAwayFromWhatIsClearlyTooSlow() {
    Problem problem =
        new Problem(
            SPACE,
            CostModel.ofNetworks(SPACE, TASK),
            List.of(),
            Objective.ACCURACY,
            List.of(),
            Optional.of(new MeasuredCost(new Limit(MS, 0.6), false, WORKLOAD)));
    History history = new History(trials(40, 0), List.of());
    for (int seed = 0; seed < 30; seed++) {
      RandomGenerator rng = Seeds.root(seed).rng();
      Proposal proposal = new RandomSearch(problem).ask(history, rng).orElseThrow();
      assertTrue(truth(proposal.architecture()) < 0.75, "" + truth(proposal.architecture()));
    }
    History nothing = new History(List.of(), List.of());
    RandomSearch random = new RandomSearch(problem);
    assertEquals(0, random.ask(nothing, Seeds.root(1).rng()).orElseThrow().refused());
  }
}
