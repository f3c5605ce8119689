package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.TinyData;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.folder.RunFolder;
import io.mimar.random.Seeds;
import io.mimar.store.StudyLock;
import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import io.mimar.study.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is refused before it touches what another one has. */
final class RunsTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  private RunFolder run;
  private Dataset data;

  @BeforeEach
  void read() throws IOException {
    run = new RunFolder(folder.resolve("run"));
    data =
        Datasets.open(
            TinyData.write(folder.resolve("data"), 12),
            DataOptions.DEFAULT,
            Seeds.root(1).at("data"));
  }

  /** Begins a run, during whose reading of data {@code other} comes first. */
  private MimarException startBehind(Supplier<AutoCloseable> other) throws Exception {
    AutoCloseable[] first = new AutoCloseable[1];
    Config config = ConfigLoader.from(Config.DEFAULT).set("budget.trials=1").build();
    Runs.Start start =
        new Runs.Start(
            config,
            seeds -> {
              first[0] = other.get();
              return data;
            },
            run,
            List.of(),
            "a test");
    try {
      return refused(start);
    } finally {
      first[0].close();
    }
  }

  private static MimarException refused(Runs.Start start) {
    RunListener listener =
        new RunListener() {
          @Override
          public void on(Event event) {}
        };
    return assertThrows(
        MimarException.class,
        () -> new Runs(CLOCK, System::nanoTime).start(start, listener, new Control()));
  }

  @Test
  void aRunThatFailsOnceItHasBegunLeavesItsFolderFree() {
    Config config = ConfigLoader.from(Config.DEFAULT).set("budget.trials=1").build();
    Runs.Start start = new Runs.Start(config, seeds -> data, run, List.of(), "a test");
    RunListener failing =
        new RunListener() {
          @Override
          public void on(Event event) {}

          @Override
          public void note(String sentence) {
            throw new IllegalStateException("nobody can hear this");
          }
        };
    Runs runs = new Runs(CLOCK, System::nanoTime);
    assertThrows(IllegalStateException.class, () -> runs.start(start, failing, new Control()));
    assertTrue(StudyStore.exists(run.path()), "the run had begun");
    assertDoesNotThrow(() -> StudyLock.acquire(run.path(), CLOCK).close());
  }

  /** The seed with which a run's data are divided. */
  private long splitSeed(String... settings) {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT).set("budget.trials=1");
    for (String setting : settings) {
      loader.set(setting);
    }
    long[] seen = new long[1];
    Runs.Start start =
        new Runs.Start(
            loader.build(),
            seeds -> {
              seen[0] = seeds.value();
              throw new MimarException("enough", "Stop.");
            },
            run,
            List.of(),
            "a test");
    refused(start);
    return seen[0];
  }

  @Test
  void whatIsHeldBackDoesNotDependOnTheSeedOfTheSearch() {
    assertEquals(splitSeed("seed=1"), splitSeed("seed=2"));
    assertNotEquals(splitSeed("seed=1"), splitSeed("seed=1", "data.splitSeed=1"));
  }

  private void writeData() {
    try {
      Files.createDirectories(run.path());
      Files.writeString(run.data(), "the first one's");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertTheFirstHasItsData() throws IOException {
    assertEquals("the first one's", Files.readString(run.data()));
    assertFalse(Files.exists(run.config()), "nothing of the second one is there");
  }

  @Test
  void dataOfARunThatIsAboutToBeginAreNotReplaced() throws Exception {
    MimarException refused =
        startBehind(
            () -> {
              writeData();
              return StudyLock.acquire(run.path(), CLOCK);
            });
    assertTrue(refused.getMessage().contains("is being run by process"), refused.getMessage());
    assertTheFirstHasItsData();
  }

  @Test
  void dataOfARunThatBeganMeanwhileAreNotReplaced() throws Exception {
    MimarException refused =
        startBehind(
            () -> {
              writeData();
              StudyStore.create(run.path(), CLOCK, Map.of(), Map.of()).close();
              return () -> {};
            });
    assertTrue(refused.getMessage().contains("there is a study"), refused.getMessage());
    assertTheFirstHasItsData();
  }
}
