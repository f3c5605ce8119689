package io.mimar.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerWatchTest {
  private static final WorkerBounds BOUNDS =
      new WorkerBounds(Duration.ofSeconds(10), Duration.ofSeconds(30), 0);

  private long now = -5; // clocks may start anywhere
  private final WorkerWatch watch = new WorkerWatch(() -> now);

  /** Time goes by, with a look each second. */
  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now += 1_000_000_000L;
      watch.look(BOUNDS);
    }
  }

  @Test
  void silenceIsCountedFromTheLastWord() {
    pass(8);
    watch.hear();
    pass(10);
    assertEquals(Optional.empty(), watch.ofSilence(BOUNDS));
    pass(1);
    assertTrue(watch.ofSilence(BOUNDS).orElseThrow().again());
  }

  @Test
  void onlyWorkIsCounted() {
    pass(40); // it starts
    watch.begin();
    pass(30);
    assertEquals(Optional.empty(), watch.ofTime(BOUNDS));
    pass(1);
    assertTrue(watch.ofTime(BOUNDS).isPresent());
    watch.hold(); // for room on a disk
    assertEquals(Optional.empty(), watch.ofTime(BOUNDS));
    watch.begin(); // the next trial
    pass(29);
    assertEquals(Optional.empty(), watch.ofTime(BOUNDS));
  }

  @Test
  void timeDuringWhichNobodyLookedIsNot() {
    pass(3);
    watch.begin();
    pass(20);
    now += 3_600_000_000_000L; // the machine was suspended
    watch.look(BOUNDS);
    assertEquals(Optional.empty(), watch.ofSilence(BOUNDS));
    assertEquals(Optional.empty(), watch.ofTime(BOUNDS));
    pass(11);
    assertTrue(watch.ofSilence(BOUNDS).isPresent());
    assertTrue(watch.ofTime(BOUNDS).isPresent());
  }
}
