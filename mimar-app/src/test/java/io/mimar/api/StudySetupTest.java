package io.mimar.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Limit;
import io.mimar.search.RandomSearch;
import io.mimar.space.Choice;
import io.mimar.space.ChoiceSpace;
import io.mimar.study.Event;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose scores are a function of the program. */
@Timeout(120)
final class StudySetupTest {
  private static final ChoiceSpace SPACE =
      ChoiceSpace.of(
          "mine",
          Choice.ordered("x", 0, 1, 2, 3, 4, 5, 6, 7),
          Choice.ordered("y", 0, 1, 2, 3, 4, 5));

  @TempDir Path folder;

  private static StudySetup setup() {
    return Mimar.study(SPACE).minimize("distance").seed(2);
  }

  private static double distance(Candidate candidate) {
    return Math.abs(candidate.number("x") - 5) + Math.abs(candidate.number("y") - 3);
  }

  private static List<String> sequence(StudyResult result) {
    return result.trials().stream()
        .map(t -> t.number() + " " + result.chosen(t) + " " + t.score() + " " + t.outcome())
        .toList();
  }

  @Test
  void anyNumberOfThreadsGivesTheSameStudy() {
    List<String> one = sequence(setup().trials(20).run(StudySetupTest::distance));
    assertEquals(20, one.size());
    assertEquals(one, sequence(setup().trials(20).threads(4).run(StudySetupTest::distance)));
  }

  @Test
  void aStudyInAFolderGoesOnToALargerNumberOfTrials() {
    List<String> whole = sequence(setup().trials(14).run(StudySetupTest::distance));
    StudySetup kept = setup().folder(folder);
    assertEquals(whole.subList(0, 6), sequence(kept.trials(6).run(StudySetupTest::distance)));
    assertEquals(whole, sequence(kept.trials(14).run(StudySetupTest::distance)));
  }

  @Test
  void whatIsThrownFailsItsTrialOnly() {
    StudyResult result =
        setup()
            .trials(12)
            .run(
                candidate -> {
                  switch (candidate.number()) {
                    case 0 -> throw new java.io.IOException("no file");
                    case 1 -> throw new StackOverflowError();
                    case 2 -> throw new AssertionError("wrong");
                    default -> {
                      return candidate.number() == 3 ? Double.NaN : distance(candidate);
                    }
                  }
                });
    assertEquals(12, result.trials().size());
    for (Trial trial : result.trials()) {
      Outcome wanted = trial.number() < 4 ? Outcome.FAILED : Outcome.COMPLETE;
      assertEquals(wanted, trial.outcome());
    }
    assertTrue(result.trials().get(0).result().reason().contains("no file"));
    assertEquals("the score is NaN", result.trials().get(3).result().reason());
  }

  @Test
  void whenNothingEverWorksItSaysWhy() {
    MimarException e =
        assertThrows(
            MimarException.class,
            () ->
                setup()
                    .trials(40)
                    .run(
                        candidate -> {
                          throw new IllegalStateException("never works");
                        }));
    assertTrue(e.getMessage().contains("never works"), e.getMessage());
  }

  @Test
  void anExhaustedSpaceEndsIt() {
    StudyResult all =
        setup().searcher(RandomSearch::new).trials(1_000).run(StudySetupTest::distance);
    assertEquals(48, all.trials().size());
  }

  @Test
  void aBudgetOfTimeEndsIt() {
    StudyResult result =
        setup()
            .budget(Duration.ofMillis(300))
            .run(
                candidate -> {
                  Thread.sleep(40);
                  return distance(candidate);
                });
    assertTrue(!result.trials().isEmpty() && result.trials().size() < 48, result::toString);
  }

  @Test
  void anInterruptCancelsItAndKeepsWhatCompleted() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    List<Object> ends = new ArrayList<>();
    Thread study =
        new Thread(
            () -> {
              try {
                setup()
                    .folder(folder)
                    .trials(40)
                    .run(
                        candidate -> {
                          if (candidate.number() == 3) {
                            waiting.countDown();
                            Thread.sleep(60_000);
                          }
                          return distance(candidate);
                        });
              } catch (CancellationException e) {
                ends.add(e);
                ends.add(Thread.currentThread().isInterrupted());
              }
            });
    study.start();
    waiting.await();
    study.interrupt();
    study.join();
    assertEquals(2, ends.size(), ends::toString);
    assertEquals(true, ends.get(1), "the interrupt status is set again");
    StudyResult on = setup().folder(folder).trials(10).run(StudySetupTest::distance);
    assertEquals(sequence(setup().trials(10).run(StudySetupTest::distance)), sequence(on));
  }

  @Test
  void listenersHearOfEveryTrial() {
    List<Event> first = new ArrayList<>();
    List<Event> second = new ArrayList<>();
    setup().trials(5).listener(first::add).listener(second::add).run(StudySetupTest::distance);
    assertEquals(first, second);
    assertEquals(5, first.stream().filter(e -> e instanceof Event.Finished).count());
  }

  @Test
  void buildersAreNotChangedByWhatIsBuiltOfThem() {
    StudySetup base = setup().trials(5);
    base.seed(99).trials(2).threads(3).minimize("other");
    assertEquals(
        sequence(setup().trials(5).run(StudySetupTest::distance)),
        sequence(base.run(StudySetupTest::distance)));
  }

  @Test
  void wrongArgumentsAreRefusedAtOnce() {
    StudySetup setup = setup();
    List<Executable> wrong =
        List.of(
            () -> setup.trials(0),
            () -> setup.trials(-1),
            () -> setup.trials(Integer.MAX_VALUE),
            () -> setup.threads(0),
            () -> setup.threads(5_000),
            () -> setup.lag(0),
            () -> setup.lag(100_000),
            () -> setup.budget(Duration.ZERO),
            () -> setup.budget(Duration.ofSeconds(-1)),
            () -> setup.maximize(" "),
            () -> new Limit("params", Double.NaN),
            () -> setup.run(StudySetupTest::distance),
            () -> Mimar.study(SPACE).open(),
            () -> setup.limit(new Limit("nothing", 1)).open());
    wrong.forEach(w -> assertThrows(MimarException.class, w));
    List<Executable> missing =
        List.of(
            () -> Mimar.study(null),
            () -> setup.maximize(null),
            () -> setup.costs(null),
            () -> setup.limit(null),
            () -> setup.searcher(null),
            () -> setup.enqueue(null),
            () -> setup.folder(null),
            () -> setup.listener(null),
            () -> setup.budget(null),
            () -> setup.trials(1).run(null));
    missing.forEach(m -> assertThrows(NullPointerException.class, m));
  }
}
