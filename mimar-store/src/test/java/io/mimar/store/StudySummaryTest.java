package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.stats.Interval;
import io.mimar.trial.Outcome;
import io.mimar.trial.Pick;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept beside the trials comes back as it was. */
final class StudySummaryTest {
  @TempDir Path folder;

  private static final StudyDescription STUDY =
      new StudyDescription(
          "fashion",
          "image",
          "gne",
          "loss",
          Objective.Direction.MINIMIZE,
          List.of(new Limit("params", 1e5), new Limit("macs", Double.POSITIVE_INFINITY)),
          List.of("params"),
          Pick.KNEE,
          Long.MIN_VALUE,
          4,
          OptionalInt.empty(),
          OptionalDouble.of(100),
          "./mimar search --data x",
          "0.1.0");
  private static final DataSummary DATA =
      new DataSummary(
          "x",
          DataSummary.Kind.SERIES,
          3,
          1,
          24,
          "",
          List.of("cat", "<script>"),
          10,
          5,
          0,
          List.of("a note"),
          OptionalDouble.of(0.25));

  private static FinalResult result(OptionalDouble test) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("z", 1.5);
    metrics.put("a", Double.NaN);
    return new FinalResult(
        1,
        9_000,
        3_000_000_000L,
        0.99,
        0.9,
        test,
        metrics,
        Map.of("z", new Interval(-1, 2.5)),
        Map.of(FinalResult.MAJORITY, Map.of("z", 0.5), FinalResult.LINEAR, Map.of("z", 1.25)),
        List.of(List.of(3, 1), List.of(0, 4)),
        OptionalDouble.of(1e-6),
        OptionalDouble.of(0.75),
        "model.onnx",
        30,
        12.5,
        Map.of());
  }

  @Test
  void aStudyOfWhichNothingIsKeptIsEmpty() {
    try (StudyStore store = StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of())) {
      StudySummary summary = StudySummary.of(store);
      assertTrue(summary.data().isEmpty() && summary.result().isEmpty());
      assertTrue(summary.best().isEmpty() && summary.config().isMissingNode());
    }
  }

  @Test
  void recordsComeBackEqual() {
    Map<String, String> plan = new LinkedHashMap<>();
    plan.put("zuerst", "1");
    plan.put("and then", "2");
    try (StudyStore store =
        StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of("config", "{\"a\":{}}"))) {
      for (OptionalDouble test :
          List.of(OptionalDouble.empty(), OptionalDouble.of(0.25), OptionalDouble.of(1))) {
        store.putMeta(StudyKeys.STUDY, STUDY);
        store.putMeta(StudyKeys.DATA, DATA);
        store.putMeta(StudyKeys.PLAN, plan);
        store.putMeta(StudyKeys.ASSUMPTIONS, List.of("one", "two"));
        store.putMeta(StudyKeys.RESULT, result(test));
        StudySummary summary = StudySummary.of(store);
        assertEquals(STUDY, summary.study());
        assertEquals(Optional.of(DATA), summary.data());
        assertEquals(Optional.of(result(test)), summary.result());
        assertEquals(
            List.of("z", "a"), List.copyOf(summary.result().orElseThrow().metrics().keySet()));
        assertEquals(List.copyOf(plan.entrySet()), List.copyOf(summary.plan().entrySet()));
        assertEquals(List.of("one", "two"), summary.assumptions());
        assertTrue(summary.config().has("a"));
      }
      assertTrue(store.meta(StudyKeys.STUDY).orElseThrow().contains("\"trials\":null"));
    }
  }

  /** As release 0.1.0 wrote it. */
  @Test
  void aStudyOfAnOldReleaseMinimisesNothing() {
    String old =
        "{\"name\":\"x\",\"space\":\"image\",\"searcher\":\"gne\",\"metric\":\"accuracy\","
            + "\"direction\":\"MAXIMIZE\",\"limits\":[],\"seed\":1,\"lag\":4,\"trials\":null,"
            + "\"budgetSeconds\":100.0,\"command\":\"\",\"version\":\"0.1.0\"}";
    try (StudyStore store =
        StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of(StudyKeys.STUDY, old))) {
      StudyDescription study = StudyDescription.of(store);
      assertEquals(List.of(), study.minimised());
      assertEquals(Pick.ACCURACY, study.pick());
    }
  }

  /** As release 0.1.0 wrote it. */
  @Test
  void aResultOfAnOldReleaseHasNeitherIntervalsNorBaselines() {
    String old =
        "{\"trial\":3,\"params\":9000,\"macs\":200,\"train\":0.99,\"validation\":0.9,\"test\":0.88,"
            + "\"metrics\":{\"log loss\":0.34},\"confusion\":[[3,1],[0,4]],\"parity\":1.0E-6,"
            + "\"model\":\"model.onnx\",\"epochs\":30,\"seconds\":12.5}";
    try (StudyStore store =
        StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of(StudyKeys.RESULT, old))) {
      FinalResult result = StudySummary.of(store).result().orElseThrow();
      assertEquals(Map.of("log loss", 0.34), result.metrics());
      assertEquals(OptionalDouble.of(0.88), result.test());
      assertTrue(result.intervals().isEmpty() && result.baselines().isEmpty());
      assertTrue(result.baselines("accuracy").isEmpty());
    }
  }

  @Test
  void dataOfAnOldReleaseAreImagesOfClasses() {
    String old =
        "{\"source\":\"x\",\"channels\":3,\"height\":32,\"width\":24,\"classes\":[\"cat\",\"dog\"],"
            + "\"train\":10,\"validation\":5,\"test\":0,\"notes\":[]}";
    try (StudyStore store =
        StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of(StudyKeys.DATA, old))) {
      DataSummary data = StudySummary.of(store).data().orElseThrow();
      assertEquals(DataSummary.Kind.IMAGE, data.kind());
      assertEquals("", data.target());
      assertEquals(24, data.width());
      assertEquals(OptionalDouble.empty(), data.evenness());
    }
  }

  @Test
  void whatIsBestIsSaidByTheWinnerAndTheModelIsOfAnotherTrialOpenly() {
    try (StudyStore store = StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of())) {
      for (int n = 0; n < 12; n++) {
        store.record(Trials.of(n));
      }
      store.elapsed(Duration.ofSeconds(9));
      StudySummary before = StudySummary.of(store);
      assertEquals(Outcome.COMPLETE, before.best().orElseThrow().outcome());
      assertEquals(3, before.count(Outcome.INFEASIBLE));
      assertEquals(Duration.ofSeconds(9), before.elapsed());
      store.putMeta(StudyKeys.RESULT, result(OptionalDouble.empty()));
      int best = Winner.of(store).orElseThrow().number();
      assertTrue(best != 1, "the model of this test is of the best, so it shows nothing");
      for (StudySummary after : List.of(StudySummary.of(store), StudySummary.brief(store))) {
        assertEquals(best, after.best().orElseThrow().number());
        assertEquals(1, after.modelled().orElseThrow().number());
        assertEquals(1, after.chosen().orElseThrow().number());
        assertEquals(best, after.successor().orElseThrow().number());
      }
      Winner.exclude(store, best);
      int next = Winner.of(store).orElseThrow().number();
      assertTrue(next != best);
      assertEquals(next, StudySummary.of(store).best().orElseThrow().number());
      assertEquals(next, StudySummary.brief(store).best().orElseThrow().number());
    }
  }

  /** The knee of a front depends on its ends, which may be of networks that break a limit. */
  @Test
  void whatIsBestOfAFrontIsTheSameWhereItsEndsWereExcluded() {
    try (StudyStore store = StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of())) {
      store.putMeta(StudyKeys.STUDY, STUDY);
      for (int n = 0; n < 160; n++) {
        store.record(Trials.of(n));
      }
      for (int excluded = 0; excluded < 12; excluded++) {
        StudySummary whole = StudySummary.of(store);
        int best = Winner.of(store).orElseThrow().number();
        assertEquals(best, whole.best().orElseThrow().number());
        assertEquals(best, StudySummary.brief(store).best().orElseThrow().number());
        List<Trial> sound =
            whole.trials().stream().filter(t -> !whole.broken().contains(t.number())).toList();
        List<Trial> front = STUDY.tradeoff().front(sound);
        Winner.exclude(store, front.get(excluded % 2 == 0 ? front.size() - 1 : 0).number());
      }
    }
  }

  @Test
  void aValueOfAnotherKindIsAnErrorThatNamesIt() {
    try (StudyStore store =
        StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of("dataset", "[1,2]"))) {
      MimarException e = assertThrows(MimarException.class, () -> StudySummary.of(store));
      assertTrue(e.getMessage().contains("dataset"), e.getMessage());
    }
  }
}
