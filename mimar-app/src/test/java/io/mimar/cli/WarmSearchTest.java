package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.objective.Objective;
import io.mimar.store.StudyStore;
import io.mimar.trial.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that start from another run, with real workers. */
final class WarmSearchTest {
  private static final int SOURCE_TRIALS = 10;
  private static final int TRIALS = 5;
  private static final String[] SHORT = {
    "--workers", "2", "--set", "schedule.rows=40", "--set", "schedule.epochs=1"
  };

  @TempDir static Path folder;

  private static Path data;
  private static Path source;

  @BeforeAll
  static void searchTheSource() throws IOException {
    data = TinyData.write(folder.resolve("data"), 80);
    source = folder.resolve("source");
    TinySearch.run(
            TinyData.write(folder.resolve("other data"), 40),
            source,
            SOURCE_TRIALS,
            with("--searcher", "random"))
        .done();
  }

  private static String[] with(String... flags) {
    return Stream.of(SHORT, flags).flatMap(Stream::of).toArray(String[]::new);
  }

  private static Program.Ran warm(Path out, int trials, Path from) {
    return TinySearch.run(data, out, trials, with("--warm-start", from.toString()));
  }

  private static Path copyOfSource(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    Files.copy(source.resolve("study.db"), copy.resolve("study.db"));
    return copy;
  }

  private static void delete(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aRunThatIsResumedAfterItsSourceVanishedEndsAsIfItHadNotBeenInterrupted() throws IOException {
    Path whole = folder.resolve("whole");
    Program.Ran ran = warm(whole, TRIALS, source).done();
    assertTrue(ran.err().contains("Starts from the 10 scored trials of source"), ran.err());
    Path gone = copyOfSource("gone");
    Path parts = folder.resolve("parts");
    warm(parts, 3, gone).done();
    delete(gone);
    Program.run("resume", parts.toString(), "--trials", "" + TRIALS).done();
    assertEquals(TinySearch.sequence(whole), TinySearch.sequence(parts));
    assertEquals(TRIALS, TinySearch.sequence(parts).size());
    assertEquals( // after what is good on other data
        bestOfSource(), TinySearch.sequence(whole).get(2).architecture());
    Config written = ConfigLoader.from(Config.DEFAULT).file(whole.resolve("study.yaml")).build();
    assertEquals(Optional.of(source.toString()), written.warmStart());
  }

  private static String bestOfSource() {
    try (StudyStore store = StudyStore.read(source)) {
      return new History(store.trials(), List.of()).best(1, Objective.ACCURACY).get(0).hash();
    }
  }

  @Test
  void aSourceOfAnotherSpaceIsRefusedBeforeAnythingIsWritten() {
    Path out = folder.resolve("other space");
    TinySearch.run(data, out, 1, with("--warm-start", source.toString(), "--set", "space=mobile"))
        .refused(ExitCode.USAGE, "searched the space image", "this one searches mobile");
    assertFalse(Files.exists(out));
  }
}
