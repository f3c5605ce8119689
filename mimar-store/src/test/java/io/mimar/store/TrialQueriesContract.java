package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Objective;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Pick;
import io.mimar.trial.Result;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked in SQL is what one would get from all trials, whichever database answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrialQueriesContract {
  private static final int COUNT = 300;
  private static final Tradeoff ACCURACY = new Tradeoff(Objective.ACCURACY, List.of());
  private static final Tradeoff CHEAP = new Tradeoff(Objective.ACCURACY, List.of("params", "macs"));

  @TempDir static Path folder;

  private StudyStore store;
  private List<Trial> all;

  /** The server that keeps the study; empty for a file. */
  abstract Optional<StoreUrl> server();

  private StudyStore create(Path where) {
    return StudyStore.create(where, server(), Clock.systemUTC(), Map.of("os", "Linux"), Map.of());
  }

  @BeforeAll
  void write() {
    try (StudyStore owner = create(folder)) {
      for (int n = 0; n < COUNT; n++) {
        owner.record(Trials.cheap(n), n % 2 == 0 ? "node process " + n : "");
      }
      owner.lost(7, 1, "killed");
    }
    store = StudyStore.read(folder);
    all = store.trials();
  }

  @AfterAll
  void close() {
    store.close();
  }

  private static TrialSelection select(TrialSort sort, boolean descending, int offset, int limit) {
    return new TrialSelection(
        Optional.empty(), Optional.empty(), "", sort, descending, offset, limit);
  }

  private static List<Integer> numbers(TrialPage page) {
    return page.rows().stream().map(TrialPage.Row::number).toList();
  }

  // ---- pages

  @ParameterizedTest
  @EnumSource(TrialSort.class)
  void pagesOneAfterTheOtherAreAllTrialsOnce(TrialSort sort) {
    for (boolean descending : List.of(false, true)) {
      List<Integer> seen = new ArrayList<>();
      for (int offset = 0; offset < COUNT + 70; offset += 70) {
        TrialSelection selection = select(sort, descending, offset, 70);
        TrialPage page = store.queries().page(selection);
        assertEquals(COUNT, page.total());
        assertEquals(page, store.queries().page(selection, store.queries().numbers(selection)));
        seen.addAll(numbers(page));
      }
      assertEquals(COUNT, seen.size(), sort + " " + descending);
      assertEquals(COUNT, new HashSet<>(seen).size(), sort + " " + descending);
    }
  }

  @Test
  void sortsNumbersWithTheUnknownLast() {
    sorted(TrialSort.SCORE, t -> t.score().orElse(Double.NaN));
    sorted(TrialSort.PARAMS, t -> t.costs().getOrDefault("params", Double.NaN));
    sorted(TrialSort.MACS, t -> t.costs().getOrDefault("macs", Double.NaN));
    sorted(TrialSort.SECONDS, t -> t.result().seconds());
    sorted(TrialSort.EPOCHS, t -> t.result().epochs());
  }

  private void sorted(TrialSort sort, ToDoubleFunction<Trial> value) {
    Comparator<Trial> order = Comparator.<Trial>comparingDouble(value).thenComparing(Trial::number);
    List<Trial> known = all.stream().filter(t -> !Double.isNaN(value.applyAsDouble(t))).toList();
    for (boolean descending : List.of(false, true)) {
      List<Integer> expected =
          known.stream()
              .sorted(descending ? order.reversed() : order)
              .limit(60)
              .map(Trial::number)
              .toList();
      TrialPage page = store.queries().page(select(sort, descending, 0, expected.size()));
      assertEquals(expected, numbers(page), sort + (descending ? " down" : " up"));
    }
  }

  @Test
  void filtersByOutcomeProposerAndWords() {
    for (Outcome outcome : List.of(Outcome.COMPLETE, Outcome.FAILED)) {
      TrialSelection selection =
          new TrialSelection(
              Optional.of(outcome), Optional.of("random"), "", TrialSort.NUMBER, false, 0, 200);
      TrialPage page = store.queries().page(selection);
      List<Integer> expected =
          all.stream().filter(t -> t.outcome() == outcome).map(Trial::number).toList();
      assertEquals(expected.size(), page.total());
      assertEquals(expected, numbers(page));
    }
    assertEquals(0, store.queries().page(words("no such words")).total());
    long sep = all.stream().filter(t -> t.architecture().toString().contains("sep3x3")).count();
    assertTrue(sep > 0 && sep < COUNT);
    assertEquals(sep, store.queries().page(words("SEP3x3")).total());
  }

  private static TrialSelection words(String words) {
    return new TrialSelection(
        Optional.empty(), Optional.empty(), words, TrialSort.NUMBER, false, 0, 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'); DROP TABLE session; --", "%", "_x_", "\" OR 1=1", "\\", "''"})
  void whatPeopleLookForIsNeverSql(String hostile) {
    long expected =
        all.stream()
            .filter(
                t ->
                    t.architecture().toString().contains(hostile)
                        || t.result().reason().contains(hostile))
            .count();
    assertEquals(expected, store.queries().page(words(hostile)).total(), hostile);
    TrialSelection proposer =
        new TrialSelection(
            Optional.empty(), Optional.of(hostile), "", TrialSort.NUMBER, false, 0, 10);
    assertEquals(0, store.queries().page(proposer).total());
    assertEquals(COUNT, store.queries().count());
  }

  @Test
  void refusesPagesThatAreTooLarge() {
    assertThrows(MimarException.class, () -> select(TrialSort.NUMBER, false, 0, 201));
    assertThrows(MimarException.class, () -> select(TrialSort.NUMBER, false, -1, 10));
    assertThrows(MimarException.class, () -> words("x".repeat(201)));
  }

  // ---- charts

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 1_000})
  void pointsAreFewButHaveEveryImprovement(int most) {
    for (Objective objective :
        List.of(Objective.ACCURACY, new Objective("loss", Objective.Direction.MINIMIZE))) {
      List<TrialPoint> points = store.queries().points(most, objective);
      List<Integer> improving =
          points.stream().filter(TrialPoint::improves).map(TrialPoint::number).toList();
      assertEquals(improvements(objective), improving);
      assertTrue(points.size() <= most + improving.size(), points.size() + " points");
      assertEquals(
          points.stream().map(TrialPoint::number).sorted().toList(),
          points.stream().map(TrialPoint::number).toList());
      TrialPoint first = points.get(0);
      assertEquals(all.get(first.number()).costs().get("params"), first.params());
    }
  }

  private List<Integer> improvements(Objective objective) {
    List<Integer> improving = new ArrayList<>();
    double best = Double.NaN;
    for (Trial trial : all) {
      if (trial.outcome() == Outcome.COMPLETE
          && (improving.isEmpty() || objective.isBetter(trial.score().orElseThrow(), best))) {
        best = trial.score().orElseThrow();
        improving.add(trial.number());
      }
    }
    return improving;
  }

  @Test
  void countsSpansAndLossesAreTheirs() {
    assertEquals(COUNT, store.queries().count());
    Tally tally = store.queries().tally();
    tally
        .outcomes()
        .forEach(
            (outcome, n) ->
                assertEquals(all.stream().filter(t -> t.outcome() == outcome).count(), (long) n));
    assertEquals(COUNT, tally.outcomes().values().stream().mapToInt(n -> n).sum());
    assertEquals(StudySummary.refused(all), tally.refused());
    assertEquals(List.of("random"), tally.proposers());
    List<TrialSpan> spans = store.queries().lastSpans(5);
    assertEquals(
        IntStream.range(COUNT - 5, COUNT).boxed().toList(),
        spans.stream().map(TrialSpan::number).toList());
    assertTrue(spans.stream().noneMatch(s -> s.finished().isBefore(s.started())));
    spans.forEach(
        s ->
            assertEquals(
                s.number() % 2 == 0 ? Optional.of("node process " + s.number()) : Optional.empty(),
                s.worker()));
    assertEquals("killed", store.queries().lostAttempts(7).get(0).reason());
    assertEquals(all, store.queries().sample(COUNT));
    List<Trial> sample = store.queries().sample(9);
    assertEquals(9, sample.size());
    assertEquals(0, sample.get(0).number());
    assertEquals(COUNT - 1, sample.get(8).number());
  }

  @Test
  void spreadGoesFromTheWorstToTheBest() {
    List<Integer> ranked =
        new History(all, List.of())
            .ranked(Objective.ACCURACY).stream()
                .filter(t -> t.outcome() == Outcome.COMPLETE)
                .map(Trial::number)
                .toList();
    List<Integer> spread = store.queries().spreadOfScored(20);
    assertEquals(20, spread.size());
    List<Integer> complete =
        spread.stream().filter(n -> all.get(n).outcome() == Outcome.COMPLETE).toList();
    assertEquals(score(ranked.get(0)), score(complete.get(0)));
    assertEquals(score(ranked.get(ranked.size() - 1)), score(complete.get(complete.size() - 1)));
    long scored = all.stream().filter(t -> t.score().isPresent()).count();
    assertEquals(
        ranked.size(),
        store.queries().spread(COUNT).size(),
        "those that were stopped are left out");
    assertEquals(20.0 * ranked.size() / scored, complete.size(), 1);
    assertEquals(scored, Set.copyOf(store.queries().spreadOfScored(COUNT)).size());
  }

  private double score(int number) {
    return all.get(number).score().orElseThrow();
  }

  // ---- the best

  @Test
  void contendersDecideAsAllWould() {
    for (Tradeoff tradeoff : List.of(ACCURACY, CHEAP)) {
      for (Pick pick : Pick.values()) {
        Set<Integer> left = Set.of();
        for (int round = 0; round < 4; round++) {
          Set<Integer> out = left;
          List<Trial> rest = all.stream().filter(t -> !out.contains(t.number())).toList();
          List<Trial> contenders = store.queries().contenders(tradeoff, left);
          assertEquals(tradeoff.front(rest), tradeoff.front(contenders));
          Optional<Trial> expected = tradeoff.pick(pick, rest);
          assertEquals(expected, tradeoff.pick(pick, contenders));
          left =
              Stream.concat(left.stream(), expected.stream().map(Trial::number))
                  .collect(Collectors.toSet());
        }
      }
    }
  }

  @Test
  void contendersDecideAsAllWouldWhereOneWasJudgedEarly(@TempDir Path other) {
    try (StudyStore some = create(other)) {
      Epoch lucky = new Epoch(1, 0, 0, 1, 1);
      some.record(Trials.cheap(0).with(new Result(Outcome.COMPLETE, List.of(lucky), "", 1, 1)), "");
      for (int n = 1; n < 20; n++) {
        some.record(Trials.cheap(n), "");
      }
      for (Tradeoff tradeoff : List.of(ACCURACY, CHEAP)) {
        List<Trial> contenders = some.queries().contenders(tradeoff, Set.of());
        assertEquals(tradeoff.front(some.trials()), tradeoff.front(contenders));
        assertTrue(contenders.stream().noneMatch(t -> t.number() == 0), tradeoff.toString());
      }
    }
  }

  @Test
  void aTrialByItsNumberIsThatOfAll() {
    for (int n : List.of(0, 17, COUNT - 1)) {
      assertEquals(Optional.of(all.get(n)), store.trial(n));
    }
    assertEquals(Optional.empty(), store.trial(COUNT));
    assertEquals(List.of(all.get(2), all.get(9)), store.queries().of(List.of(9, 2, COUNT + 4, 9)));
  }

  @Test
  void anEmptyStudyHasNothingToShow(@TempDir Path other) {
    try (StudyStore empty = create(other)) {
      assertEquals(0, empty.queries().page(TrialSelection.first(10)).total());
      assertEquals(Collections.emptyList(), empty.queries().points(10, Objective.ACCURACY));
      assertEquals(List.of(), empty.queries().contenders(CHEAP, Set.of()));
      assertEquals(List.of(), empty.queries().spread(3));
      assertEquals(0, empty.queries().tally().refused());
    }
  }
}
