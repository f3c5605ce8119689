package io.mimar.tabular;

/** The cells of a line of ARFF, which commas or blanks part. */
final class ArffLine {
  private final String text;
  private final boolean blanks;
  private int at;
  private boolean open;
  private boolean more;

  /**
   * @param blanks whether blanks part cells; they do anyway in a line without commas or tabs
   */
  ArffLine(String text, boolean blanks) {
    this.text = text;
    this.blanks = blanks || (text.indexOf(',') < 0 && !text.startsWith("{"));
    more = !text.isEmpty();
  }

  boolean hasNext() {
    return more;
  }

  /** Whether a quote did not close. */
  boolean isOpen() {
    return open;
  }

  /** What has not been read. */
  String rest() {
    return text.substring(Math.min(at, text.length()));
  }

  /** The next cell, without quotes and outer blanks. */
  String next() {
    skipBlanks();
    char quote = at < text.length() ? text.charAt(at) : ' ';
    String cell = quote == '\'' || quote == '"' ? quoted(quote) : plain();
    skipBlanks();
    more = at < text.length();
    if (more && text.charAt(at) == ',') {
      at++; // what follows is a cell, even an empty one
    }
    return cell;
  }

  private String quoted(char quote) {
    var cell = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return cell.toString();
      }
      if (c == '\\' && at + 1 < text.length()) {
        c = text.charAt(++at);
      }
      cell.append(c);
    }
    open = true;
    return cell.toString();
  }

  private String plain() {
    int start = at;
    while (at < text.length() && !ends(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private boolean ends(char c) {
    return c == ',' || (blanks && Character.isWhitespace(c));
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
