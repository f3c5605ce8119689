package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.graph.Graph;
import io.mimar.space.Architecture;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the limits refused, counted for whose proposal became the trial. */
final class RefusalsTest {

  private static Trial trial(int number, String proposer, int refused, Outcome outcome) {
    Graph graph = Graph.of(List.of("in", "out"), new boolean[][] {{false, true}, {false, false}});
    Architecture own = new Architecture(List.of(number), graph);
    Result result = Result.without(outcome, "for a test", 0);
    return new Trial(number, own, Map.of(), proposer, refused, 0, result);
  }

  @Test
  void whatWasMeasuredToBreakALimitWasRefusedToo() {
    List<Trial> trials =
        List.of(
            trial(0, "swarm", 3, Outcome.FAILED),
            trial(1, "evolution", 0, Outcome.FAILED),
            trial(2, "swarm", 2, Outcome.INFEASIBLE));
    assertEquals(
        List.of(new Refusals("evolution", 1, 0), new Refusals("swarm", 1, 6)), Refusals.of(trials));
    assertEquals(List.of(), Refusals.of(List.of()));
  }
}
