package io.mimar.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bars from extrapolated curves. */
final class CurveExtrapolationTest {
  private static final Architecture ANY = ImageSpace.standard().random(Seeds.root(1).rng());
  private static final Objective LOSS = new Objective("loss", Objective.Direction.MINIMIZE);

  private static Trial trial(double... scores) {
    List<Epoch> curve = new ArrayList<>();
    for (double score : scores) {
      curve.add(new Epoch(curve.size() + 1, 1, 0, score, 1));
    }
    Result result = new Result(Outcome.COMPLETE, curve, "", 1, 1);
    return new Trial(0, ANY, Map.of(), "random", 0, 0, result);
  }

  private static List<Trial> trials(double[][] curves) {
    return Arrays.stream(curves).map(CurveExtrapolationTest::trial).toList();
  }

  @Test
  void barOfCurvesThatFollowALineIsWhatForetellsTheWantedScore() {
    List<Trial> trials =
        trials(new double[][] {{.1, .3, .4}, {.2, .4, .5}, {.3, .5, .6}, {.4, .6, .7}});
    List<EarlyStopping.Bar> bars =
        new CurveExtrapolation(3, 2, 3, 3).bars(trials, Objective.ACCURACY);
    assertEquals(List.of(1, 2), bars.stream().map(EarlyStopping.Bar::epoch).toList());
    assertEquals(.3, bars.get(0).bar(), 1e-9, "the second of four reached .6 from .3");
    assertEquals(.5, bars.get(1).bar(), 1e-9);
    List<EarlyStopping.Bar> losses = new CurveExtrapolation(3, 2, 3, 3).bars(trials, LOSS);
    assertEquals(.2, losses.get(0).bar(), 1e-9, "less is better");
  }

  @Test
  void whatForetellsLessSurelyStopsFewer() {
    List<Trial> trials =
        trials(new double[][] {{.1, .42}, {.2, .48}, {.3, .62}, {.4, .68}, {.5, .80}});
    double unsure = bar(trials, 0, Objective.ACCURACY);
    double sure = bar(trials, 2, Objective.ACCURACY);
    assertTrue(sure < unsure, sure + " is below " + unsure);
    assertTrue(bar(trials, 2, LOSS) > bar(trials, 0, LOSS), "less is better");
  }

  private static double bar(List<Trial> trials, double sureness, Objective objective) {
    return new CurveExtrapolation(2, 2, sureness, 3).bars(trials, objective).get(0).bar();
  }

  @Test
  void onlyTrialsThatTrainedToTheEndAreLearnedFrom() {
    CurveExtrapolation rule = new CurveExtrapolation(2, 2, 1, 3);
    List<Trial> few = trials(new double[][] {{.1, .2}, {.2, .3}, {.3}, {.4}});
    assertEquals(List.of(), rule.bars(few, Objective.ACCURACY), "two of three that are needed");
    assertEquals(List.of(), rule.bars(List.of(), Objective.ACCURACY));
  }

  /** A training of half the length has every second point. */
  @Test
  void shortTrainingsStandForWhatIsAsFarOn() {
    List<Epoch> points = List.of(new Epoch(2, 1, 0, .3, 1), new Epoch(4, 1, 0, .5, 1));
    Result result = new Result(Outcome.COMPLETE, points, "", 1, 1);
    List<Trial> trials =
        new ArrayList<>(trials(new double[][] {{.1, .2, .3, .4}, {0, .1, .2, .3}}));
    trials.add(new Trial(0, ANY, Map.of(), "random", 0, 0, result));
    List<EarlyStopping.Bar> bars =
        new CurveExtrapolation(4, 1.5, 0, 3).bars(trials, Objective.ACCURACY);
    assertEquals(3, bars.size());
    assertEquals((.3 + .2 + .5) / 3, bars.get(2).bar(), 1e-9, "the mean foretells the mean, .4");
  }

  @Test
  void twoRulesSetTheBarsOfBoth() {
    List<Trial> trials = trials(new double[][] {{.1, .3, .4}, {.2, .4, .5}, {.3, .5, .6}});
    SuccessiveHalving halving = new SuccessiveHalving(List.of(2), 3, 3);
    CurveExtrapolation curves = new CurveExtrapolation(3, 3, 0, 3);
    List<EarlyStopping.Bar> bars = curves.and(halving).bars(trials, Objective.ACCURACY);
    assertEquals(List.of(1, 2, 2), bars.stream().map(EarlyStopping.Bar::epoch).toList());
    assertEquals(.5, bars.get(2).bar(), 1e-9);
    List<Epoch> poor = trial(.29).result().curve();
    assertEquals(1, EarlyStopping.missed(bars, poor, Objective.ACCURACY).orElseThrow().epoch());
  }

  @Test
  void epochsThatForetellNothingHaveNoBar() {
    List<Trial> trials = trials(new double[][] {{.3, .1, .1}, {.2, .2, .2}, {.1, .3, .3}});
    List<EarlyStopping.Bar> bars =
        new CurveExtrapolation(3, 2, 1, 3).bars(trials, Objective.ACCURACY);
    assertEquals(List.of(2), bars.stream().map(EarlyStopping.Bar::epoch).toList());
  }

  @Test
  void whatHardlyForetellsHasNoBar() {
    double[][] equal = {{.1, .5}, {.1, .6}, {.1, .7}, {.1, .8}};
    double[][] over = {{.1, .3}, {.2, .3}, {.3, .3}, {.4, .3}};
    double[][] loose = {{.1, .5}, {.2, .8}, {.3, .4}, {.4, .6}, {.5, .7}};
    for (double[][] curves : List.of(equal, over, loose)) {
      CurveExtrapolation rule = new CurveExtrapolation(2, 2, 0, 3);
      assertEquals(List.of(), rule.bars(trials(curves), Objective.ACCURACY));
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(MimarException.class, () -> new CurveExtrapolation(3, 1, 1, 3));
    assertThrows(MimarException.class, () -> new CurveExtrapolation(3, 2, -1, 3));
    assertThrows(MimarException.class, () -> new CurveExtrapolation(3, 2, 1, 2));
  }
}
