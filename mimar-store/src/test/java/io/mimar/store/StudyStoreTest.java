package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.study.Journal;
import io.mimar.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link StudyStore} is a journal that lasts. */
final class StudyStoreTest extends JournalContract {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Map<String, String> PLATFORM = Map.of("mimar", "0.1", "os", "Linux");

  /** Loading takes a third of a second alone; the bound leaves room for a busy machine. */
  private static final Duration LOADING_BOUND = Duration.ofSeconds(6);

  @TempDir Path folder;
  private final List<StudyStore> opened = new ArrayList<>();

  @AfterEach
  void closeAll() {
    opened.forEach(StudyStore::close);
  }

  @Override
  Journal journal() {
    return keep(create(folder));
  }

  private static StudyStore create(Path folder) {
    return StudyStore.create(folder, CLOCK, PLATFORM, Map.of("name", "\"first\""));
  }

  private StudyStore keep(StudyStore store) {
    opened.add(store);
    return store;
  }

  @Test
  void keepsAllAcrossSessions() {
    try (StudyStore store = create(folder)) {
      store.record(Trials.of(0));
      store.lost(1, 1, "killed");
      store.elapsed(Duration.ofMillis(1_234));
      store.putMeta("numbers", List.of(1, 2, 3));
      store.putMeta("numbers", List.of(4, 5));
    }
    try (StudyStore store = StudyStore.open(folder, CLOCK, Map.of("mimar", "0.2"))) {
      assertEquals(List.of(Trials.of(0)), store.trials());
      assertEquals(1, store.lostAttempts(1));
      assertEquals(1, store.lostAttempts());
      assertEquals(Duration.ofMillis(1_234), store.elapsed());
      assertEquals(Optional.of("[4,5]"), store.meta("numbers"));
      assertEquals(Optional.of("first"), store.meta("name", String.class));
      assertEquals(Optional.empty(), store.meta("no such name"));
      store.record(Trials.of(1));
      Provenance first = store.provenance(0).orElseThrow();
      assertEquals(PLATFORM, first.session().platform());
      assertEquals(NOW, first.finished());
      assertEquals(NOW.minusMillis(8_500), first.started());
      assertEquals("0.2", store.provenance(1).orElseThrow().session().platform().get("mimar"));
      assertEquals(2, store.sessions().size());
    }
  }

  @Test
  void readersSeeWhatIsRecordedWhileTheOwnerIsOpen() {
    StudyStore owner = keep(create(folder));
    StudyStore reader = keep(StudyStore.read(folder));
    assertTrue(reader.trials().isEmpty());
    for (int n = 0; n < 5; n++) {
      owner.record(Trials.of(n));
      owner.elapsed(Duration.ofSeconds(2L * n));
      assertEquals(n + 1, reader.trials().size());
      assertEquals(owner.elapsed(), reader.elapsed());
    }
    assertThrows(IllegalStateException.class, () -> reader.record(Trials.of(9)));
    assertThrows(IllegalStateException.class, () -> reader.putMeta("a", 1));
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
              table.insert(Trials.cheap(n), NOW, 1);
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
