package io.mimar.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.ChoiceSpace;
import io.mimar.space.Chosen;
import io.mimar.space.CostModel;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A searcher with a queue is a searcher. */
final class EnqueuedTest extends SearcherContract {
  private static final ChoiceSpace SPACE =
      ChoiceSpace.of("mine", Choice.ordered("layers", 1, 2, 3), Choice.ordered("width", 8, 16, 32));
  private static final Problem PROBLEM =
      new Problem(
          SPACE,
          CostModel.none().and("params", a -> Chosen.of(SPACE, a).number("width")),
          List.of(new Limit("params", 16)),
          Objective.ACCURACY);

  @Override
  protected Searcher searcher(Problem problem) {
    Architecture first = new Feasible(problem).random(History.empty(), Seeds.root(4).rng()).get();
    return new Enqueued(List.of(first), Enqueued.BY_USER, new RandomSearch(problem));
  }

  private static Architecture architecture(String text) {
    return Chosen.parse(text).architecture(SPACE);
  }

  @Test
  void theQueueIsAskedForInItsOrderAndOnce() {
    List<Architecture> queue =
        List.of(
            architecture("layers=3,width=8"),
            architecture("layers=1,width=16"),
            architecture("layers=3,width=8"));
    Searcher searcher = new Enqueued(queue, Enqueued.BY_USER, new RandomSearch(PROBLEM));
    List<Trial> trials = new ArrayList<>();
    List<String> proposers = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      Proposal proposal =
          searcher.ask(new History(trials, List.of()), Seeds.root(n).rng()).orElseThrow();
      proposers.add(proposal.proposer());
      trials.add(trial(n, proposal.architecture(), Outcome.COMPLETE, 0.5));
    }
    assertEquals(List.of("enqueued", "enqueued", "random", "random"), proposers);
    assertEquals(queue.get(0), trials.get(0).architecture());
    assertEquals(queue.get(1), trials.get(1).architecture());
    assertEquals("random", searcher.name());
  }

  @Test
  void whatBreaksALimitIsRefusedWithBothNumbers() {
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> Enqueued.architectures(PROBLEM, List.of(Chosen.parse("layers=1,width=32"))));
    assertTrue(e.getMessage().contains("is 32, but must be at most 16"), e.getMessage());
    assertEquals(
        1, Enqueued.architectures(PROBLEM, List.of(Chosen.parse("layers=1,width=16"))).size());
  }

  @Test
  void whatIsNotOfTheSpaceIsRefused() {
    for (String wrong : List.of("layers=9,width=8", "layers=1", "layers=1,width=8,depth=1")) {
      assertThrows(
          MimarException.class,
          () -> Enqueued.architectures(PROBLEM, List.of(Chosen.parse(wrong))),
          wrong);
    }
  }
}
