package io.mimar.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutcomesTest {
  private static final Outcomes.Outcome BORNE =
      new Outcomes.Outcome(0, Fault.OWNER_KILLED, new Verdict(0, 0, ""), 12.5);

  private static final Outcomes.Outcome NOT_BORNE =
      new Outcomes.Outcome(1, Fault.DISK_FULL, new Verdict(2, 1, "it did not end"), 30);

  @TempDir Path folder;

  @Test
  void goesOnAfterTheRunsThatAreKept() throws Exception {
    Optional<Path> file = Optional.of(folder.resolve("outcomes"));
    Outcomes first = Outcomes.of(file, 1, List.of());
    first.add(BORNE);
    first.add(NOT_BORNE);
    assertTrue(first.all().isEmpty());
    assertEquals(List.of(BORNE, NOT_BORNE), Outcomes.of(file, 1, List.of()).all());
  }

  @Test
  void aLineThatAKillCutOffIsWrittenAnew() throws Exception {
    Path file = folder.resolve("outcomes");
    Outcomes.of(Optional.of(file), 1, List.of()).add(BORNE);
    Files.writeString(file, "{\"run\":1,\"fau", StandardOpenOption.APPEND);
    Outcomes again = Outcomes.of(Optional.of(file), 1, List.of());
    assertEquals(List.of(BORNE), again.all());
    again.add(NOT_BORNE);
    assertEquals(List.of(BORNE, NOT_BORNE), Outcomes.of(Optional.of(file), 1, List.of()).all());
  }

  @Test
  void refusesTheRunsOfAnotherCampaign() throws Exception {
    Optional<Path> file = Optional.of(folder.resolve("outcomes"));
    Outcomes.of(file, 1, List.of()).add(BORNE);
    assertThrows(MimarException.class, () -> Outcomes.of(file, 2, List.of()));
    assertThrows(MimarException.class, () -> Outcomes.of(file, 1, List.of(Fault.DISK_FULL)));
  }
}
