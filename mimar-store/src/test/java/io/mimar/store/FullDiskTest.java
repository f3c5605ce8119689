package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A study whose disk is full waits for room, and then has all that was announced, once. */
@Timeout(120)
final class FullDiskTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int TRIALS = 120;
  private static final int ENDLESS = 1_000_000;

  @TempDir Path folder;

  /** Someone who makes room at the third time of asking. */
  private static final class Janitor implements Patience {
    private final List<HoldUp> heard = new ArrayList<>();
    private final BooleanSupplier makesRoom;
    private int overs;

    Janitor(BooleanSupplier makesRoom) {
      this.makesRoom = makesRoom;
    }

    @Override
    public boolean waits(HoldUp holdUp) {
      heard.add(holdUp);
      return heard.size() % 3 != 0 || makesRoom.getAsBoolean();
    }

    @Override
    public void over() {
      overs++;
    }
  }

  private static void check(StudyStore store) {
    assertEquals(
        IntStream.range(0, TRIALS).boxed().toList(),
        store.trials().stream().map(Trial::number).toList());
    store.trials().forEach(t -> assertEquals(Trials.cheap(t.number()), t));
  }

  /** SQLite's own limit of pages gives the very error of a full disk, on any machine. */
  @Test
  void aTransactionThatFindsNoRoomIsTriedAgainAndKeptOnce() {
    StudyStore.create(folder, CLOCK, Map.of(), Map.of()).close();
    Path file = folder.resolve(StudyStore.FILE);
    AtomicInteger pages = new AtomicInteger(ENDLESS);
    try (Database database = new Database(narrow(SqliteLink.write(file), pages))) {
      int session = new SessionTable(database).add(CLOCK.instant(), Map.of());
      TrialTable table = new TrialTable(database);
      Janitor janitor =
          new Janitor(
              () -> {
                pages.set(ENDLESS);
                return limit(database, ENDLESS);
              });
      database.waitBy(janitor);
      pages.set(pages(database) + 20);
      limit(database, pages.get());
      for (int n = 0; n < TRIALS; n++) {
        Trial trial = Trials.cheap(n);
        database.transaction(() -> table.insert(trial, "", CLOCK.instant(), session));
      }
      assertEquals(3, janitor.heard.size());
      assertEquals(1, janitor.overs);
      assertEquals(HoldUp.Kind.FULL, janitor.heard.get(0).kind());
      assertTrue(janitor.heard.get(0).what().contains("full: " + file), janitor.heard::toString);
    }
    try (StudyStore store = StudyStore.read(folder)) {
      check(store);
    }
    assertTrue(StudyAudit.of(folder).stream().allMatch(StudyAudit.Law::holds));
  }

  /** Connections, those that are made anew too, to files of so many pages at most. */
  private static Link narrow(Link link, AtomicInteger pages) {
    return (Link)
        Proxy.newProxyInstance(
            Link.class.getClassLoader(),
            new Class<?>[] {Link.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(link, arguments);
              if (answer instanceof Connection connection) {
                try (Statement statement = connection.createStatement()) {
                  statement.execute("PRAGMA max_page_count = " + pages.get());
                }
              }
              return answer;
            });
  }

  private static int pages(Database database) {
    return database.query("PRAGMA page_count", row -> row.getInt(1)).get(0);
  }

  private static boolean limit(Database database, int pages) {
    return database.query("PRAGMA max_page_count = " + pages, row -> row.getInt(1)).size() == 1;
  }

  @Test
  void withoutPatienceAFullDiskIsAnErrorAndWhatWasKeptStays() {
    StudyStore.create(folder, CLOCK, Map.of(), Map.of()).close();
    try (Database database = Database.write(folder.resolve(StudyStore.FILE))) {
      int session = new SessionTable(database).add(CLOCK.instant(), Map.of());
      TrialTable table = new TrialTable(database);
      database.transaction(() -> table.insert(Trials.cheap(0), "", CLOCK.instant(), session));
      limit(database, pages(database));
      MimarException full =
          assertThrows(
              MimarException.class,
              () -> {
                for (int n = 1; n < TRIALS; n++) {
                  Trial trial = Trials.cheap(n);
                  database.transaction(() -> table.insert(trial, "", CLOCK.instant(), session));
                }
              });
      assertTrue(full.getMessage().contains("the disk is full"), full.getMessage());
      assertTrue(full.hint().contains("Make room"), full.hint());
      assertFalse(table.all().isEmpty());
    }
  }

  /** A real file system of 2 MB, which only root may make. */
  @Test
  void aDiskThatIsReallyFullIsWaitedFor() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    mount(disk);
    try {
      Path filler = disk.resolve("filler");
      Path run = disk.resolve("run");
      try (StudyStore store = StudyStore.create(run, CLOCK, Map.of(), Map.of())) {
        Janitor janitor = new Janitor(() -> delete(filler));
        store.waitBy(janitor);
        for (int n = 0; n < TRIALS; n++) {
          if (n == 10) {
            fill(filler);
          }
          store.record(Trials.cheap(n));
        }
        assertTrue(janitor.heard.size() >= 3, janitor.heard::toString);
        assertEquals(1, janitor.overs);
        assertTrue(
            janitor.heard.stream().allMatch(h -> h.kind() == HoldUp.Kind.FULL),
            janitor.heard::toString);
        check(store);
      }
      assertTrue(StudyAudit.of(run).stream().allMatch(StudyAudit.Law::holds));
    } finally {
      SystemCommand.unmount(disk);
    }
  }

  private static void mount(Path disk) throws Exception {
    if (!SystemCommand.mount(disk, 2)) {
      String words = "this user may not mount a tmpfs: a disk that is really full is not tested";
      System.out.println("SKIPPED: " + words);
      Assumptions.abort(words);
    }
  }

  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("space"), e.toString());
    }
  }

  private static boolean delete(Path file) {
    try {
      Files.delete(file);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
