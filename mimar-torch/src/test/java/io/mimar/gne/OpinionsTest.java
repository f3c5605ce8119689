package io.mimar.gne;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.embed.OneHot;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpinionsTest {
  private static final ImageSpace SPACE = ImageSpace.standard();

  private static List<Trial> trials(double... scores) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      Result result =
          new Result(Outcome.COMPLETE, List.of(new Epoch(1, 0, 0, scores[i], 0)), "", 0, 0);
      trials.add(new Trial(i, architecture(i), Map.of(), "random", 0, i, result));
    }
    return trials;
  }

  private static Architecture architecture(int number) {
    return SPACE.random(Seeds.root(1).at("architecture", number).rng());
  }

  private static boolean turn(List<Trial> done, int pending) {
    List<Architecture> underWay =
        IntStream.range(0, pending).mapToObj(i -> architecture(1_000 + i)).toList();
    return Opinions.isSecondsTurn(new History(done, underWay), Objective.ACCURACY);
  }

  @Test
  void theCommitteeIsListenedToWhileTheBestImproves() {
    double[] rising = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
    for (int asked = 1; asked <= rising.length; asked++) {
      assertFalse(turn(trials(rising).subList(0, asked), 0), "after " + asked);
    }
  }

  @Test
  void everyThirdAskIsTheSecondsAfterFourTrialsThatWereNoBetter() {
    double[] still = new double[40];
    still[6] = 1;
    List<Integer> turns =
        IntStream.rangeClosed(7, 20)
            .filter(asked -> turn(trials(still).subList(0, asked), 0))
            .boxed()
            .toList();
    assertEquals(List.of(11, 14, 17, 20), turns);
  }

  @Test
  void whatIsUnderWayCountsAsAskedAndNotAsNoBetter() {
    assertTrue(turn(trials(1, 0, 0, 0, 0), 0));
    assertTrue(turn(trials(1, 0, 0, 0, 0), 3));
    assertFalse(turn(trials(1, 0, 0, 0, 0), 1));
    assertFalse(turn(trials(1, 0, 0, 0), 1));
  }

  @Test
  void theSecondSeesEachViewAlone() {
    Problem problem = new Problem(SPACE, CostModel.none(), List.of(), Objective.ACCURACY);
    OneHot encoder = new OneHot(SPACE);
    assertEquals(
        List.of(List.of(0), List.of(1), List.of(2)),
        new Features(problem, encoder, true, true).committeeWithoutPaths().orElseThrow().views());
    assertEquals(
        List.of(List.of(0), List.of(1)),
        new Features(problem, encoder, false, true).committeeWithoutPaths().orElseThrow().views());
    assertTrue(new Features(problem, encoder, true, false).committeeWithoutPaths().isEmpty());
  }
}
