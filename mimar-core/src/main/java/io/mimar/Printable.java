package io.mimar;

import java.util.stream.Collectors;

/**
 * Texts of others, such as workers, files and data, as they may be shown: a terminal obeys signs
 * that are not printed.
 */
public final class Printable {
  private Printable() {}

  /** With a question mark for each sign that is not printed, but for ends of lines and tabs. */
  public static String text(String text) {
    return text.replace("\r\n", "\n").replaceAll("[\\p{Cc}&&[^\n\t]]", "?");
  }

  /** The same in one line. */
  public static String line(String text) {
    return text(text)
        .lines()
        .map(String::strip)
        .collect(Collectors.joining(" "))
        .strip()
        .replace('\t', ' ');
  }
}
