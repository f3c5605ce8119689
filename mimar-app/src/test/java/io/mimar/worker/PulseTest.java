package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PulseTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // such clocks may overflow
  private final List<Message> heard = new ArrayList<>();

  private void seconds(int passed) {
    now.addAndGet(Duration.ofSeconds(passed).toNanos());
  }

  @Test
  void stepsGiveASignEveryFewSecondsAndNotMoreOften() {
    Pulse pulse = new Pulse(now::get, heard::add);
    for (int step = 0; step < 60; step++) {
      seconds(1);
      pulse.run();
    }
    assertEquals(10, heard.size());
  }

  @Test
  void whateverIsSaidIsASign() {
    Pulse pulse = new Pulse(now::get, heard::add);
    seconds(4);
    pulse.say(new Message.FinalProgress(1, 2));
    seconds(4);
    pulse.run();
    assertEquals(List.of(new Message.FinalProgress(1, 2)), heard);
  }

  @Test
  void whatCannotSpeakGivesSignsWhileItLasts() {
    CountDownLatch three = new CountDownLatch(3);
    Pulse pulse = new Pulse(SHORT, System::nanoTime, message -> three.countDown());
    assertTrue(pulse.during(() -> await(three)), "three signs");
  }

  @Test
  void whatLastsForEverIsSilentInTheEnd() {
    CountDownLatch looked = new CountDownLatch(5);
    LongSupplier hours =
        () -> {
          looked.countDown();
          return now.addAndGet(Duration.ofMinutes(4).toNanos());
        };
    List<Message> signs = new ArrayList<>();
    Thread[] timer = new Thread[1];
    Pulse pulse =
        new Pulse(
            SHORT,
            hours,
            message -> {
              timer[0] = Thread.currentThread();
              signs.add(message);
            });
    int meanwhile =
        pulse.during(
            () -> {
              assertTrue(await(looked) && hasEnded(timer[0]), "the timer ends by itself");
              return signs.size();
            });
    assertEquals(2, meanwhile);
    assertEquals(3, signs.size(), "and one when it is over");
  }

  @Test
  void aThreadThatIsInterruptedEndsWithItsNextStep() {
    Pulse pulse = new Pulse(SHORT, System::nanoTime, message -> {});
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, pulse::run);
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is kept");
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(50, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean hasEnded(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(50).toMillis());
      return !thread.isAlive();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
