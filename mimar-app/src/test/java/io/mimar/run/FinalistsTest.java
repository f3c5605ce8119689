package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import io.mimar.space.MobileSpace;
import io.mimar.space.SearchSpace;
import io.mimar.train.Metric;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FinalistsTest {
  private static final SearchSpace SPACE = new MobileSpace();
  private static final List<Trial> TRIALS =
      List.of(
          trial(0, 0.90, 40),
          trial(1, 0.91, 30),
          trial(2, 0.80, 10),
          trial(3, 0.92, 50),
          trial(4, 0.905, 20));
  private static final Trial BEST = TRIALS.get(3);

  private static Trial trial(int number, double score, double params) {
    return new Trial(
        number,
        SPACE.random(Seeds.root(number).rng()),
        Map.of("params", params),
        "random",
        0,
        number,
        new Result(Outcome.COMPLETE, List.of(new Epoch(1, 1, 1, score, 1)), "", 1, 1));
  }

  private static List<Integer> members(int judged, Tempo.Joins wanted, double mostParams) {
    return new Finalists(
            TRIALS,
            Metric.ACCURACY,
            judged,
            wanted,
            members ->
                members.stream().mapToDouble(t -> t.costs().get("params")).sum() <= mostParams)
        .members(BEST).stream().map(Trial::number).toList();
  }

  private static Tempo.Joins joins(int members) {
    return new Tempo.Joins(members, 3, 1);
  }

  private static List<Integer> members(int judged, int wanted) {
    return members(judged, joins(wanted), Double.POSITIVE_INFINITY);
  }

  @Test
  void threeThatValidationCannotTellApartTakeTurns() {
    assertEquals(List.of(3, 1, 4, 3, 1), members(100, 5));
  }

  @Test
  void asManyAsMayTakeTurnsDoWhereTheyAreCloseEnough() {
    double any = Double.POSITIVE_INFINITY;
    assertEquals(List.of(3, 1, 4, 0, 3), members(100, new Tempo.Joins(5, 8, 1), any));
    assertEquals(List.of(3, 1, 3, 1, 3), members(100, new Tempo.Joins(5, 2, 1), any));
    assertEquals(List.of(3, 1, 4, 0, 2), members(100, new Tempo.Joins(5, 8, 5), any), "far behind");
  }

  @Test
  void onlyTheBestWhereRowsAreMany() {
    assertEquals(List.of(3, 3, 3), members(1_000_000, 3));
  }

  @Test
  void limitsHoldForAllTogether() {
    assertEquals(List.of(3, 1, 4), members(100, joins(5), 110));
    assertEquals(List.of(3, 1), members(100, joins(3), 90));
    assertEquals(List.of(3), members(100, joins(5), 50));
  }

  @Test
  void aSingleOneIsTheBest() {
    assertEquals(List.of(3), members(100, 1));
  }

  private static List<String> sentences(int wanted, List<Trial> members) {
    return new Finalists(TRIALS, Metric.ACCURACY, 100, joins(wanted), m -> false)
        .sentences(members);
  }

  @Test
  void fewerThanWantedAreSaidToBreakALimit() {
    List<String> said = sentences(5, List.of(BEST));
    assertEquals(1, said.size(), said::toString);
    assertTrue(said.get(0).contains("1 of up to 5 networks, because of the limits"), said.get(0));
    assertEquals(2, sentences(5, List.of(BEST, BEST)).size());
    assertEquals(List.of(), sentences(1, List.of(BEST)));
  }

  @Test
  void theSentenceCountsThem() {
    String said = sentences(3, List.of(BEST, TRIALS.get(1), BEST)).get(0);
    assertTrue(said.startsWith("The model is the mean of 3 networks"), said);
    assertTrue(said.contains("(2 of trial 3, 1 of trial 1)"), said);
  }
}
