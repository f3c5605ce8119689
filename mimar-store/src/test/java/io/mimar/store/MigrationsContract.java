package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.trial.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Studies of every older schema. Each {@code study-vN.db} is of that schema and has the trials of
 * {@code search --trials 8 --seed 0 --searcher random} on the fault campaign's images; what it must
 * give is written here, so that no later code can change both.
 */
abstract class MigrationsContract {
  private static final List<String> HASHES =
      List.of(
          "e68ebbbd4fdfe66c",
          "e1f7219bb5eac20c",
          "7fe95a61bc9503a4",
          "e3788c1629add61f",
          "e25c75438ec4fe13",
          "1590749a90d7169d",
          "87f7a3f66c1da02d",
          "4375c896b525b818");

  private static final List<Double> SCORES =
      List.of(
          0.9948717948717949,
          1.0,
          0.989608636977058,
          1.0,
          0.9894736842105264,
          0.9315789473684211,
          0.9948717948717949,
          1.0);

  private static final long FIRST_SEED = -2568781350559471102L;
  private static final int EPOCHS = 40;

  @TempDir Path folder;

  /** A version that is added makes the last one older: it must leave a file here. */
  static List<Integer> older() {
    return IntStream.range(1, Migrations.NEWEST).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("older")
  void readsOlderFilesAsTheyAre(int version) throws Exception {
    place(version);
    assertEquals(version, version());
    try (StudyStore store = StudyStore.read(folder)) {
      requireAll(store.trials());
      assertEquals(1, store.lostAttempts(2));
      List<TrialSpan> spans = store.queries().lastSpans(HASHES.size());
      assertEquals(HASHES.size(), spans.stream().filter(s -> s.worker().isEmpty()).count());
    }
    assertEquals(version, version());
  }

  @ParameterizedTest
  @MethodSource("older")
  void bringsOlderFilesUpToDate(int version) throws Exception {
    place(version);
    List<Trial> before;
    try (StudyStore store = StudyStore.read(folder)) {
      before = store.trials();
    }
    try (StudyStore store = StudyStore.open(folder, Clock.systemUTC(), Map.of("mimar", "newest"))) {
      assertEquals(before, store.trials());
      requireAll(store.trials());
      assertEquals(1, store.lostAttempts(2));
      assertEquals(Optional.of("first"), store.meta("name", String.class));
      assertEquals(2, store.sessions().size());
      store.record(Trials.of(HASHES.size()), "node process 1");
      assertEquals(Optional.of("node process 1"), store.queries().lastSpans(1).get(0).worker());
      assertEquals(HASHES.size() + 1, store.trials().size());
    }
    assertEquals(Migrations.NEWEST, version());
    assertTrue(StudyAudit.of(folder).stream().allMatch(StudyAudit.Law::holds));
  }

  /** Puts the study of that schema into the folder. */
  abstract void place(int version) throws Exception;

  static byte[] file(int version) throws IOException {
    try (InputStream in =
        MigrationsContract.class.getResourceAsStream("study-v" + version + ".db")) {
      return in.readAllBytes();
    }
  }

  private int version() {
    try (Database database = Place.of(folder).read()) {
      return Migrations.version(database);
    }
  }

  private static void requireAll(List<Trial> trials) {
    assertEquals(HASHES, trials.stream().map(t -> t.architecture().hash()).toList());
    assertEquals(SCORES, trials.stream().map(t -> t.score().orElseThrow()).toList());
    assertEquals(EPOCHS, trials.stream().mapToInt(t -> t.result().curve().size()).sum());
    assertEquals(FIRST_SEED, trials.get(0).seed());
  }
}
