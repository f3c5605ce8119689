package io.mimar.report;

import io.mimar.Check;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A drawing: on a page it takes the page's colours, as a file of its own it brings those of the
 * light scheme.
 *
 * @param name of its file, without an ending
 * @param kind the class by which pages lay it out
 * @param title what it shows, for those who cannot see it
 * @param width in pixels
 * @param height in pixels
 * @param body what is drawn, as SVG; colours are classes of {@code figures.css}
 */
public record Figure(
    String name, String kind, String title, double width, double height, String body) {
  private static final String SPACE = "http://www.w3.org/2000/svg";
  private static final double MARGIN = 10;
  private static final String NAMES = "[a-z0-9]+(-[a-z0-9]+)*";
  private static final Pattern VARIABLE = Pattern.compile("var\\(--([a-z-]+)\\)");
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): ([^;]+);");

  public Figure {
    Check.that(name.matches(NAMES), "name of a figure", name, "small letters, digits, hyphens");
  }

  /** A name that files may have: {@code front-model-size}. */
  public static String name(String words) {
    String name = words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return name.matches("-?") ? "figure" : name.replaceAll("^-|-$", "");
  }

  /** As a part of a page. */
  String onPage() {
    return new Markup()
        .open(
            "svg",
            "class",
            kind,
            "width",
            width,
            "viewBox",
            box(0),
            "role",
            "img",
            "aria-label",
            title)
        .raw(body)
        .close("svg")
        .toString();
  }

  /** As a file of its own, on white paper with a margin. */
  public String file() {
    String box = box(MARGIN);
    return new Markup()
        .open("svg", "xmlns", SPACE, "width", fileWidth(), "height", fileHeight(), "viewBox", box)
        .leaf("title", title)
        .leaf("style", style())
        .empty(
            "rect",
            "class",
            "paper",
            "x",
            -MARGIN,
            "y",
            -MARGIN,
            "width",
            fileWidth(),
            "height",
            fileHeight())
        .raw(body)
        .close("svg")
        .toString();
  }

  /** The width of its file in pixels. */
  double fileWidth() {
    return width + 2 * MARGIN;
  }

  /** The height of its file in pixels. */
  double fileHeight() {
    return height + 2 * MARGIN;
  }

  private String box(double margin) {
    return Stream.of(-margin, -margin, width + 2 * margin, height + 2 * margin)
        .map(Markup::number)
        .collect(Collectors.joining(" "));
  }

  /** The style of all drawings, its variables replaced by the light scheme's colours. */
  private static String style() {
    Map<String, String> colours = new HashMap<>(); // looked up only
    String css = Page.css();
    Matcher colour = COLOUR.matcher(css.substring(0, css.indexOf('}')));
    while (colour.find()) {
      colours.put(colour.group(1), colour.group(2));
    }
    return VARIABLE
        .matcher(Page.figureCss())
        .replaceAll(variable -> Matcher.quoteReplacement(colours.get(variable.group(1))));
  }
}
