package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A study in a SQLite file. */
final class StudyStoreTest extends StudyStoreContract {
  /** Loading takes a third of a second alone; the bound leaves room for a busy machine. */
  private static final Duration LOADING_BOUND = Duration.ofSeconds(6);

  @Override
  Optional<StoreUrl> server() {
    return Optional.empty();
  }

  @Test
  void anyPathWillDo() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("a?b=c #1 %41 ü '\";"));
    try (StudyStore store = create(odd)) {
      store.record(Trials.of(0));
    }
    assertTrue(Files.isRegularFile(odd.resolve("study.db")));
    try (StudyStore store = StudyStore.read(odd)) {
      assertEquals(1, store.trials().size());
    }
  }

  @Test
  void loadsTenThousandTrialsFast() {
    create(folder).close();
    try (Database database = Database.write(folder.resolve(StudyStore.FILE))) {
      TrialTable table = new TrialTable(database);
      database.transaction(
          () -> { // one sync, not ten thousand
            for (int n = 0; n < 10_000; n++) {
              table.insert(Trials.cheap(n), "", NOW, 1);
            }
          });
    }
    long start = System.nanoTime();
    try (StudyStore store = StudyStore.open(folder, CLOCK, PLATFORM)) {
      List<Trial> trials = store.trials();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println("opened and loaded 10,000 trials in " + took.toMillis() + " ms");
      assertEquals(10_000, trials.size());
      assertTrue(took.compareTo(LOADING_BOUND) < 0, "loading took " + took);
    }
  }
}
