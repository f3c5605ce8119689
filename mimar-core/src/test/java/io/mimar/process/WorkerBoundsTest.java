package io.mimar.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.process.WorkerBounds.Breach;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WorkerBoundsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long SELF = ProcessHandle.current().pid();

  private static WorkerBounds memory(long bytes) {
    return new WorkerBounds(MINUTE, MINUTE, bytes);
  }

  @Test
  void aBoundMayBeReachedAndNotPassed() {
    WorkerBounds bounds = memory(0);
    assertEquals(Optional.empty(), bounds.ofSilence(MINUTE));
    assertEquals(Optional.empty(), bounds.ofTime(MINUTE));
    assertEquals(
        new Breach("said nothing for 60 s", true),
        bounds.ofSilence(MINUTE.plusMillis(1)).orElseThrow());
    Breach slow = bounds.ofTime(MINUTE.plusSeconds(1)).orElseThrow();
    assertEquals(
        new Breach(
            "trained for 61 s, but a trial may take 60 s (worker.time, or all the run has)", false),
        slow);
  }

  @Test
  @EnabledOnOs(OS.LINUX) // which tells by /proc
  void onlyTheMemoryOfAFreshWorkerIsItsTrials() {
    Breach fresh = memory(1 << 20).ofMemory(SELF, true).orElseThrow();
    Breach used = memory(1 << 20).ofMemory(SELF, false).orElseThrow();
    assertTrue(fresh.reason().matches("took \\d+ MB of memory, .* have 1 MB .*"), fresh.reason());
    assertEquals(new Breach(fresh.reason(), false), fresh);
    assertTrue(used.again());
  }

  @Test
  void whereNobodySaysAWorkerMayHaveMostOfTheMachine() {
    assertTrue(Memory.most() > Runtime.getRuntime().maxMemory() / 4, "bytes " + Memory.most());
    assertEquals(Optional.empty(), memory(0).ofMemory(SELF, true));
    assertEquals(Optional.empty(), memory(1).ofMemory(Long.MAX_VALUE, true), "nobody is there");
  }

  @Test
  void boundsThatMakeNoSenseAreRefused() {
    assertThrows(MimarException.class, () -> new WorkerBounds(Duration.ZERO, MINUTE, 0));
    assertThrows(MimarException.class, () -> new WorkerBounds(MINUTE, MINUTE.negated(), 0));
    assertThrows(MimarException.class, () -> memory(-1));
  }
}
