package io.mimar.worker;

import java.io.IOException;
import java.io.Reader;

/** Reads lines that end at the latest after so many characters, whatever the other side sends. */
final class Lines {
  /** More was said than anybody wants to hear. */
  static final class FloodException extends IOException {
    private static final long serialVersionUID = 1L;

    FloodException(String message) {
      super(message);
    }
  }

  private final Reader reader;
  private final int longest;

  /**
   * Lines of {@code reader}, which should have a buffer.
   *
   * @param longest how many characters a line may have
   */
  Lines(Reader reader, int longest) {
    this.reader = reader;
    this.longest = longest;
  }

  /**
   * The next line without its end; null at the end of all.
   *
   * @throws FloodException when it is too long
   */
  String next() throws IOException {
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
    return line.toString();
  }
}
