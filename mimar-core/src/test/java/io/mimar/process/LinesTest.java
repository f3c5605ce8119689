package io.mimar.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Lines are read whole up to a bound, and not at all beyond. */
final class LinesTest {

  @Test
  void linesAreThoseOfTheText() throws IOException {
    Lines lines =
        new Lines(new StringReader("one\n\nthree, long\nfour"), 11, Lines.OF_A_WORKER, () -> 0);
    assertEquals("one", lines.next());
    assertEquals("", lines.next());
    assertEquals("three, long", lines.next());
    assertEquals("four", lines.next());
    assertNull(lines.next());
    assertNull(lines.next());
  }

  @Test
  void aLineThatNeverEndsIsGivenUp() {
    Reader endless =
        new Reader() {
          @Override
          public int read(char[] into, int from, int count) {
            into[from] = 'x';
            return 1;
          }

          @Override
          public void close() {}
        };
    assertThrows(
        IOException.class, () -> new Lines(endless, 1_000, Lines.OF_A_WORKER, () -> 0).next());
  }

  @Test
  void linesThatComeTooFastAreGivenUpAndThoseOfALongTrainingAreNot() throws IOException {
    Lines slow =
        new Lines(new StringReader("x\n".repeat(200_000)), 10, Lines.OF_A_WORKER, second());
    while (slow.next() != null) {
      // to the end
    }
    Lines flood =
        new Lines(new StringReader("x\n".repeat(200_000)), 10, Lines.OF_A_WORKER, () -> 0);
    assertThrows(
        Lines.FloodException.class,
        () -> {
          while (flood.next() != null) {
            // to the end
          }
        });
  }

  /** A clock on which 100 looks take a second. */
  private static LongSupplier second() {
    AtomicLong looks = new AtomicLong();
    return () -> 10_000_000L * looks.incrementAndGet();
  }
}
