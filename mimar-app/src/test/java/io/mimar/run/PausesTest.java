package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.store.HoldUp;
import io.mimar.study.Control;
import io.mimar.study.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pause is one line when it begins, one when it ends, and ends with the user's patience. */
@Timeout(60)
final class PausesTest {
  private static final HoldUp FULL = new HoldUp(HoldUp.Kind.FULL, "the disk is full");
  private static final HoldUp LOST = new HoldUp(HoldUp.Kind.LOST, "the store does not answer");

  @TempDir Path folder;

  private final Control control = new Control();
  private final AtomicLong time = new AtomicLong();
  private final List<String> notes = new ArrayList<>();
  private final RunClock clock = new RunClock(Duration.ofMinutes(3), time::get);
  private final Pauses pauses = new Pauses(listener(), control, clock, time::get);

  private RunListener listener() {
    return new RunListener() {
      @Override
      public void on(Event event) {}

      @Override
      public void note(String sentence) {
        notes.add(sentence);
      }
    };
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  @Test
  void oneLineBeginsAndOneEndsAPause() {
    assertTrue(pauses.waits(LOST));
    pass(Duration.ofSeconds(30));
    assertTrue(pauses.waits(LOST));
    pauses.over();
    pauses.over();
    assertEquals(2, notes.size(), notes::toString);
    assertTrue(notes.get(0).startsWith("Paused: the store does not answer; it is tried again"));
    assertTrue(notes.get(1).startsWith("Going on after 30"), notes::toString);
    assertTrue(pauses.waits(LOST), "another pause is told anew");
    assertEquals(3, notes.size());
  }

  @Test
  void aServerIsWaitedForTenMinutesAndAFullDiskForAnyTime() {
    assertTrue(pauses.waits(LOST));
    pass(Duration.ofMinutes(11));
    assertFalse(pauses.waits(LOST));
    assertTrue(pauses.waits(FULL));
    pass(Duration.ofDays(3));
    assertTrue(pauses.waits(FULL));
  }

  @Test
  void anotherCauseIsWaitedForAnewAndTheWholePauseIsTold() {
    pauses.workerWaits("the disk is full: trial-3.onnx cannot be written");
    pass(Duration.ofMinutes(11));
    assertTrue(pauses.waits(LOST), "the server was lost only now");
    pass(Duration.ofMinutes(9));
    assertTrue(pauses.waits(LOST));
    pass(Duration.ofMinutes(2));
    assertFalse(pauses.waits(LOST));
    pauses.over();
    assertTrue(notes.get(2).startsWith("Going on after 22"), notes::toString);
  }

  @Test
  void whatIsUnderWayIsWaitedForTenMinutesAndWhoStopsEndsTheWait() {
    assertTrue(pauses.waits(FULL));
    pass(Duration.ofHours(1));
    control.interrupt();
    assertTrue(pauses.waits(FULL));
    pass(Duration.ofMinutes(9));
    assertTrue(pauses.waits(FULL));
    pass(Duration.ofMinutes(2));
    assertFalse(pauses.waits(FULL));
    pauses.over();
    assertTrue(pauses.waits(LOST), "a blip while trials finish");
    control.interrupt();
    assertFalse(pauses.waits(LOST));
  }

  @Test
  void aPauseTakesNothingOfTheRunsTime() {
    pass(Duration.ofSeconds(10));
    assertTrue(pauses.waits(FULL));
    pass(Duration.ofHours(5));
    assertEquals(Duration.ofSeconds(190), clock.get());
    assertTrue(pauses.waits(LOST));
    pass(Duration.ofMinutes(1));
    pauses.over();
    pass(Duration.ofSeconds(2));
    assertEquals(Duration.ofSeconds(192), clock.get());
    pauses.over();
    assertEquals(Duration.ofSeconds(192), clock.get());
  }

  @Test
  void aWorkersWaitTakesOfTheRunsTimeUntilTheStudyWaitsToo() {
    pauses.workerWaits("the disk is full: trial-3.onnx cannot be written");
    pass(Duration.ofSeconds(20));
    assertEquals(Duration.ofSeconds(200), clock.get());
    assertTrue(pauses.waits(FULL));
    pass(Duration.ofHours(1));
    pauses.over();
    assertEquals(Duration.ofSeconds(200), clock.get());
  }

  @Test
  void workersThatWaitAreToldOfOnce() {
    pauses.workerWaits("the disk is full: trial-3.onnx cannot be written");
    pauses.workerWaits("the disk is full: trial-4.onnx cannot be written");
    pauses.over();
    assertEquals(2, notes.size(), notes::toString);
    assertTrue(notes.get(0).contains("trial-3.onnx cannot be written. The run goes on when"));
  }

  @Test
  void aReportThatFindsNoRoomIsWrittenLater() {
    AtomicInteger attempts = new AtomicInteger();
    pauses.write(
        folder.resolve("report.html"),
        () -> {
          if (attempts.incrementAndGet() < 3) {
            throw new UncheckedIOException(new IOException("No space left on device"));
          }
        });
    assertEquals(3, attempts.get());
    assertEquals(2, notes.size(), notes::toString);
    UncheckedIOException other = new UncheckedIOException(new IOException("a broken pipe"));
    assertThrows(
        UncheckedIOException.class,
        () ->
            pauses.write(
                folder.resolve("report.html"),
                () -> {
                  throw other;
                }));
  }
}
