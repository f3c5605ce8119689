package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.network.Input;
import io.mimar.network.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Laws of the plan, for any machine and data. */
final class PlannerTest {
  private static final long LONGEST_MILLIS = 30L * 24 * 3600 * 1000;

  private static final Tempo IMAGES = Tempo.of(new Input.Pixels(new Shape(1, 8, 8)));
  private static final Input COLUMNS = new Input.Columns(List.of(new Input.Column(0, true)));
  private static final List<Input> INPUTS =
      List.of(
          new Input.Pixels(new Shape(1, 8, 8)),
          COLUMNS,
          new Input.Tokens(8, 9, 8, 9),
          new Input.Series(1, 30));

  /** Rows that may be divided into folds, where they are few. */
  private static Planner.Rows rows(int train, int validation) {
    return new Planner.Rows(train, validation, train > 10, train / 10);
  }

  @Provide
  Arbitrary<Planner> planners() {
    Arbitrary<Planner.Rows> rows =
        Combinators.combine(
                Arbitraries.integers().between(2, 2_000_000),
                Arbitraries.integers().between(1, 200_000))
            .as(PlannerTest::rows);
    return Combinators.combine(rows, Arbitraries.of(INPUTS), Arbitraries.integers().between(1, 64))
        .as((r, input, cores) -> new Planner(Config.DEFAULT, r, Tempo.of(input), cores));
  }

  @Provide
  Arbitrary<Planner.Speed> speeds() {
    return Arbitraries.integers()
        .between(1, 1_000_000)
        .map(micros -> new Planner.Speed(1e6, micros / 1e9));
  }

  @Provide
  Arbitrary<Duration> times() {
    return Arbitraries.longs().between(1, LONGEST_MILLIS).map(Duration::ofMillis);
  }

  @Property(seed = "1")
  void aPlanNeverExceedsItsTime(
      @ForAll("planners") Planner planner,
      @ForAll("times") Duration time,
      @ForAll("speeds") Planner.Speed speed) {
    Plan plan = planner.timed(time, speed, 0);
    assertTrue(plan.searchSeconds() > 0 && plan.finalSeconds() > 0, plan::toString);
    double planned = plan.searchSeconds() + plan.finalSeconds();
    assertTrue(planned <= time.toMillis() / 1e3, () -> planned + " s of " + time);
  }

  @Property(seed = "1")
  void rowsAndEpochsAreWithinBoundsAndRungsAscendBelowTheEpochs(
      @ForAll("planners") Planner planner,
      @ForAll("times") Duration time,
      @ForAll("speeds") Planner.Speed speed) {
    for (Plan plan : List.of(planner.timed(time, speed, 0), planner.fixed())) {
      assertTrue(
          plan.rows() >= Math.min(500, planner.rows().learned(plan.folds())), plan::toString);
      assertTrue(plan.rows() <= planner.rows().learned(plan.folds()), plan::toString);
      assertTrue(
          plan.epochs() >= 3 && plan.epochs() <= planner.tempo().mostEpochs(), plan::toString);
      assertAscending(plan);
    }
  }

  private static void assertAscending(Plan plan) {
    int last = 0;
    for (int rung : plan.rungs()) {
      int points = plan.folds() > 1 ? plan.folds() : plan.epochs();
      assertTrue(rung > last && rung < points, plan::toString);
      last = rung;
    }
  }

  @Property(seed = "1")
  void rungsAscendBelowTheEpochs(@ForAll @IntRange(min = 1, max = 10_000) int epochs) {
    assertAscending(
        new Plan(1, 1, epochs, Plan.rungsOf(epochs), 0, 0, 0, 0, 0, false, OptionalInt.empty()));
  }

  @Property(seed = "1")
  void moreTimeNeverGivesFewerImagePasses(
      @ForAll("planners") Planner planner,
      @ForAll("times") Duration less,
      @ForAll("times") Duration more,
      @ForAll("speeds") Planner.Speed speed) {
    boolean ordered = less.compareTo(more) <= 0;
    Plan small = planner.timed(ordered ? less : more, speed, 0);
    Plan large = planner.timed(ordered ? more : less, speed, 0);
    assertTrue(passes(small) <= passes(large), () -> small + " and with more time " + large);
  }

