package io.mimar.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.search.Proposal;
import io.mimar.search.RandomSearch;
import io.mimar.search.Searcher;
import io.mimar.space.Choice;
import io.mimar.space.ChoiceSpace;
import io.mimar.space.Chosen;
import io.mimar.space.CostModel;
import io.mimar.store.StudyStore;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What asking and telling promises. */
final class AskTellTest {
  private static final ChoiceSpace SPACE =
      ChoiceSpace.of(
          "mine",
          Choice.ordered("layers", 1, 2, 3, 4),
          Choice.ordered("width", 8, 16, 32, 64),
          Choice.of("unit", "lstm", "gru", "none"));
  private static final ChoiceSpace SMALL =
      ChoiceSpace.of("small", Choice.of("a", "x", "y", "z"), Choice.of("b", "0", "1"));

  @TempDir Path folder;

  private static StudySetup setup() {
    return Mimar.study(SPACE).maximize("accuracy").seed(3);
  }

  private static double score(Candidate candidate) {
    double unit = candidate.text("unit").equals("gru") ? 0.1 : 0;
    return 0.5 + unit + candidate.number("width") / 200 - 0.01 * candidate.size("layers");
  }

  /** Asks and tells one by one. */
  private static List<String> sequence(AskTell study, int count) {
    List<String> sequence = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Candidate candidate = study.ask().orElseThrow();
      sequence.add(candidate.number() + " " + candidate.chosen() + " " + candidate.seed());
      study.tell(candidate, score(candidate));
    }
    return sequence;
  }

  // ---- determinism

  @Test
  void theSameSeedAndScoresGiveTheSameCandidates() {
    try (AskTell a = setup().open();
        AskTell b = setup().open();
        AskTell other = setup().seed(4).open()) {
      List<String> first = sequence(a, 15);
      assertEquals(first, sequence(b, 15));
      assertNotEquals(first, sequence(other, 15));
    }
  }

  @Test
  void askingAheadAndTellingInAnyOrderIsAllowedAndRepeatable() {
    List<List<String>> both = new ArrayList<>();
    for (int time = 0; time < 2; time++) {
      try (AskTell study = setup().open()) {
        List<Candidate> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          four.add(study.ask().orElseThrow());
        }
        for (int i : new int[] {2, 0, 3}) {
          study.tell(four.get(i), score(four.get(i)));
        }
        assertEquals(List.of(four.get(1)), study.pending());
        assertEquals(
            List.of(0, 2, 3), study.result().trials().stream().map(Trial::number).toList());
        both.add(sequence(study, 8));
      }
    }
    assertEquals(both.get(0), both.get(1));
  }

  @Test
  void nothingIsAskedTwice() {
    try (AskTell study = setup().open()) {
      Set<Object> seen = new HashSet<>();
      for (int n = 0; n < 30; n++) {
        Candidate candidate = study.ask().orElseThrow();
        assertEquals(n, candidate.number());
        assertTrue(seen.add(candidate.architecture()));
        if (n % 3 > 0) {
          study.tell(candidate, score(candidate));
        }
      }
    }
  }

  @Test
  void threadsMayAskAndTell() throws InterruptedException {
    Set<Object> seen = ConcurrentHashMap.newKeySet();
    try (AskTell study = setup().searcher(RandomSearch::new).folder(folder).open()) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      for (int i = 0; i < 40; i++) {
        threads.execute(
            () -> {
              Candidate candidate = study.ask().orElseThrow();
              seen.add(candidate.architecture());
              study.tell(candidate, score(candidate));
            });
      }
      threads.shutdown();
      assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
      assertEquals(40, study.result().trials().size());
    }
    assertEquals(40, seen.size());
  }

  // ---- what is told

  @Test
  void toTellTwiceIsRefusedAndChangesNothing() {
    try (AskTell study = setup().open()) {
      Candidate candidate = study.ask().orElseThrow();
      study.tell(candidate, 0.5);
      MimarException e = assertThrows(MimarException.class, () -> study.tell(candidate, 0.9));
      assertTrue(e.getMessage().contains("trial 0 was told before: 0.5"), e.getMessage());
      assertThrows(MimarException.class, () -> study.fail(0, "late"));
      assertEquals(0.5, study.result().trials().get(0).score().getAsDouble());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 17, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void toTellOfATrialThatWasNeverAskedForIsRefused(int number) {
    try (AskTell study = setup().open()) {
      assertTrue(study.ask().isPresent());
      MimarException e = assertThrows(MimarException.class, () -> study.tell(number, 0.5));
      assertTrue(e.getMessage().contains("trial is " + number), e.getMessage());
      assertThrows(MimarException.class, () -> study.fail(number, "never"));
      assertEquals(1, study.pending().size());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoFiniteNumberFailsItsTrialAndIsNoScore(double score) {
    try (AskTell study = setup().open()) {
      Trial trial = study.tell(study.ask().orElseThrow(), score);
      assertEquals(Outcome.FAILED, trial.outcome());
      assertEquals("the score is " + score, trial.result().reason());
      assertTrue(study.result().best().isEmpty());
      Candidate next = study.ask().orElseThrow();
      study.tell(next, -1e300);
      assertEquals(next.number(), study.result().best().orElseThrow().number());
    }
  }

  @Test
  void aFailureIsKeptWithItsReason() {
    try (AskTell study = setup().open()) {
      study.ask();
      Trial trial = study.fail(0, "out of memory");
      assertEquals(Outcome.FAILED, trial.outcome());
      assertEquals("out of memory", trial.result().reason());
    }
  }

  @Test
  void lessIsBetterWhereThatWasSaid() {
    try (AskTell study = setup().minimize("loss").open()) {
      study.tell(study.ask().orElseThrow(), 2);
      study.tell(study.ask().orElseThrow(), -1);
      study.tell(study.ask().orElseThrow(), 3);
      assertEquals(1, study.result().best().orElseThrow().number());
    }
  }

  // ---- the end of a space

  @Test
  void anExhaustedSpaceHasNoNextCandidate() {
    for (Searcher.Factory searcher : List.<Searcher.Factory>of(RandomSearch::new, gne())) {
      try (AskTell study = Mimar.study(SMALL).maximize("accuracy").searcher(searcher).open()) {
        for (int n = 0; n < 6; n++) {
          study.tell(study.ask().orElseThrow(), n);
        }
        assertEquals(Optional.empty(), study.ask());
        assertEquals(Optional.empty(), study.ask());
        assertEquals(6, study.result().trials().size());
        assertEquals(5, study.result().best().orElseThrow().number());
      }
    }
  }

  private static Searcher.Factory gne() {
    return io.mimar.run.Searchers::standard;
  }

  @Test
  void whatIsUnderWayExhaustsASpaceToo() {
    try (AskTell study = Mimar.study(SMALL).maximize("accuracy").open()) {
      for (int n = 0; n < 6; n++) {
        assertTrue(study.ask().isPresent());
      }
      assertEquals(Optional.empty(), study.ask());
      study.tell(5, 0.1);
      assertEquals(Optional.empty(), study.ask());
    }
  }

  // ---- the queue and limits

  @Test
  void theQueueComesFirstAndIsRecordedSo() {
    Chosen known = Chosen.parse("layers=2,width=64,unit=lstm");
    try (AskTell study = setup().enqueue(known).open()) {
      Candidate first = study.ask().orElseThrow();
      assertEquals(known, first.chosen());
      assertEquals("enqueued", study.tell(first, 0.9).proposer());
      assertNotEquals("enqueued", study.tell(study.ask().orElseThrow(), 0.8).proposer());
      assertEquals(known, study.result().chosen(study.result().best().orElseThrow()));
    }
  }

  @Test
  void limitsHoldAndTheQueueMustHoldThem() {
    StudySetup limited =
        setup()
            .costs(CostModel.none().and("params", a -> Chosen.of(SPACE, a).number("width")))
            .limit(Limits.params().atMost(16));
    try (AskTell study = limited.open()) {
      for (int n = 0; n < 20; n++) {
        Candidate candidate = study.ask().orElseThrow();
        assertTrue(candidate.number("width") <= 16);
        assertTrue(study.tell(candidate, 0.1).costs().get("params") <= 16);
      }
    }
    Chosen wide = Chosen.parse("layers=2,width=64,unit=lstm");
    MimarException e = assertThrows(MimarException.class, () -> limited.enqueue(wide).open());
    assertTrue(e.getMessage().contains("is 64, but must be at most 16"), e.getMessage());
    Chosen foreign = Chosen.parse("depth=2");
    assertThrows(MimarException.class, () -> setup().enqueue(foreign).open());
    assertThrows(MimarException.class, () -> limited.limit(Limits.params().atMost(1)).open());
    assertThrows(MimarException.class, () -> setup().limit(Limits.macs().atMost(1)).open());
  }

  // ---- durability

  @Test
  void aStudyGoesOnAsIfItHadNotBeenClosed() {
    List<String> whole;
    try (AskTell study = setup().open()) {
      whole = sequence(study, 12);
    }
    List<String> parts = new ArrayList<>();
    for (int session = 0; session < 4; session++) {
      try (AskTell study = setup().folder(folder.resolve("s")).open()) {
        parts.addAll(sequence(study, 3));
      }
    }
    assertEquals(whole, parts);
  }

  @Test
  void whatWasAskedAndNeverToldIsHandedOutAgain() {
    Candidate first;
    Candidate second;
    try (AskTell study = setup().folder(folder).open()) {
      first = study.ask().orElseThrow();
      second = study.ask().orElseThrow();
    }
    try (AskTell study = setup().folder(folder).open()) {
      assertEquals(List.of(first, second), study.pending());
      study.tell(second.number(), 0.7); // by its number, from wherever it was trained
      assertEquals(first, study.ask().orElseThrow());
      assertEquals(2, study.ask().orElseThrow().number());
    }
  }

  @Test
  void anotherStudyInTheFolderIsRefused() {
    setup().folder(folder).open().close();
    List<StudySetup> others =
        List.of(
            setup().seed(5),
            setup().minimize("accuracy"),
            setup().maximize("f1"),
            setup().searcher(RandomSearch::new),
            setup().lag(2),
            Mimar.study(SMALL).maximize("accuracy").seed(3),
            Mimar.study(ChoiceSpace.of("mine", Choice.of("a", "b", "c")))
                .maximize("accuracy")
                .seed(3));
    for (StudySetup other : others) {
      MimarException e = assertThrows(MimarException.class, () -> other.folder(folder).open());
      assertTrue(e.getMessage().contains("but now it is"), e.getMessage());
    }
    setup().folder(folder).open().close(); // and it was left as it was
  }

  @Test
  void oneProgramAtATimeHasAStudy() {
    try (AskTell study = setup().folder(folder).open()) {
      assertThrows(MimarException.class, () -> setup().folder(folder).open());
      study.tell(study.ask().orElseThrow(), 0.5);
    }
    try (StudyStore store = StudyStore.read(folder)) {
      assertEquals(1, store.trials().size());
    }
  }

  // ---- own searchers that break their promise

  /** Asks for one architecture again and again. */
  private record Stubborn(io.mimar.search.Problem problem) implements Searcher {
    @Override
    public String name() {
      return "stubborn";
    }

    @Override
    public Optional<Proposal> ask(History history, RandomGenerator rng) {
      return Optional.of(new Proposal(SPACE.architecture(new int[3]), name(), 0));
    }
  }

  @Test
  void aSearcherThatRepeatsItselfIsABug() {
    try (AskTell study = setup().searcher(Stubborn::new).open()) {
      assertTrue(study.ask().isPresent());
      IllegalStateException e = assertThrows(IllegalStateException.class, study::ask);
      assertTrue(e.getMessage().contains("stubborn"), e.getMessage());
    }
  }
}
