package io.mimar.report;

import java.util.Locale;

/**
 * Builds markup of elements, attributes and text, everything escaped: for the drawings, which a
 * template cannot make. What it gives is well-formed XML.
 */
public final class Markup {
  private final StringBuilder out = new StringBuilder();

  /** Opens an element; attributes are names and values in turn, numbers with one decimal. */
  public Markup open(String element, Object... attributes) {
    tag(element, attributes);
    out.append('>');
    return this;
  }

  /** An element without content. */
  public Markup empty(String element, Object... attributes) {
    tag(element, attributes);
    out.append("/>");
    return this;
  }

  /** A ring around a dot that stands out. */
  Markup ring(double x, double y) {
    return empty("circle", "class", "ring", "cx", x, "cy", y, "r", 7.0);
  }

  /** An element with text in it. */
  public Markup leaf(String element, String text, Object... attributes) {
    return open(element, attributes).text(text).close(element);
  }

  /** Closes the innermost element, which must be {@code element}. */
  public Markup close(String element) {
    out.append("</").append(element).append('>');
    return this;
  }

  /** Adds text. */
  public Markup text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Adds what is markup already. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  private void tag(String element, Object... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(escape(value(attributes[i + 1]))).append('"');
    }
  }

  private static String value(Object value) {
    return value instanceof Double number ? number(number) : String.valueOf(value);
  }

  /** A coordinate: at most one decimal, which is a tenth of a pixel. */
  public static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value + 0.0); // not -0
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Text that is only text wherever it stands in HTML or XML. */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