  @Property(seed = "1")
  void aMillisecondMoreNeverGivesFewerImagePasses(
      @ForAll("planners") Planner planner,
      @ForAll @IntRange(min = 30, max = 7_000) int seconds,
      @ForAll("speeds") Planner.Speed speed) {
    Plan small = planner.timed(Duration.ofSeconds(seconds).minusMillis(1), speed, 0);
    Plan large = planner.timed(Duration.ofSeconds(seconds), speed, 0);
    assertTrue(passes(small) <= passes(large), () -> small + " and with more time " + large);
  }

  private static long passes(Plan plan) {
    return (long) plan.rows() * plan.epochs() * plan.folds();
  }

  @Property(seed = "1")
  void moreTimeFitsLargerNetworks(
      @ForAll("planners") Planner planner,
      @ForAll("times") Duration less,
      @ForAll("times") Duration more,
      @ForAll("speeds") Planner.Speed speed) {
    boolean ordered = less.compareTo(more) <= 0;
    long small = planner.fittingWork(ordered ? less : more, speed);
    long large = planner.fittingWork(ordered ? more : less, speed);
    assertTrue(0 <= small && small <= large, () -> small + " and with more time " + large);
  }

  /** Twelve times the rows in the same time: networks a third as large, not a twelfth. */
  @Test
  void manyRowsNeedFewerEpochsAndNoFarSmallerNetworks() {
    Planner.Speed speed = new Planner.Speed(5e6, 1e-7);
    Planner few =
        new Planner(Config.DEFAULT, new Planner.Rows(4_000, 1_000, false, 100), IMAGES, 2);
    Planner many =
        new Planner(Config.DEFAULT, new Planner.Rows(50_000, 10_000, false, 100), IMAGES, 2);
    double ratio =
        (double) few.fittingWork(Duration.ofMinutes(9), speed)
            / many.fittingWork(Duration.ofMinutes(9), speed);
    assertTrue(ratio > 2 && ratio < 3.3, "ratio " + ratio);
  }

  /** Of a table of many rows candidates see few, and what they do not see the winner must. */
  @Test
  void whoHasManyRowsInLittleTimeGetsMoreOfItForTheWinner() {
    Planner.Speed speed = new Planner.Speed(1e6, 1e-7); // a tenth of a millisecond a row
    Planner few = table(3_000);
    Planner many = table(100_000);
    assertEquals(0.8, searched(few, Duration.ofMinutes(5), speed), 1e-9);
    assertEquals(0.5, searched(many, Duration.ofMinutes(5), speed), 1e-9);
    assertEquals(0.587, searched(many, Duration.ofMinutes(10), speed), 1e-3);
    assertEquals(0.8, searched(many, Duration.ofHours(1), speed), 1e-9);
  }

  /** A run that is given more time than it was planned for searches in it. */
  @Test
  void moreTimeThanPlannedGoesIntoTheSearchWhereTheWinnerHasEnough() {
    Planner many = table(100_000);
    Plan plan = many.timed(Duration.ofMinutes(5), new Planner.Speed(1e6, 1e-7), 0);
    Duration hours = Duration.ofHours(10);
    assertEquals(
        many.finalSeconds(hours, Optional.empty()), many.finalSeconds(hours, Optional.of(plan)));
    Duration less = Duration.ofMinutes(2);
    double seconds = many.finalSeconds(less, Optional.of(plan));
    assertTrue(seconds > many.finalSeconds(less, Optional.empty()) && seconds < 60, "" + seconds);
    assertEquals(
        plan.finalSeconds(), many.finalSeconds(Duration.ofMinutes(6), Optional.of(plan)), 1e-9);
  }

  private static Planner table(int rows) {
    return new Planner(
        Config.DEFAULT, new Planner.Rows(rows, rows / 5, true, 100), Tempo.of(COLUMNS), 2);
  }

