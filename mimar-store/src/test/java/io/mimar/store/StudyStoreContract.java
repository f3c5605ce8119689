package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.process.Host;
import io.mimar.study.Journal;
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

/** What a {@link StudyStore} keeps to, whichever database is behind it. */
abstract class StudyStoreContract extends JournalContract {
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final Map<String, String> PLATFORM = Map.of("mimar", "0.1", "os", "Linux");

  @TempDir Path folder;
  private final List<StudyStore> opened = new ArrayList<>();

  /** The server that keeps the studies; empty for files. */
  abstract Optional<StoreUrl> server();

  @AfterEach
  void closeAll() {
    opened.forEach(StudyStore::close);
  }

  @Override
  Journal journal() {
    return keep(create(folder));
  }

  StudyStore create(Path where) {
    return StudyStore.create(where, server(), CLOCK, PLATFORM, Map.of("name", "\"first\""));
  }

  StudyStore keep(StudyStore store) {
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
      assertEquals(List.of(asKept(Trials.of(0))), store.trials());
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
  void valuesAreKeptTogetherAndForgotten() {
    StudyStore store = keep(create(folder));
    store.putMeta(Map.of("a", 1, "name", "second"));
    assertEquals(Optional.of("1"), store.meta("a"));
    assertEquals(Optional.of("second"), store.meta("name", String.class));
    store.removeMeta("a");
    store.removeMeta("no such name");
    assertEquals(Optional.empty(), store.meta("a"));
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
  void aSecondOwnerIsRefusedAndTheFirstGoesOn() {
    StudyStore owner = keep(create(folder));
    MimarException refused =
        assertThrows(MimarException.class, () -> StudyStore.open(folder, CLOCK, PLATFORM));
    long self = ProcessHandle.current().pid();
    assertTrue(refused.getMessage().contains("process " + self), refused.getMessage());
    assertTrue(refused.hint().contains("kill " + self), refused.hint());
    owner.record(Trials.of(0));
    StudyStore reader = keep(StudyStore.read(folder));
    assertEquals(self, reader.owner().orElseThrow().pid());
    assertEquals(Host.name(), StudyStore.owner(folder).orElseThrow().host());
    owner.close();
    assertEquals(Optional.empty(), reader.owner());
    assertEquals(Optional.empty(), StudyStore.owner(folder));
    try (StudyStore next = StudyStore.open(folder, CLOCK, PLATFORM)) {
      assertEquals(List.of(asKept(Trials.of(0))), next.trials());
    }
  }

  @Test
  void anExistingStudyIsNotOverwritten() {
    try (StudyStore store = create(folder)) {
      store.record(Trials.of(0));
    }
    assertThrows(MimarException.class, () -> create(folder));
    assertThrows(MimarException.class, () -> StudyStore.create(folder, CLOCK, PLATFORM, Map.of()));
    try (StudyStore store = StudyStore.read(folder)) {
      assertEquals(1, store.trials().size());
    }
  }

  @Test
  void commandsReachTheOwnerThatIsMeant() {
    try (StudyStore owner = create(folder);
        StudyStore reader = StudyStore.read(folder)) {
      long before = reader.queries().dataVersion();
      StudyCommands.stop(folder, CLOCK);
      StudyCommands.stop(folder, CLOCK);
      assertEquals(2, reader.stopsAsked());
      assertEquals(2, owner.stopsAsked());
      long between = reader.queries().dataVersion();
      assertTrue(before != between, "a command shows");
      assertEquals(between, reader.queries().dataVersion());
      owner.record(Trials.of(0));
      assertTrue(between != reader.queries().dataVersion(), "a trial shows");
    }
    assertThrows(MimarException.class, () -> StudyCommands.stop(folder, CLOCK));
    try (StudyStore next = StudyStore.open(folder, CLOCK, PLATFORM)) {
      assertEquals(0, next.stopsAsked());
    }
  }
}
