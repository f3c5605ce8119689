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
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every searcher must keep; other modules hold theirs to it as well. */
public abstract class SearcherContract {
  private static final Shape IMAGE = new Shape(1, 28, 28);

  /** A fresh one. */
  protected abstract Searcher searcher(Problem problem);

  /** A space with limits that most architectures break. */
  public static Problem limited() {
    ImageSpace space = ImageSpace.standard();
    return new Problem(
        space,
        CostModel.ofNetworks(space, Task.images(IMAGE, 10)),
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
        space, CostModel.ofNetworks(space, Task.images(IMAGE, 10)), List.of(), Objective.ACCURACY);
  }

  static Trial trial(int number, Architecture architecture, Outcome outcome, double score) {
    Result result =
        outcome == Outcome.COMPLETE
            ? new Result(outcome, List.of(new Epoch(1, 1, score, score, 1)), "", 1, 1)
            : Result.without(outcome, "made to fail", 1);
    return new Trial(number, architecture, Map.of(), "test", 0, number, result);
  }

  /** Trials whose scores are a function of their architectures. */
  private static List<Trial> trials(List<Architecture> asked, Outcome outcome) {
    List<Trial> trials = new ArrayList<>();
    for (Architecture architecture : asked) {
      double score = (architecture.graph().edges() % 7) / 7.0;
      trials.add(trial(trials.size(), architecture, outcome, score));
    }
    return trials;
  }

  private List<Architecture> run(Problem problem, long seed, int count, Outcome outcome) {
    return run(problem, seed, count, 0, outcome);
  }

  /** Asks {@code count} times, with at most {@code lag} under way. */
  private List<Architecture> run(Problem problem, long seed, int count, int lag, Outcome outcome) {
    Searcher searcher = searcher(problem);
    List<Architecture> asked = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int done = Math.max(0, n - lag);
      History history =
          new History(trials(asked.subList(0, done), outcome), asked.subList(done, n));
      Optional<Proposal> proposal = searcher.ask(history, Seeds.root(seed).at("t", n).rng());
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
      List<Architecture> asked = run(problem, 1, 60, lag, Outcome.COMPLETE);
      assertEquals(60, asked.size());
      assertEquals(60, new HashSet<>(asked).size());
      asked.forEach(a -> assertTrue(problem.isFeasible(a), a::toString));
    }
  }

  @Test
  void candidatesAreWhatMayBeAskedFor() {
    Problem problem = limited();
    for (int done : new int[] {0, 30}) {
      History history =
          new History(trials(run(problem, 2, done, Outcome.COMPLETE), Outcome.COMPLETE), List.of());
      List<Proposal> candidates =
          searcher(problem).candidates(history, 20, Seeds.root(3).at("candidates").rng());
      assertEquals(20, candidates.size(), "after " + done);
      Set<Architecture> distinct = new HashSet<>();
      for (Proposal one : candidates) {
        assertTrue(distinct.add(one.architecture()), "twice");
        assertTrue(problem.isFeasible(one.architecture()), one::toString);
        assertFalse(history.contains(one.architecture()), "asked for before");
        assertFalse(one.proposer().isEmpty(), "by nobody");
      }
      assertEquals(
          candidates,
          searcher(problem).candidates(history, 20, Seeds.root(3).at("candidates").rng()));
    }
    assertTrue(searcher(tiny()).candidates(History.empty(), 9, Seeds.root(1).rng()).size() <= 3);
  }

  @Test
  void theSameHistoryAndStreamGiveTheSameQuestion() {
    assertEquals(run(limited(), 5, 30, Outcome.COMPLETE), run(limited(), 5, 30, Outcome.COMPLETE));
  }

  @Test
  void aFreshSearcherGoesOnWhereAnotherLeft() {
    Problem problem = limited();
    List<Architecture> asked = run(problem, 9, 25, Outcome.COMPLETE);
    History history = new History(trials(asked.subList(0, 24), Outcome.COMPLETE), List.of());
    Optional<Proposal> next = searcher(problem).ask(history, Seeds.root(9).at("t", 24).rng());
    assertEquals(asked.get(24), next.orElseThrow().architecture());
  }

  @Test
  void pendingArchitecturesAreNotAskedAgain() {
    Problem problem = tiny();
    Set<Architecture> asked = new HashSet<>();
    List<Architecture> pending = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      Architecture next =
          searcher(problem)
              .ask(new History(List.of(), pending), Seeds.root(n).rng())
              .orElseThrow()
              .architecture();
      assertTrue(asked.add(next));
      pending.add(next);
    }
  }

  @Test
  void aSmallSpaceIsExhausted() {
    List<Architecture> asked = run(tiny(), 2, 10, Outcome.COMPLETE);
    assertEquals(3, asked.size());
  }

  @Test
  void failuresDoNotStopTheSearch() {
    List<Architecture> asked = run(limited(), 3, 30, Outcome.FAILED);
    assertEquals(30, new HashSet<>(asked).size());
    assertFalse(asked.isEmpty());
  }
}
