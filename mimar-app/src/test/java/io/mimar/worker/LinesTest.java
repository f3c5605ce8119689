package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/** Lines are read whole up to a bound, and not at all beyond. */
final class LinesTest {

  @Test
  void linesAreThoseOfTheText() throws IOException {
    Lines lines = new Lines(new StringReader("one\n\nthree, long\nfour"), 11);
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
    assertThrows(IOException.class, () -> new Lines(endless, 1_000).next());
  }
}
