package io.mimar.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import io.mimar.stop.EarlyStopping.Bar;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {
  private static final SuccessiveHalving RULE = new SuccessiveHalving(List.of(7, 13), 2, 4);

  /** A curve with a point at each multiple of {@code step} up to 20, as short trainings have. */
  private static List<Epoch> curve(int step, double slope) {
    List<Epoch> curve = new ArrayList<>();
    for (int epoch = step; epoch <= 20; epoch += step) {
      curve.add(new Epoch(epoch, 1, 0.5, slope * epoch, epoch));
    }
    return curve;
  }

  private static Trial trial(int number, List<Epoch> curve) {
    Architecture any = ImageSpace.standard().random(Seeds.root(number).rng());
    Result result = new Result(Outcome.COMPLETE, curve, "", 1, 1);
    return new Trial(number, any, Map.of(), "test", 0, number, result);
  }

  @Test
  void trainingsOfAnyLengthSetBars() {
    List<Trial> quarters =
        IntStream.range(0, 4).mapToObj(n -> trial(n, curve(4, (n + 1) / 100.0))).toList();
    List<Bar> bars = RULE.bars(quarters, Objective.ACCURACY);
    assertEquals(List.of(new Bar(7, 0.03 * 8), new Bar(13, 0.03 * 16)), bars);
  }

  @Test
  void aTrialThatEndedBeforeARungSetsNoBarThere() {
    List<Trial> stopped =
        IntStream.range(0, 4).mapToObj(n -> trial(n, curve(4, 0.01).subList(0, 2))).toList();
    assertEquals(
        List.of(7), RULE.bars(stopped, Objective.ACCURACY).stream().map(Bar::epoch).toList());
  }

  @Test
  void eachBarJudgesTheFirstPointFromItsRungOnAndNoLaterOne() {
    List<Bar> bars = List.of(new Bar(7, 0.5));
    for (int step : new int[] {1, 2, 4}) {
      List<Epoch> weak = curve(step, 0.01);
      int judged = (7 + step - 1) / step; // points up to the first at or beyond the rung
      for (int points = 1; points <= weak.size(); points++) {
        Optional<Bar> missed =
            EarlyStopping.missed(bars, weak.subList(0, points), Objective.ACCURACY);
        assertEquals(points == judged, missed.isPresent(), step + " epochs a point, " + points);
      }
    }
  }
}
