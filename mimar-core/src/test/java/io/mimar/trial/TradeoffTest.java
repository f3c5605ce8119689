package io.mimar.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TradeoffTest {
  private static final Architecture ANY = ImageSpace.standard().random(Seeds.root(1).rng());
  private static final Objective RMSE = new Objective("rmse", Objective.Direction.MINIMIZE);
  private static final Tradeoff ONE = new Tradeoff(Objective.ACCURACY, List.of("params"));
  private static final Tradeoff TWO = new Tradeoff(Objective.ACCURACY, List.of("params", "ms"));

  private static Trial trial(int number, Outcome outcome, double score, double... costs) {
    Map<String, Double> named =
        costs.length == 0
            ? Map.of()
            : costs.length == 1
                ? Map.of("params", costs[0])
                : Map.of("params", costs[0], "ms", costs[1]);
    Result result =
        outcome == Outcome.COMPLETE || outcome == Outcome.STOPPED
            ? new Result(outcome, List.of(new Epoch(1, 0, 0, score, 0)), "", 0, 0)
            : Result.without(outcome, "for a test", 0);
    return new Trial(number, ANY, named, "test", 0, 0, result);
  }

  private static Trial trial(int number, double score, double... costs) {
    return trial(number, Outcome.COMPLETE, score, costs);
  }

  private static Trial judgedEarly(int number, double score, double params) {
    List<Epoch> curve = List.of(new Epoch(0, 0, 0, score, 0));
    Result result = new Result(Outcome.COMPLETE, curve, "", 0, 0);
    return new Trial(number, ANY, Map.of("params", params), "test", 0, 0, result);
  }

  private static List<Integer> numbers(List<Trial> trials) {
    return trials.stream().map(Trial::number).toList();
  }

  @Test
  void theFrontIsWhatNothingBeatsAscendingByTheFirstCost() {
    List<Trial> trials =
        List.of(
            trial(0, 0.9, 1_000),
            trial(1, 0.8, 100),
            trial(2, 0.7, 200), // beaten by 1
            trial(3, 0.9, 1_000), // equal to 0, later
            trial(4, 0.95, 1_000), // beats 0
            trial(5, Outcome.STOPPED, 0.99, 1),
            trial(6, Outcome.INFEASIBLE, 0, 1),
            trial(7, 0.8, 90)); // beats 1
    assertEquals(List.of(7, 4), numbers(ONE.front(trials)));
    assertEquals(List.of(), ONE.front(List.of()));
  }

  @Test
  void lessIsBetterWhereTheObjectiveSaysSo() {
    Tradeoff tradeoff = new Tradeoff(RMSE, List.of("params"));
    List<Trial> trials = List.of(trial(0, 3, 10), trial(1, 1, 10), trial(2, 2, 5));
    assertEquals(List.of(2, 1), numbers(tradeoff.front(trials)));
    assertEquals(1, tradeoff.pick(Pick.ACCURACY, trials).orElseThrow().number());
  }

  @Property(tries = 100, seed = "1")
  void everyCompletedTrialIsOnTheFrontOrBeaten(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 25; i++) { // few values, so that there are ties
      trials.add(trial(i, rng.nextInt(4), 1 + rng.nextInt(4), 1 + rng.nextInt(4)));
    }
    for (Tradeoff tradeoff : List.of(ONE, TWO)) {
      List<Trial> front = tradeoff.front(trials);
      for (Trial trial : trials) {
        boolean beaten = trials.stream().anyMatch(other -> isBefore(tradeoff, other, trial));
        assertEquals(!beaten, front.contains(trial), trial.toString());
      }
    }
  }

  private static boolean isBefore(Tradeoff tradeoff, Trial a, Trial b) {
    return isNoWorse(tradeoff, a, b) && (!isNoWorse(tradeoff, b, a) || a.number() < b.number());
  }

  private static boolean isNoWorse(Tradeoff tradeoff, Trial a, Trial b) {
    return a.score().orElseThrow() >= b.score().orElseThrow()
        && tradeoff.minimised().stream().allMatch(c -> a.costs().get(c) <= b.costs().get(c));
  }

  @Test
  void withoutCostsTheBestTrialIsAll() {
    Tradeoff plain = new Tradeoff(Objective.ACCURACY, List.of());
    List<Trial> trials = List.of(trial(0, 0.5), trial(1, 0.9), trial(2, 0.9));
    assertEquals(List.of(1), numbers(plain.front(trials)), "of equals the earlier");
    for (Pick pick : Pick.values()) {
      assertEquals(1, plain.pick(pick, trials).orElseThrow().number());
    }
    assertTrue(plain.pick(Pick.KNEE, List.of()).isEmpty());
  }

  @Test
  void theKneeIsFarthestBelowTheLineThroughBothEnds() {
    // logarithms of costs 0, 1, 2, 3; scores so that the second lies farthest from the line
    List<Trial> trials =
        List.of(trial(0, 0.1, 1), trial(1, 0.8, 10), trial(2, 0.85, 100), trial(3, 1.0, 1_000));
    assertEquals(1, ONE.pick(Pick.KNEE, trials).orElseThrow().number());
    assertEquals(3, ONE.pick(Pick.ACCURACY, trials).orElseThrow().number());
    assertEquals(0, ONE.pick(Pick.SMALLEST, trials).orElseThrow().number());
  }

  @Test
  void ofTwoEndsTheBetterScoreIsTheKnee() {
    List<Trial> trials = List.of(trial(0, 0.5, 1), trial(1, 0.9, 1_000));
    assertEquals(1, ONE.pick(Pick.KNEE, trials).orElseThrow().number());
    assertEquals(0, ONE.pick(Pick.KNEE, trials.subList(0, 1)).orElseThrow().number());
  }

  @Test
  void theSmallestIsByTheCostThatIsNamedFirst() {
    List<Trial> trials = List.of(trial(0, 0.5, 10, 1), trial(1, 0.5, 1, 10), trial(2, 0.9, 1, 50));
    assertEquals(2, TWO.pick(Pick.SMALLEST, trials).orElseThrow().number());
    Tradeoff other = new Tradeoff(Objective.ACCURACY, List.of("ms", "params"));
    assertEquals(0, other.pick(Pick.SMALLEST, trials).orElseThrow().number());
  }

  @Test
  void aForecastStandsForWhatWasNotMeasured() {
    Trial foretold =
        new Trial(0, ANY, Map.of("foretoldMs", 2.0), "t", 0, 0, trial(0, 0.5).result());
    assertEquals(2.0, foretold.cost("ms").orElseThrow());
    Trial both =
        new Trial(0, ANY, Map.of("foretoldMs", 2.0, "ms", 3.0), "t", 0, 0, trial(0, 0.5).result());
    assertEquals(3.0, both.cost("ms").orElseThrow());
    MimarException refused =
        assertThrows(MimarException.class, () -> TWO.front(List.of(trial(7, 0.5, 1))));
    assertEquals("trial 7 has no cost \"ms\", which is minimised", refused.getMessage());
  }

  @Test
  void onlyWhatCostsNoMoreMayStopACandidate() {
    List<Trial> trials =
        List.of(
            trial(0, 0.5, 10, 1), trial(1, 0.5, 11, 1), trial(2, 0.5, 9, 2), trial(3, 0.5, 1, 1));
    assertEquals(List.of(0, 3), numbers(TWO.rivals(trials, Map.of("params", 10.0, "ms", 1.0))));
    Map<String, Double> foretold = Map.of("params", 10.0, "foretoldMs", 1.0);
    assertEquals(List.of(0, 3), numbers(TWO.rivals(trials, foretold)));
    assertEquals(List.of(), TWO.rivals(trials, Map.of("params", 10.0)), "nothing is known");
    Tradeoff plain = new Tradeoff(Objective.ACCURACY, List.of());
    assertEquals(trials, plain.rivals(trials, Map.of()));
  }

  @Test
  void whatWasJudgedBeforeItsEndGivesWayToWhatWasNot() {
    Trial early = judgedEarly(0, 0.99, 10);
    List<Trial> trials = List.of(early, trial(1, 0.9, 100), trial(2, 0.8, 50));
    assertEquals(List.of(2, 1), numbers(ONE.front(trials)));
    assertEquals(List.of(1), numbers(new Tradeoff(Objective.ACCURACY, List.of()).front(trials)));
    assertEquals(List.of(0), numbers(ONE.front(List.of(early))), "better than none");
  }
}
