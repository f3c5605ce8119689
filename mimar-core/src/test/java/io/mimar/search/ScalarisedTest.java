package io.mimar.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a searcher of one number is told of several objectives. */
final class ScalarisedTest {
  private static final ImageSpace SPACE = ImageSpace.standard();
  private static final Problem PROBLEM =
      new Problem(
          SPACE,
          CostModel.ofNetworks(SPACE, Task.images(new Shape(1, 28, 28), 10)),
          List.of(),
          Scalarised.OBJECTIVE);
  private static final List<String> COSTS = List.of("params", "macs");

  /** The trial as it would come back: every fifth one fails. */
  private static Trial trial(int number, Architecture architecture) {
    double[] costs = PROBLEM.costs().of(architecture);
    Epoch epoch = new Epoch(1, 0, 0, Seeds.root(9).at("score", number).rng().nextDouble(), 0);
    return new Trial(
        number,
        architecture,
        Map.of("params", costs[0], "macs", costs[1]),
        "random",
        0,
        number,
        number % 5 == 4
            ? Result.without(Outcome.FAILED, "for a test", 0)
            : new Result(Outcome.COMPLETE, List.of(epoch), "", 0, 0));
  }

  /** The scores that the searcher was told at each ask. */
  private static List<List<Double>> heard(List<String> costs, long seed, int trials) {
    List<List<Double>> heard = new ArrayList<>();
    RandomSearch random = new RandomSearch(PROBLEM);
    Searcher listening =
        new Searcher() {
          @Override
          public String name() {
            return "listening";
          }

          @Override
          public Optional<Proposal> ask(History history, RandomGenerator rng) {
            heard.add(history.scored().stream().map(t -> t.score().orElseThrow()).toList());
            return random.ask(history, rng);
          }
        };
    Searcher scalarised =
        new Scalarised(
            listening,
            new Tradeoff(Objective.ACCURACY, costs).losses(),
            Seeds.root(seed).at("weights"));
    List<Trial> done = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      RandomGenerator rng = Seeds.root(3).at("trial", i).rng();
      History history = new History(done, List.of());
      done.add(trial(i, scalarised.ask(history, rng).orElseThrow().architecture()));
    }
    return heard;
  }

  @Test
  void chebyshevIsTheWorstAndALittleOfAll() {
    assertEquals(0.6 + 0.05 * 0.8, Scalarised.chebyshev(0.6, 0.2), 1e-12);
    assertEquals(0.6 + 0.05 * 1.1, Scalarised.chebyshev(0.2, 0.3, 0.6), 1e-12);
  }

  @Test
  void scoresAreSharesThatStayWithinABlockAndChangeAfterIt() {
    int block = Scalarised.BLOCK;
    List<List<Double>> heard = heard(COSTS, 1, 2 * block + 2);
    for (List<Double> scores : heard.subList(2, block)) {
      assertTrue(scores.stream().allMatch(s -> s >= 0 && s <= 1.05), "as shares: " + scores);
    }
    int before = heard.get(block - 1).size();
    assertNotEquals(heard.get(block - 1), heard.get(block).subList(0, before));
    assertEquals(heard.get(block), heard.get(block + 1).subList(0, heard.get(block).size()));
    assertEquals(heard, heard(COSTS, 1, 2 * block + 2), "the same seed, the same weights");
    assertNotEquals(heard, heard(COSTS, 2, 2 * block + 2));
  }

  @Test
  void whatHasNoScoreIsPassedOnAsItIs() {
    assertEquals(4, heard(COSTS, 1, 7).get(5).size());
  }

  @Test
  void oneObjectiveNeedsNoScalarisation() {
    assertThrows(MimarException.class, () -> heard(List.of(), 1, 1));
  }
}