  private static double searched(Planner planner, Duration time, Planner.Speed speed) {
    Plan plan = planner.timed(time, speed, 0);
    double most = plan.searchSeconds() + plan.finalSeconds();
    assertEquals(plan.finalSeconds(), planner.finalSeconds(time, Optional.of(plan)), 1e-9);
    return plan.searchSeconds() / most;
  }

  /** Two hundred images, most of them to learn from, and three quarters of a minute. */
  @Test
  void fewRowsInLittleTimeLeaveEnoughTrials() {
    Planner planner = new Planner(Config.DEFAULT, new Planner.Rows(139, 28, true, 15), IMAGES, 2);
    Planner.Speed speed = new Planner.Speed(5e6, 1e-7);
    for (int seconds : new int[] {30, 45, 90}) {
      Duration time = Duration.ofSeconds(seconds);
      long work = planner.fittingWork(time, speed);
      Plan plan = planner.timed(time, planner.typical(speed, work), work);
      assertEquals(5, plan.folds());
      double trials = 2 * plan.searchSeconds() / plan.trialSeconds() / 0.6;
      assertTrue(trials >= 11.9, "trials " + trials + " in " + plan);
    }
  }

  /** Sixty thousand images in a minute and a half: final epochs are fewer, networks are left. */
  @Test
  void littleTimeForManyRowsLeavesNetworksToChooseFrom() {
    Planner planner =
        new Planner(Config.DEFAULT, new Planner.Rows(50_000, 10_000, false, 100), IMAGES, 2);
    Planner.Speed speed = new Planner.Speed(4e6, 1.08e-7);
    for (int seconds : new int[] {10, 60, 90, 120}) {
      assertEquals(1_000_000, planner.fittingWork(Duration.ofSeconds(seconds), speed));
    }
    assertTrue(planner.fittingWork(Duration.ofMinutes(30), speed) > 5_000_000);
  }

  @Test
  void whatTheUserFixedHolds() {
    Config config =
        ConfigLoader.from(Config.DEFAULT)
            .set("schedule={epochs: 5, rows: 77}")
            .set("limits.macs=9")
            .build();
    Planner planner = new Planner(config, new Planner.Rows(1_000, 100, false, 100), IMAGES, 2);
    Planner.Speed speed = new Planner.Speed(5e6, 1e-7);
    for (Plan plan : List.of(planner.fixed(), planner.timed(Duration.ofMinutes(9), speed, 0))) {
      assertEquals(5, plan.epochs());
      assertEquals(77, plan.rows());
      assertEquals(0, plan.maxMacs());
      assertEquals(0, plan.maxWork());
    }
  }

  @Test
  void aPlanWithoutTimeDependsOnNoMachine() {
    Planner.Rows rows = new Planner.Rows(60_000, 10_000, false, 100);
    assertEquals(
        new Planner(Config.DEFAULT, rows, IMAGES, 1).fixed(),
        new Planner(Config.DEFAULT, rows, IMAGES, 64).fixed());
  }

  @Property(seed = "1")
  void aPlanIsTheSameWhenMeasuringErrsByAThird(
      @ForAll("planners") Planner planner,
      @ForAll("times") Duration time,
      @ForAll @DoubleRange(min = 0.75, max = 1.33) double error) {
    Planner.Speed ordinary = new Planner.Speed(1e6, 0.9e-7).graded(1);
    Planner.Speed again = new Planner.Speed(1e6, 0.9e-7 * error).graded(1);
    assertEquals(planner.timed(time, ordinary, 0), planner.timed(time, again, 0));
  }

  @Property(seed = "1")
  void aGradeIsWithinAFactorOfTwoOfWhatWasMeasured(@ForAll("speeds") Planner.Speed speed) {
    double ratio = speed.graded(1).millisPerWork() / speed.millisPerWork();
    assertTrue(ratio > 0.499 && ratio < 2.001, () -> "ratio " + ratio);
    double chosen = speed.graded(0.25).millisPerWork() / speed.millisPerWork();
    assertEquals(ratio / 4, chosen, 1e-9);
  }

