package io.mimar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.RandomSearch;
import io.mimar.search.RegularisedEvolution;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import io.mimar.stop.EarlyStopping;
import io.mimar.stop.SuccessiveHalving;
import io.mimar.study.Executor.News;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudyTest {
  private static final ImageSpace SPACE = ImageSpace.standard();
  private static final Problem PROBLEM =
      new Problem(
          SPACE,
          CostModel.ofNetworks(SPACE, Task.images(new Shape(1, 28, 28), 10)),
          List.of(),
          Objective.ACCURACY);

  /** Trains nothing: a score is a function of the seed; ends come in a random order. */
  private static class Simulated implements Executor {
    private final int slots;
    private final RandomGenerator order;
    private final IntPredicate loses;
    private final IntPredicate fails;
    private final List<Assignment> flying = new ArrayList<>();
    private int submitted;

    Simulated(int slots, long seed, IntPredicate loses, IntPredicate fails) {
      this.slots = slots;
      this.order = Seeds.root(seed).rng();
      this.loses = loses;
      this.fails = fails;
    }

    @Override
    public int slots() {
      return slots;
    }

    @Override
    public void submit(Assignment assignment) {
      flying.add(assignment);
      submitted++;
      assertTrue(flying.size() <= slots);
    }

    @Override
    public Optional<News> poll(Duration patience) {
      Assignment assignment = flying.remove(order.nextInt(flying.size()));
      if (assignment.attempt() == 1 && loses.test(assignment.number())) {
        return Optional.of(new News.Lost(assignment.number(), "killed by the test"));
      }
      Result result =
          fails.test(assignment.number())
              ? Result.without(Outcome.FAILED, "made to fail", 1)
              : trained(assignment);
      return Optional.of(new News.Finished(assignment.number(), result));
    }

    private static Result trained(Assignment assignment) {
      RandomGenerator rng = new Seeds(assignment.seed()).rng();
      List<Epoch> curve = new ArrayList<>();
      for (int epoch = 1; epoch <= 9; epoch++) {
        Epoch next = new Epoch(epoch, 1, 0.5, 0.1 * rng.nextDouble() + epoch / 20.0, epoch);
        curve.add(next);
        if (EarlyStopping.missed(assignment.bars(), curve, Objective.ACCURACY).isPresent()) {
          return new Result(Outcome.STOPPED, curve, "below the bar", 1, 1);
        }
      }
      return new Result(Outcome.COMPLETE, curve, "", 1, 1);
    }

    @Override
    public void close() {
      flying.clear();
    }
  }

  private static Study study(Journal journal, int trials) {
    return new Study(
        PROBLEM,
        new RegularisedEvolution(PROBLEM, new RegularisedEvolution.Config(8, 3)),
        new SuccessiveHalving(List.of(1, 3), 3, 3),
        new Study.Options(7, 4, Budget.trials(trials), Duration.ZERO),
        journal,
        event -> {},
        () -> Duration.ZERO);
  }

  private static List<String> sequence(List<Trial> trials) {
    return trials.stream()
        .map(t -> t.number() + " " + t.architecture().hash() + " " + t.result())
        .toList();
  }

  private static List<String> run(int slots, long order, IntPredicate loses) {
    MemoryJournal journal = new MemoryJournal();
    study(journal, 40).run(new Simulated(slots, order, loses, n -> false), new Control());
    return sequence(journal.trials());
  }

  @Test
  void anyNumberOfWorkersInAnyOrderGivesOneSequence() {
    List<String> one = run(1, 1, n -> false);
    assertEquals(40, one.size());
    for (int slots = 2; slots <= 6; slots++) {
      assertEquals(one, run(slots, 100 + slots, n -> false), slots + " slots");
    }
  }

  /** The parents of 40 trials by number; -1 where a trial starts anew. */
  private static List<Integer> parents(int slots, IntPredicate loses, MemoryJournal journal) {
    Inheritance inheritance = new Inheritance(Objective.ACCURACY, 5);
    Map<Integer, Integer> parents = new TreeMap<>();
    Simulated simulated =
        new Simulated(slots, 3 + slots, loses, n -> false) {
          @Override
          public void submit(Assignment assignment) {
            super.submit(assignment);
            int parent = assignment.parent().map(Assignment.Parent::number).orElse(-1);
            Integer before = parents.putIfAbsent(assignment.number(), parent);
            assertTrue(before == null || before == parent, "asked again with another parent");
          }
        };
    new Study(
            PROBLEM,
            new RegularisedEvolution(PROBLEM, new RegularisedEvolution.Config(8, 3)),
            new SuccessiveHalving(List.of(1, 3), 3, 3),
            new Study.Options(7, 4, Budget.trials(40), Duration.ZERO, Optional.of(inheritance)),
            journal,
            event -> {},
            () -> Duration.ZERO)
        .run(simulated, new Control());
    return List.copyOf(parents.values());
  }

  @Test
  void childrenHaveTheNearestOfTheBestThatTheySeeAsParents() {
    MemoryJournal journal = new MemoryJournal();
    List<Integer> parents = parents(1, n -> false, journal);
    assertEquals(parents, parents(3, n -> n % 5 == 2, new MemoryJournal()));
    assertEquals(40, parents.size());
    assertTrue(parents.stream().filter(p -> p >= 0).count() > 10, parents::toString);
    Comparator<Trial> order = History.order(Objective.ACCURACY).reversed();
    for (int n = 0; n < parents.size(); n++) {
      Trial child = journal.trials().get(n);
      List<Trial> best =
          journal.trials().subList(0, Math.max(0, n - 3)).stream()
              .filter(t -> t.outcome() == Outcome.COMPLETE)
              .sorted(order)
              .limit(5)
              .toList();
      int parent = parents.get(n);
      int least = best.stream().mapToInt(t -> off(t, child)).min().orElse(Integer.MAX_VALUE);
      boolean near = least <= child.architecture().values().size() / 4;
      assertEquals(near, parent >= 0, "trial " + n);
      if (near) {
        Trial first = best.stream().filter(t -> off(t, child) == least).findFirst().orElseThrow();
        assertEquals(first.number(), parent, "trial " + n);
      }
    }
  }

  private static int off(Trial a, Trial b) {
    List<Integer> one = a.architecture().values();
    List<Integer> other = b.architecture().values();
    return (int)
        IntStream.range(0, one.size()).filter(i -> !one.get(i).equals(other.get(i))).count();
  }

  @Test
  void lostWorkersChangeNothing() {
    assertEquals(run(1, 1, n -> false), run(3, 2, n -> n % 3 == 0));
  }

  @Test
  void aStudyThatWasCutShortGoesOnAsIfNothingHadHappened() {
    List<String> whole = run(1, 1, n -> false);
    for (int cut = 1; cut < 40; cut += 3) {
      MemoryJournal journal = new MemoryJournal();
      Control control = new Control();
      int end = cut;
      Simulated first = new Simulated(3, cut, n -> false, n -> false);
      new Study(
              PROBLEM,
              new RegularisedEvolution(PROBLEM, new RegularisedEvolution.Config(8, 3)),
              new SuccessiveHalving(List.of(1, 3), 3, 3),
              new Study.Options(7, 4, Budget.trials(40), Duration.ZERO),
              journal,
              event -> {
                if (event instanceof Event.Finished && journal.trials().size() >= end) {
                  control.interrupt();
                  control.interrupt();
                }
              },
              () -> Duration.ZERO)
          .run(first, control);
      assertTrue(journal.trials().size() < 40);
      study(journal, 40).run(new Simulated(2, 9, n -> false, n -> false), new Control());
      assertEquals(whole, sequence(journal.trials()), "cut after " + cut);
    }
  }

  @Test
  void aWorkerLostThreeTimesFailsItsTrialOnly() {
    MemoryJournal journal = new MemoryJournal();
    Executor cursed =
        new Executor() {
          private final Simulated inner = new Simulated(2, 1, n -> false, n -> false);

          @Override
          public int slots() {
            return 2;
          }

          @Override
          public void submit(Assignment assignment) {
            inner.submit(assignment);
          }

          @Override
          public Optional<News> poll(Duration patience) {
            News news = inner.poll(patience).orElseThrow();
            return Optional.of(news.number() == 5 ? new News.Lost(5, "cursed") : news);
          }

          @Override
          public void close() {
            inner.close();
          }
        };
    study(journal, 20).run(cursed, new Control());
    assertEquals(20, journal.trials().size());
    assertEquals(Outcome.FAILED, journal.trials().get(5).outcome());
    assertEquals(3, journal.lostAttempts(5));
  }

  @Test
  void trialsThatCostMoreStopNobody() {
    Problem two =
        new Problem(
            SPACE,
            PROBLEM.costs(),
            List.of(),
            Objective.ACCURACY,
            List.of("params"),
            Optional.empty());
    MemoryJournal journal = new MemoryJournal();
    new Study(
            two,
            new RandomSearch(two),
            new SuccessiveHalving(List.of(1, 3), 3, 3),
            new Study.Options(7, 4, Budget.trials(60), Duration.ZERO),
            journal,
            event -> {},
            () -> Duration.ZERO)
        .run(new Simulated(2, 1, n -> false, n -> false), new Control());
    List<Trial> trials = journal.trials();
    List<Trial> stopped = trials.stream().filter(t -> t.outcome() == Outcome.STOPPED).toList();
    assertTrue(!stopped.isEmpty());
    for (Trial weak : stopped) {
      long better =
          trials.stream()
              .filter(t -> t.number() <= weak.number() - 4)
              .filter(t -> t.costs().get("params") <= weak.costs().get("params"))
              .filter(t -> t.result().curve().size() >= weak.result().curve().size())
              .filter(
                  t ->
                      t.result().curve().get(weak.result().curve().size() - 1).score()
                          > weak.score().orElseThrow())
              .count();
      assertTrue(better > 0, "trial " + weak.number() + " is beaten by none that costs no more");
    }
  }

  @Test
  void whenNothingEverWorksTheStudyStopsAndSaysWhy() {
    MimarException error =
        assertThrows(
            MimarException.class,
            () ->
                study(new MemoryJournal(), 500)
                    .run(new Simulated(2, 1, n -> false, n -> true), new Control()));
    assertTrue(error.getMessage().contains("made to fail"), error.getMessage());
  }

  @Test
  void untilATrialIsCompleteTheStudyWaitsOutItsGrace() {
    assertEquals(
        0, timed(Duration.ZERO, Duration.ZERO).size(), "a minute is over before the first trial");
    assertEquals(
        1, timed(Duration.ofMinutes(9), Duration.ZERO).size(), "it ends with the first one");
    assertEquals(
        1,
        timed(Duration.ofMinutes(9), Duration.ofSeconds(70)).size(),
        "also where it begins after its time");
    assertEquals(0, timed(Duration.ofSeconds(30), Duration.ZERO).size(), "grace has an end");
  }

  /** A minute for trials that take two. */
  private static List<Trial> timed(Duration grace, Duration begin) {
    MemoryJournal journal = new MemoryJournal();
    Duration[] now = {begin};
    Simulated executor = new Simulated(2, 1, n -> false, n -> false);
    Executor slow =
        new Executor() {
          private int polls;

          @Override
          public int slots() {
            return executor.slots();
          }

          @Override
          public void submit(Assignment assignment) {
            executor.submit(assignment);
          }

          @Override
          public Optional<News> poll(Duration patience) {
            now[0] = now[0].plusSeconds(30);
            return ++polls % 4 == 0 ? executor.poll(patience) : Optional.empty();
          }

          @Override
          public void close() {
            executor.close();
          }
        };
    new Study(
            PROBLEM,
            new RegularisedEvolution(PROBLEM, RegularisedEvolution.Config.DEFAULT),
            EarlyStopping.never(),
            new Study.Options(
                7,
                4,
                new Budget(OptionalInt.empty(), Optional.of(Duration.ofMinutes(1)), grace),
                Duration.ZERO),
            journal,
            event -> {},
            () -> now[0])
        .run(slow, new Control());
    return journal.trials();
  }

  @Test
  void whatTrialsHaveTakenSaysHowLateOneMayBegin() {
    // planned with 10 minutes a trial, of which each then takes a second
    Duration planned = Duration.ofMinutes(10);
    MemoryJournal journal = new MemoryJournal();
    Duration[] now = {Duration.ZERO};
    List<Optional<Duration>> most = new ArrayList<>();
    Executor executor =
        new Simulated(1, 1, n -> false, n -> false) {
          @Override
          public void submit(Assignment assignment) {
            most.add(assignment.most());
            super.submit(assignment);
          }
        };
    new Study(
            PROBLEM,
            new RegularisedEvolution(PROBLEM, RegularisedEvolution.Config.DEFAULT),
            EarlyStopping.never(),
            new Study.Options(7, 1, Budget.time(Duration.ofMinutes(6)), planned),
            journal,
            event -> now[0] = now[0].plusSeconds(event instanceof Event.Finished ? 30 : 0),
            () -> now[0])
        .run(executor, new Control());
    assertEquals(12, journal.trials().size(), "6 minutes of half a minute each");
    assertEquals(Optional.of(Duration.ofMinutes(6)), most.get(0), "none is complete yet");
    assertEquals(Collections.nCopies(11, Optional.empty()), most.subList(1, 12));
  }

  @Test
  void drainingFinishesWhatIsUnderWayAndAsksNoMore() {
    MemoryJournal journal = new MemoryJournal();
    Control control = new Control();
    Simulated executor = new Simulated(4, 1, n -> false, n -> false);
    new Study(
            PROBLEM,
            new RegularisedEvolution(PROBLEM, RegularisedEvolution.Config.DEFAULT),
            EarlyStopping.never(),
            new Study.Options(7, 4, Budget.trials(100), Duration.ZERO),
            journal,
            event -> {
              if (event instanceof Event.Finished && journal.trials().size() == 10) {
                control.interrupt();
              }
            },
            () -> Duration.ZERO)
        .run(executor, control);
    assertEquals(executor.submitted, journal.trials().size());
    assertTrue(journal.trials().size() <= 14);
  }
}
