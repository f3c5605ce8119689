package io.mimar.gne;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.embed.OneHot;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import io.mimar.stats.Ranks;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With trials that were stopped early, as every search has them. */
class ScoreModelTest {
  private static final ImageSpace SPACE = ImageSpace.nasBench201();
  private static final int KNOWN = 80;

  /** The first ones and the good ones are trained to the end. */
  private static final int FIRST = 20;

  private static final double WEAK = 0.6;
  private static final double GROWTH = 0.2;

  /** What a network scores after two epochs: the more convolutions the better. */
  private static double score(Architecture architecture) {
    return 0.5
        + 0.05 * architecture.graph().labels().stream().filter(l -> l.contains("conv")).count();
  }

  private static Trial trial(int number, Architecture architecture) {
    double last = score(architecture);
    boolean whole = number < FIRST || last > WEAK;
    List<Epoch> curve = List.of(epoch(1, last - GROWTH), epoch(2, last));
    Result result =
        whole
            ? new Result(Outcome.COMPLETE, curve, "", 1, 1)
            : new Result(Outcome.STOPPED, curve.subList(0, 1), "weak", 1, 1);
    return new Trial(number, architecture, Map.of(), "random", 0, number, result);
  }

  private static Epoch epoch(int number, double score) {
    return new Epoch(number, 1, score, score, 1);
  }

  private static List<Trial> trials(List<Architecture> architectures) {
    return IntStream.range(0, architectures.size())
        .mapToObj(i -> trial(i, architectures.get(i)))
        .toList();
  }

  private static List<Architecture> random(int count, String name) {
    RandomGenerator rng = Seeds.root(3).at(name).rng();
    return Stream.generate(() -> SPACE.random(rng)).distinct().limit(count).toList();
  }

  @Test
  void stoppedTrialsCountAsTheyWouldHaveEnded() {
    List<Architecture> known = random(KNOWN, "known");
    double[] truth = known.stream().mapToDouble(ScoreModelTest::score).toArray();
    assertArrayEquals(truth, FullGains.of(trials(known), Objective.ACCURACY), 1e-12);
  }

  /** The points of short trainings lie further apart than rungs. */
  @Test
  void whatShortTrainingsGainedCountsFromTheirNextPoint() {
    List<Architecture> known = random(2, "known");
    List<Epoch> curve = List.of(epoch(3, 0.6), epoch(6, 0.7));
    Result whole = new Result(Outcome.COMPLETE, curve, "", 1, 1);
    Result stopped = new Result(Outcome.STOPPED, List.of(epoch(2, 0.5)), "weak", 1, 1);
    List<Trial> trials =
        List.of(
            new Trial(0, known.get(0), Map.of(), "random", 0, 0, whole),
            new Trial(1, known.get(1), Map.of(), "random", 0, 1, stopped));
    assertArrayEquals(new double[] {0.7, 0.6}, FullGains.of(trials, Objective.ACCURACY), 1e-12);
  }

  @Test
  void whatWasStoppedDoesNotHideHowArchitecturesDiffer() {
    Problem problem = new Problem(SPACE, CostModel.none(), List.of(), Objective.ACCURACY);
    List<Trial> trials = trials(random(KNOWN, "known"));
    long stopped = trials.stream().filter(t -> t.outcome() == Outcome.STOPPED).count();
    assertTrue(stopped > 10, "stopped trials: " + stopped);
    ScoreModel model = new ScoreModel(problem, new OneHot(SPACE), trials, 0, Seeds.root(4));
    assertTrue(model.agreement() > 0.8, "agreement " + model.agreement());

    List<Architecture> fresh = random(200, "fresh");
    double[] expected = model.gains(fresh)[0];
    double[] truth = fresh.stream().mapToDouble(ScoreModelTest::score).toArray();
    assertTrue(Ranks.spearman(expected, truth) > 0.8, "" + Ranks.spearman(expected, truth));
    double off =
        IntStream.range(0, truth.length)
            .mapToDouble(i -> Math.abs(expected[i] - truth[i]))
            .average()
            .orElseThrow();
    assertTrue(off < 0.02, "the mean prediction is off by " + off);
  }
}
