package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stopped study goes on with. */
final class SittingLogTest {
  private static final Exam WINE = Exam.named(List.of("wine")).get(0);

  @TempDir Path folder;

  private SittingLog log(Sitting... sittings) throws IOException {
    SittingLog log = SittingLog.open(folder.resolve("results"));
    for (Sitting sitting : sittings) {
      log.append(sitting);
    }
    return log;
  }

  @Test
  void whatWasAppendedIsThereWhenOpenedAgain() throws IOException {
    Sitting first = Sittings.of(WINE, 0, "mimar", 54, 2);
    Sitting second = Sittings.of(WINE, 0, "forest", 54, List.of(3, 17));
    log(first, second);
    SittingLog again = log();
    assertEquals(List.of(first, second), again.sittings());
    assertTrue(again.has(WINE, 0, "mimar"));
    assertFalse(again.has(WINE, 1, "mimar"));
    assertFalse(again.has(WINE, 0, "xgboost"));
  }

  @Test
  void aLineThatWasCutOffIsHeldAgain() throws IOException {
    log(Sittings.of(WINE, 0, "mimar", 54, 2), Sittings.of(WINE, 1, "mimar", 54, 1));
    Path file = folder.resolve("results").resolve(SittingLog.NAME);
    byte[] whole = Files.readAllBytes(file);
    for (int cut : new int[] {1, 40, 150}) {
      Files.write(file, Arrays.copyOf(whole, whole.length - cut));
      SittingLog log = log();
      assertTrue(log.has(WINE, 0, "mimar"));
      assertFalse(log.has(WINE, 1, "mimar"), "cut by " + cut);
      log.append(Sittings.of(WINE, 1, "mimar", 54, 1));
      assertEquals(2, log().sittings().size());
    }
  }

  @Test
  void aForeignLineIsNamed() throws IOException {
    log(Sittings.of(WINE, 0, "mimar", 54, 2));
    Path file = folder.resolve("results").resolve(SittingLog.NAME);
    Files.writeString(file, "{\"exam\":\"wine\"}\n", StandardOpenOption.APPEND);
    MimarException e = assertThrows(MimarException.class, this::log);
    assertTrue(e.getMessage().contains("line 2"), e.getMessage());
  }

  @Test
  void anotherBudgetIsAnotherExam() throws IOException {
    Exam shorter = WINE.within(Duration.ofSeconds(15));
    SittingLog log = log(Sittings.of(shorter, 0, "mimar", 54, 2));
    assertTrue(log.has(shorter, 0, "mimar"));
    assertFalse(log.has(WINE, 0, "mimar"));
  }
}
