package io.mimar.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders templates as Markdown: CommonMark with GitHub's tables and no HTML. All that a model says
 * is text; a figure becomes a picture that links to its drawing.
 */
final class Markdown {
  private static final String MARKS = "\\`*_[]<>|~&$#";
  private static final Pattern SPACES = Pattern.compile("[\\p{Cntrl}\\s\u2028\u2029\u0085]+");
  private static final Pattern FIRST =
      Pattern.compile("^([-+=](?=[-+=\\s]|$)|\\d{1,9}(?=[.)](\\s|$)))");
  private static final Pattern ADDRESS = Pattern.compile("(?i)(?<=[a-z]):(?=//)|(?<=www)\\.");
  private static final Pattern TICKS = Pattern.compile("`+");

  /** Two escaped ticks that touch no others, with none between. */
  private static final Pattern SPAN =
      Pattern.compile("(?<!`)\\\\`((?:[^\\\\`]|\\\\[^`])+)\\\\`(?!\\\\`)");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
  private static final int LEAST_FENCE = 3;

  private final String folder;
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  /** A page whose figures lie in {@code folder} beside it. */
  Markdown(String folder) {
    this.folder = URLEncoder.encode(folder, UTF_8).replace("+", "%20");
  }

  /**
   * A page from a template. There, {@code code} makes a span of code of what stands in it, {@code
   * block} a block, and {@code prose} a span of what stands between two backticks; all take it as
   * it is, so values stand in three braces.
   *
   * @param template the name of the template
   */
  String render(String template, Map<String, Object> model) {
    Map<String, Object> all = new LinkedHashMap<>(model);
    all.put("code", made(Markdown::code));
    all.put("block", made(Markdown::block));
    all.put("prose", made(Markdown::prose));
    return Mustache.compiler()
        .withEscaper(Markdown::escape)
        .withFormatter(value -> value instanceof Figure f ? picture(f) : String.valueOf(value))
        .emptyStringIsFalse(true)
        .withLoader(part -> new StringReader(Page.template(part + ".mustache")))
        .compile(Page.template(template))
        .execute(all);
  }

  private static Mustache.Lambda made(UnaryOperator<String> make) {
    return (fragment, out) -> out.write(make.apply(fragment.execute()));
  }

  private String picture(Figure figure) {
    figures.put(figure.name(), figure);
    String path = folder + "/" + figure.name();
    return "[![%s](%s.png)](%s.svg)".formatted(escape(figure.title()), path, path);
  }

  /** What was rendered shows these. */
  List<Figure> figures() {
    return List.copyOf(figures.values());
  }

  /** Text that is only text wherever it stands in a line, also first. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    line(text)
        .codePoints()
        .forEach(c -> safe.append(MARKS.indexOf(c) < 0 ? "" : "\\").appendCodePoint(c));
    String noAddress = ADDRESS.matcher(safe).replaceAll(found -> "\\\\" + found.group());
    return FIRST.matcher(noAddress).replaceFirst(Markdown::harmless);
  }

  /** What would begin a list or underline a title. */
  private static String harmless(MatchResult first) {
    boolean number = Character.isDigit(first.group().charAt(0));
    return number ? first.group() + "\\\\" : "\\\\" + first.group();
  }

  /** One line of {@code text}, which is valid Unicode. */
  private static String line(String text) {
    return SPACES.matcher(valid(text)).replaceAll(" ").strip();
  }

  private static String valid(String text) {
    StringBuilder valid = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
        .forEach(valid::appendCodePoint);
    return valid.toString();
  }

  /** Text with spans of code in it, each between two backticks. */
  static String prose(String text) {
    return SPAN.matcher(escape(text))
        .replaceAll(
            span ->
                Matcher.quoteReplacement(code(ESCAPED.matcher(span.group(1)).replaceAll("$1"))));
  }

  /** A span of code. */
  static String code(String text) {
    String line = line(text);
    String ticks = "`".repeat(longestTicks(line) + 1);
    boolean touches = line.startsWith("`") || line.endsWith("`");
    return touches ? ticks + " " + line + " " + ticks : ticks + line + ticks;
  }

  /** A block of code. */
  static String block(String text) {
    String ticks = "`".repeat(Math.max(LEAST_FENCE, longestTicks(text) + 1));
    String lines =
        valid(text).replaceAll("\\r\\n?", "\n").replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD");
    return ticks + "\n" + lines.strip() + "\n" + ticks;
  }

  private static int longestTicks(String text) {
    return TICKS.matcher(text).results().mapToInt(r -> r.group().length()).max().orElse(0);
  }
}
