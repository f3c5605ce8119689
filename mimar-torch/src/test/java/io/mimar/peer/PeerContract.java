package io.mimar.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Shape;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.EdgeCell;
import io.mimar.space.ImageSpace;
import io.mimar.space.Operation;
import io.mimar.space.Skeleton;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every searcher must keep, here of those that choose whole batches. */
abstract class PeerContract {
  private static final Shape IMAGE = new Shape(1, 28, 28);

  /** A small one that starts with so few random architectures and chooses 4 at a time. */
  abstract Searcher searcher(Problem problem, int initial);

  static Problem limited() {
    ImageSpace space = ImageSpace.standard();
    return new Problem(
        space,
        CostModel.ofNetworks(space, IMAGE, 10),
        List.of(new Limit("params", 50_000), new Limit("macs", 3e6)),
        Objective.ACCURACY);
  }

  /** A space of three different networks. */
  static Problem tiny() {
    ImageSpace space =
        new ImageSpace(
            "tiny",
            new EdgeCell(2, List.of(Operation.SKIP, Operation.CONV1X1, Operation.CONV3X3)),
            new Skeleton(List.of(1), List.of(8), List.of(1), 1, Skeleton.Reduction.CONVOLUTION, 0));
    return new Problem(
        space, CostModel.ofNetworks(space, IMAGE, 10), List.of(), Objective.ACCURACY);
  }

  private static double score(Architecture architecture) {
    return (architecture.graph().edges() % 7) / 7.0;
  }

  static Trial trial(int number, Architecture architecture, Outcome outcome) {
    double score = score(architecture);
    Result result =
        outcome == Outcome.COMPLETE
            ? new Result(outcome, List.of(new Epoch(1, 1, score, score, 1)), "", 1, 1)
            : Result.without(outcome, "made to fail", 1);
    return new Trial(number, architecture, Map.of(), "test", 0, number, result);
  }

  private static List<Trial> trials(List<Architecture> asked, Outcome outcome) {
    List<Trial> trials = new ArrayList<>();
    asked.forEach(a -> trials.add(trial(trials.size(), a, outcome)));
    return trials;
  }

  /** Asks {@code count} times with at most {@code lag} under way. */
  private List<Architecture> run(
      Problem problem, int initial, int count, int lag, Outcome outcome) {
    Searcher searcher = searcher(problem, initial);
    List<Architecture> asked = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int done = Math.max(0, asked.size() - lag);
      History history =
          new History(trials(asked.subList(0, done), outcome), asked.subList(done, asked.size()));
      Optional<Proposal> proposal = searcher.ask(history, Seeds.root(1).at("t", n).rng());
      if (proposal.isEmpty()) {
        break;
      }
      asked.add(proposal.get().architecture());
    }
    return asked;
  }

  @Test
  void nothingIsAskedTwiceAndLimitsHold() {
    Problem problem = limited();
    for (int lag : new int[] {0, 3}) {
      List<Architecture> asked = run(problem, 5, 25, lag, Outcome.COMPLETE);
      assertEquals(25, new HashSet<>(asked).size());
      asked.forEach(a -> assertTrue(problem.isFeasible(a), a::toString));
    }
  }

  @Test
  void aFreshSearcherGoesOnInTheMiddleOfABatch() {
    Problem problem = limited();
    List<Architecture> asked = run(problem, 5, 20, 0, Outcome.COMPLETE);
    for (int n : new int[] {9, 11, 19}) {
      History history = new History(trials(asked.subList(0, n), Outcome.COMPLETE), List.of());
      Optional<Proposal> next = searcher(problem, 5).ask(history, Seeds.root(1).at("t", n).rng());
      assertEquals(asked.get(n), next.orElseThrow().architecture());
    }
  }

  @Test
  void aSmallSpaceIsExhausted() {
    assertEquals(3, run(tiny(), 2, 10, 0, Outcome.COMPLETE).size());
  }

  @Test
  void failuresDoNotStopTheSearch() {
    assertEquals(15, new HashSet<>(run(limited(), 5, 15, 0, Outcome.FAILED)).size());
  }
}
