package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.stats.Wilson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summary's arithmetic on sittings whose sums can be done by hand. */
final class StandingTest {
  private static final Exam SUBJ = exam("subj"); // one test part, beside tf-idf
  private static final Exam WINE = exam("wine"); // ten splits, beside logistic regression
  private static final Exam VOWEL = exam("vowel"); // three splits, beside the forest
  private static final Exam GUN_POINT = exam("gunpoint"); // beside 1-NN, whatever chance does
  private static final Exam SEGMENT = exam("segment"); // 0.970

  @TempDir Path folder;

  private static Exam exam(String name) {
    return Exam.named(List.of(name)).get(0);
  }

  private Optional<Standing> standing(Exam exam, Sitting... sittings) throws IOException {
    SittingLog log = SittingLog.open(Files.createTempDirectory(folder, "results"));
    for (Sitting sitting : sittings) {
      log.append(sitting);
    }
    return Standing.of(exam, log);
  }

  @Test
  void whatWasNotSatHasNoStanding() throws IOException {
    assertTrue(standing(SUBJ, Sittings.of(SUBJ, 0, "tf-idf", 100, 3)).isEmpty());
  }

  @Test
  void aFixedTestPartCountsEachSampleOnce() {
    double[] units =
        Standing.units(
            SUBJ,
            List.of(
                Sittings.of(SUBJ, 0, "mimar", 4, List.of(0)),
                Sittings.of(SUBJ, 1, "mimar", 4, List.of(0, 2))));
    assertArrayEquals(new double[] {0, 1, 0.5, 1}, units, 1e-12);
  }

  @Test
  void fewSplitsCountAllTheirSamplesAndManyCountAsOneEach() {
    List<Sitting> few =
        List.of(
            Sittings.of(VOWEL, 0, "mimar", 2, List.of(0)),
            Sittings.of(VOWEL, 1, "mimar", 2, List.of()));
    assertArrayEquals(new double[] {0, 1, 1, 1}, Standing.units(VOWEL, few));
    List<Sitting> many =
        IntStream.range(0, 5).mapToObj(seed -> Sittings.of(WINE, seed, "mimar", 10, seed)).toList();
    assertArrayEquals(new double[] {1, 0.9, 0.8, 0.7, 0.6}, Standing.units(WINE, many), 1e-12);
  }

  @Test
  void meansAreOverRunsAndTheIntervalIsWilsonsOverTheTestPart() throws IOException {
    Standing standing =
        standing(
                SEGMENT,
                Sittings.of(SEGMENT, 0, "mimar", 100, 2),
                Sittings.of(SEGMENT, 1, "mimar", 100, 4))
            .orElseThrow();
    assertEquals(2, standing.runs());
    assertEquals(0.97, standing.mean(), 1e-12);
    assertEquals(100.5, standing.seconds(), 1e-9);
    Wilson wilson = Wilson.interval95(0.97, 100);
    assertEquals(wilson.low(), standing.interval().low(), 1e-9);
    assertEquals(wilson.high(), standing.interval().high(), 1e-9);
    assertEquals(0, standing.unsound());
  }

  @Test
  void allRightHasAnInterval() throws IOException {
    Sitting[] perfect = new Sitting[3];
    for (int seed = 0; seed < 3; seed++) {
      perfect[seed] = Sittings.of(GUN_POINT, seed, "mimar", 150, 0);
    }
    Standing standing = standing(GUN_POINT, perfect).orElseThrow();
    assertEquals(1, standing.mean());
    assertEquals(1, standing.interval().high());
  }

  @Test
  void anAccuracyMustBeReached() throws IOException {
    assertEquals(
        Optional.of(true),
        standing(SEGMENT, Sittings.of(SEGMENT, 0, "mimar", 100, 3)).orElseThrow().reached());
    assertEquals(
        Optional.of(false),
        standing(
                SEGMENT,
                Sittings.of(SEGMENT, 0, "mimar", 100, 3),
                Sittings.of(SEGMENT, 1, "mimar", 100, 4))
            .orElseThrow()
            .reached());
  }

  @Test
  void aPeerThatHasNotSatLeavesTheGoalOpen() throws IOException {
    assertEquals(
        Optional.empty(),
        standing(SUBJ, Sittings.of(SUBJ, 0, "mimar", 100, 3)).orElseThrow().reached());
  }

  @Test
  void withinThePairedIntervalIsReachedAndBelowItIsNot() throws IOException {
    Standing close =
        standing(
                SUBJ,
                Sittings.of(SUBJ, 0, "mimar", 1000, List.of(1, 2, 3)),
                Sittings.of(SUBJ, 0, "tf-idf", 1000, List.of(4, 5)))
            .orElseThrow();
    assertEquals(-0.001, close.beside().get(0).lead().mean(), 1e-12);
    assertTrue(close.beside().get(0).isWithinChance());
    assertEquals(Optional.of(true), close.reached());
    Standing far =
        standing(
                SUBJ,
                Sittings.of(SUBJ, 0, "mimar", 1000, 100),
                Sittings.of(SUBJ, 0, "tf-idf", 1000, 50),
                Sittings.of(SUBJ, 1, "tf-idf", 1000, 999)) // has no run to be paired with
            .orElseThrow();
    assertEquals(0.95, far.beside().get(0).mean(), 1e-12);
    assertFalse(far.beside().get(0).isWithinChance());
    assertEquals(Optional.of(false), far.reached());
  }

  @Test
  void theNearestNeighbourMustNotBeAheadByOne() throws IOException {
    Sitting own = Sittings.of(GUN_POINT, 0, "mimar", 150, 14);
    Sitting other = Sittings.of(GUN_POINT, 0, "1-nn", 150, 13);
    assertEquals(Optional.of(false), standing(GUN_POINT, own, other).orElseThrow().reached());
    Sitting forest = Sittings.of(GUN_POINT, 0, "forest", 150, 1);
    Sitting equal = Sittings.of(GUN_POINT, 0, "1-nn", 150, 14);
    assertEquals(
        Optional.of(true), standing(GUN_POINT, own, equal, forest).orElseThrow().reached());
  }

  @Test
  void disagreementOfAnExportIsCounted() throws IOException {
    Sitting right = Sittings.of(SEGMENT, 0, "mimar", 100, 3);
    Sitting other = Sittings.of(SEGMENT, 1, "mimar", 100, 3);
    Sitting wrong =
        new Sitting(
            other.exam(),
            1,
            other.who(),
            other.budget(),
            100,
            other.wrong(),
            1,
            "",
            Optional.of(new Sitting.Checks(0.98, 0.97, 2e-4, 1)),
            "",
            "");
    Standing standing = standing(SEGMENT, right, wrong).orElseThrow();
    assertEquals(1, standing.unsound());
    assertEquals(2e-4, standing.parity());
  }
}
