package io.mimar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LanesTest {

  @Test
  void allIsDoneInOrder() {
    try (Lanes lanes = new Lanes(2)) {
      List<Integer> squares =
          Lanes.join(IntStream.range(0, 9).mapToObj(i -> lanes.start(() -> i * i)).toList());
      assertEquals(List.of(0, 1, 4, 9, 16, 25, 36, 49, 64), squares);
    }
  }

  @Test
  void aFailureIsThrownAsItWasAndNothingGoesOnBehindIt() {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    CancellationException failure = new CancellationException("dismissed");
    CancellationException thrown =
        assertThrows(
            CancellationException.class,
            () -> {
              try (Lanes lanes = new Lanes(2)) {
                var other = lanes.run(() -> slowly(begun, ended));
                var failing =
                    lanes.run(
                        () -> {
                          await(begun);
                          throw failure;
                        });
                lanes.run(() -> ended.addAndGet(100)).isDone(); // may begin, or not
                Lanes.join(List.of(failing, other));
              }
            });
    assertSame(failure, thrown);
    assertEquals(1, ended.get() % 100, "what was under way has ended");
  }

  /** Work that an interrupt does not end, like that of native code. */
  private static void slowly(CountDownLatch begun, AtomicInteger ended) {
    begun.countDown();
    long end = System.nanoTime() + 300_000_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    ended.incrementAndGet();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
