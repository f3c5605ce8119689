package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.MeasuredCost;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.MobileSpace;
import io.mimar.space.Workload;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchersTest {
  private static final MobileSpace SPACE = new MobileSpace();
  private static final Problem PROBLEM =
      new Problem(
          SPACE,
          CostModel.ofNetworks(SPACE, Task.images(new Shape(1, 8, 8), 10)),
          List.of(new Limit("params", 10_000)),
          Objective.ACCURACY);

  /** A deep second stage with large kernels is best, the rest makes no difference. */
  private static double quality(Architecture architecture) {
    return List.of("depth 2=3", "kernel 2=5", "expansion 2=4").stream()
        .filter(architecture.graph().labels()::contains)
        .count();
  }

  private static List<Trial> search(int trials, long seed) {
    Config config = ConfigLoader.from(Config.DEFAULT).set("searcher=gne").build();
    Searcher made = Searchers.of(config, PROBLEM, Optional.empty(), Optional.empty());
    List<Trial> done = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Proposal proposal =
          made.ask(new History(done, List.of()), Seeds.root(seed).at("trial", i).rng())
              .orElseThrow();
      assertTrue(PROBLEM.isFeasible(proposal.architecture()));
      Epoch epoch = new Epoch(1, 0, 0, quality(proposal.architecture()), 0);
      done.add(
          new Trial(
              i,
              proposal.architecture(),
              Map.of(),
              proposal.proposer(),
              proposal.refused(),
              i,
              new Result(Outcome.COMPLETE, List.of(epoch), "", 0, 0)));
    }
    return done;
  }

  @Test
  void gneSearchesAPlainListOfChoicesWithoutEmbeddingOrSwarm() {
    List<Trial> trials = search(12, 1);
    Set<String> proposers = trials.stream().map(Trial::proposer).collect(Collectors.toSet());
    assertTrue(proposers.contains("initial") && !proposers.contains("swarm"), "" + proposers);
    assertEquals(
        trials.stream().map(Trial::architecture).toList(),
        search(12, 1).stream().map(Trial::architecture).toList());
  }

  private static final List<String> MINIMISED = List.of("params", "latencyMillis");
  private static final MeasuredCost LATENCY =
      new MeasuredCost(
          new Limit("latencyMillis", 0.2),
          true,
          new Workload(SPACE, Task.images(new Shape(1, 8, 8), 10)));

  /** 20 us a convolution: what a machine would say. */
  private static double millis(Architecture architecture) {
    return 0.02 * LATENCY.workload().of(architecture)[1];
  }

  private static List<Trial> searchFront(String searcher, int trials) {
    Problem problem =
        new Problem(
            SPACE,
            PROBLEM.costs(),
            PROBLEM.limits(),
            Objective.ACCURACY,
            MINIMISED,
            Optional.of(LATENCY));
    Config config = ConfigLoader.from(Config.DEFAULT).set("searcher=" + searcher).build();
    Searcher made = Searchers.of(config, problem, Optional.empty(), Optional.empty());
    List<Trial> done = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Proposal proposal =
          made.ask(new History(done, List.of()), Seeds.root(4).at("trial", i).rng()).orElseThrow();
      double millis = millis(proposal.architecture());
      Epoch epoch = new Epoch(1, 0, 0, quality(proposal.architecture()), 0);
      done.add(
          new Trial(
              i,
              proposal.architecture(),
              Map.of(
                  "params",
                  PROBLEM.costs().of(proposal.architecture())[0],
                  "latencyMillis",
                  millis),
              proposal.proposer(),
              proposal.refused(),
              i,
              millis > 0.2
                  ? Result.without(Outcome.INFEASIBLE, "too slow", 0)
                  : new Result(Outcome.COMPLETE, List.of(epoch), "", 0, 0)));
    }
    return done;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gne", "random", "evolution", "local"})
  void everySearcherKeepsToALatencyAndWorksOnSeveralObjectives(String searcher) {
    List<Trial> trials = searchFront(searcher, 36);
    for (Trial trial : trials.subList(16, 36)) {
      double millis = trial.costs().get("latencyMillis");
      assertTrue(millis < 0.22, "known to be too slow: " + millis);
    }
    assertTrue(trials.stream().anyMatch(t -> t.refused() > 0));
    assertEquals(trials, searchFront(searcher, 36), "the same weights, the same trials");
  }
}
