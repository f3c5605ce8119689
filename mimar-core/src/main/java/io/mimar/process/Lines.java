package io.mimar.process;

import java.io.IOException;
import java.io.Reader;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reads lines that end at the latest after so many characters, and no more of them than is sound,
 * whatever the other side sends.
 */
public final class Lines {
  /** No sound worker says more lines a second, whatever it trains. */
  public static final long OF_A_WORKER = 1_000;

  /** So many lines it may be ahead. */
  private static final long BURST = 60_000;

  /** More was said than anybody wants to hear. */
  public static final class FloodException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Names what was too much. */
    public FloodException(String message) {
      super(message);
    }
  }

  private final Reader reader;
  private final int longest;
  private final long mostASecond;
  private final LongSupplier nanoTime;
  private final long start;
  private long lines;

  /**
   * Lines of {@code reader}, which should have a buffer.
   *
   * @param longest how many characters a line may have
   * @param mostASecond how many lines may come a second, in the long run
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public Lines(Reader reader, int longest, long mostASecond, LongSupplier nanoTime) {
    this.reader = reader;
    this.longest = longest;
    this.mostASecond = mostASecond;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /**
   * The next line without its end; null at the end of all.
   *
   * @throws FloodException when it is too long, or lines come too fast
   */
  public String next() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c != '\n'; c = reader.read()) {
      if (c < 0) {
        return line.isEmpty() ? null : line.toString();
      }
      if (line.length() == longest) {
        throw new FloodException("a line has more than " + longest + " characters");
      }
      line.append((char) c);
    }
    count();
    return line.toString();
  }

  private void count() throws FloodException {
    lines++;
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - start);
    if (lines > BURST + mostASecond * seconds) {
      throw new FloodException("it said " + lines + " lines in " + seconds + " s");
    }
  }
}