  @Property(seed = "1")
  void aPlanSurvivesTheStudyFile(
      @ForAll("planners") Planner planner,
      @ForAll("times") Duration time,
      @ForAll("speeds") Planner.Speed speed)
      throws IOException {
    Plan plan = planner.timed(time, speed, 12);
    ObjectNode stored = Json.json().valueToTree(plan);
    assertEquals(plan, Json.json().treeToValue(stored, Plan.class));
    assertEquals(12, plan.allowedWork());
    stored.remove("workModel"); // as versions left it that counted work otherwise
    assertEquals(0, Json.json().treeToValue(stored, Plan.class).allowedWork());
  }

  @Test
  void noFoldIsEmptyNorLacksAClassThatHasEnough() {
    assertEquals(5, new Planner.Rows(80, 20, true, 50).folds());
    assertEquals(4, new Planner.Rows(80, 20, true, 4).folds());
    assertEquals(3, new Planner.Rows(80, 20, true, 1).folds());
    assertEquals(1, new Planner.Rows(80, 20, false, 50).folds());
    assertEquals(1, new Planner.Rows(1_600, 400, true, 500).folds());
  }

  private static Planner folded(int folds, Planner.Rows rows) {
    Config config = ConfigLoader.from(Config.DEFAULT).set("schedule.folds=" + folds).build();
    return new Planner(config, rows, IMAGES, 2);
  }

  @Test
  void thereAreAsManyFoldsAsTheUserSays() {
    Planner.Rows rows = new Planner.Rows(800, 200, true, 50);
    Planner.Speed slow = new Planner.Speed(1e6, 1e-4);
    for (int folds : new int[] {1, 2, 7}) {
      Planner planner = folded(folds, rows);
      planner.requireFolds();
      assertEquals(folds, planner.fixed().folds());
      assertEquals(folds == 1 ? 800 : 1_000 - 1_000 / folds, planner.fixed().rows());
      assertEquals(folds, planner.timed(Duration.ofMinutes(1), slow, 0).folds());
    }
    Planner usual = new Planner(Config.DEFAULT, rows, IMAGES, 2);
    assertEquals(1, usual.timed(Duration.ofMinutes(1), slow, 0).folds(), "no time for folds");
    Planner few = new Planner(Config.DEFAULT, new Planner.Rows(32, 8, true, 20), IMAGES, 2);
    assertEquals(1, few.timed(Duration.ofMinutes(1), slow, 0).folds(), "not for one in folds");
    Planner.Speed faster = new Planner.Speed(1e6, 1e-6);
    assertEquals(5, few.timed(Duration.ofMinutes(1), faster, 0).folds(), "for one, though slow");
  }

  @ParameterizedTest
  @CsvSource({
    "2, false, 'schedule.folds is 2, but what is held back for validation is given'",
    "6, true, 'schedule.folds is 6, but there are 10 rows to divide'"
  })
  void foldsThatCannotBeAreRefused(int folds, boolean divisible, String message) {
    Planner.Rows rows = new Planner.Rows(8, 2, divisible, 5);
    Planner planner = folded(folds, rows);
    MimarException refused = assertThrows(MimarException.class, planner::requireFolds);
    assertEquals(message, refused.getMessage());
  }

  @Test
  void rowsThatAreChosenTakeNoTurnsAndRefuseFolds() {
    Planner.Rows rows = new Planner.Rows(800, 200, true, 50);
    ConfigLoader chosen = ConfigLoader.from(Config.DEFAULT).set("schedule.rows=300");
    Plan plan = new Planner(chosen.build(), rows, IMAGES, 2).fixed();
    assertEquals(List.of(1, 300), List.of(plan.folds(), plan.rows()));
    Planner both = new Planner(chosen.set("schedule.folds=4").build(), rows, IMAGES, 2);
    MimarException refused = assertThrows(MimarException.class, both::requireFolds);
    assertTrue(refused.getMessage().contains("schedule.rows is 300"), refused.getMessage());
  }
}
