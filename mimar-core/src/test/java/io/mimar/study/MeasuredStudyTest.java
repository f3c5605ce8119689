package io.mimar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.MeasuredCost;
import io.mimar.search.Problem;
import io.mimar.search.RandomSearch;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import io.mimar.space.Workload;
import io.mimar.stop.EarlyStopping;
import io.mimar.study.Executor.News;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A cost that executors measure, under a limit and as an objective. */
class MeasuredStudyTest {
  private static final String MS = "ms";
  private static final ImageSpace SPACE = ImageSpace.standard();
  private static final Task TASK = Task.images(new Shape(1, 28, 28), 10);
  private static final Workload WORKLOAD = new Workload(SPACE, TASK);

  private static double truth(Architecture architecture) {
    return 1e-7 * WORKLOAD.of(architecture)[WORKLOAD.names().indexOf("convolved")] + 0.2;
  }

  private static Problem problem(double most, List<String> minimised) {
    MeasuredCost cost = new MeasuredCost(new Limit(MS, most), minimised.contains(MS), WORKLOAD);
    return new Problem(
        SPACE,
        CostModel.ofNetworks(SPACE, TASK),
        List.of(),
        Objective.ACCURACY,
        minimised,
        Optional.of(cost));
  }

  /** Measures what it is asked to; ends come in a random order. */
  private static final class Machine implements Executor {
    private final int slots;
    private final RandomGenerator order;
    private final List<Assignment> flying = new ArrayList<>();

    Machine(int slots) {
      this.slots = slots;
      this.order = Seeds.root(slots).rng();
    }

    @Override
    public int slots() {
      return slots;
    }

    @Override
    public void submit(Assignment assignment) {
      flying.add(assignment);
    }

    @Override
    public Optional<News> poll(Duration patience) {
      Assignment own = flying.remove(order.nextInt(flying.size()));
      double ms = truth(own.architecture());
      Map<String, Double> measured =
          own.measures().stream().collect(Collectors.toMap(Limit::cost, l -> ms));
      boolean slow = own.measures().stream().anyMatch(l -> ms > l.most());
      double score = new Seeds(own.seed()).rng().nextDouble();
      Result result =
          slow
              ? Result.without(Outcome.INFEASIBLE, "too slow: " + ms, 0)
              : new Result(Outcome.COMPLETE, List.of(new Epoch(1, 0, 0, score, 0)), "", 0, 0);
      return Optional.of(new News.Finished(own.number(), result, measured, ""));
    }

    @Override
    public void close() {
      flying.clear();
    }
  }

  private static List<Trial> run(Problem problem, int slots, int trials) {
    MemoryJournal journal = new MemoryJournal();
    new Study(
            problem,
            new RandomSearch(problem),
            EarlyStopping.never(),
            new Study.Options(7, 4, Budget.trials(trials), Duration.ZERO),
            journal,
            event -> {},
            () -> Duration.ZERO)
        .run(new Machine(slots), new Control());
    return journal.trials();
  }

  @Test
  void mostCandidatesNeedNoMeasuringAndFewAreTooSlow() {
    List<Trial> trials = run(problem(1, List.of()), 2, 60);
    List<Trial> late = trials.subList(30, 60);
    assertTrue(trials.get(0).costs().containsKey(MS), "nothing is known of the first");
    assertFalse(trials.get(0).costs().containsKey("foretoldMs"));
    assertTrue(late.stream().allMatch(t -> t.costs().containsKey("foretoldMs")));
    long measured = late.stream().filter(t -> t.costs().containsKey(MS)).count();
    assertTrue(measured < 15, measured + " of 30 were measured");
    long slow = late.stream().filter(t -> t.outcome() == Outcome.INFEASIBLE).count();
    assertTrue(slow <= 3, slow + " of 30 were too slow");
    for (Trial trial : trials) {
      boolean holds = truth(trial.architecture()) <= 1;
      assertEquals(holds, trial.outcome() == Outcome.COMPLETE, trial.toString());
    }
    assertTrue(
        late.stream().anyMatch(t -> t.refused() > 0), "the searcher keeps away from slow ones");
  }

  @Test
  void whereAllMeasureTheSameTheNumberOfWorkersDoesNotMatter() {
    List<Trial> one = run(problem(1, List.of(MS)), 1, 40);
    for (int slots = 2; slots < 5; slots++) {
      assertEquals(one, run(problem(1, List.of(MS)), slots, 40));
    }
  }

  @Test
  void anObjectiveIsKnownOfEveryTrial() {
    List<Trial> trials = run(problem(Double.POSITIVE_INFINITY, List.of(MS)), 2, 40);
    for (Trial trial : trials) {
      double truth = truth(trial.architecture());
      assertEquals(truth, trial.cost(MS).orElseThrow(), 0.2 * truth);
      assertEquals(Outcome.COMPLETE, trial.outcome());
    }
    assertTrue(trials.stream().anyMatch(t -> !t.costs().containsKey(MS)), "most need no measuring");
  }

  @Test
  void whereNothingIsFastEnoughTheStudyEndsSoon() {
    List<Trial> trials = run(problem(0.1, List.of()), 2, 500);
    assertTrue(trials.size() < 20, trials.size() + " trials");
    assertTrue(trials.stream().allMatch(t -> t.outcome() == Outcome.INFEASIBLE));
  }
}
