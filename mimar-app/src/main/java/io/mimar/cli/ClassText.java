package io.mimar.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How each class fared, as lines of text: its recall, precision and F1, and where classes are few,
 * what its samples were taken for.
 *
 * @param counts {@code [actual][told]}
 * @param classes the classes' names
 */
record ClassText(List<List<Integer>> counts, List<String> classes) {
  /** A wider matrix does not fit a terminal. */
  private static final int MAX_COLUMNS = 10;

  private static final int MAX_NAME = 24;

  /**
   * The lines, of at most so many classes: where there are more, of those with the lowest F1.
   *
   * @return none where nothing was counted
   */
  List<String> lines(int most) {
    int all = Math.min(counts.size(), classes.size());
    if (all == 0 || most == 0) {
      return List.of();
    }
    List<Integer> shown =
        IntStream.range(0, all)
            .boxed()
            .sorted(all > most ? worst() : Comparator.naturalOrder())
            .limit(most)
            .toList();
    Stream<String> rest =
        shown.size() < all
            ? Stream.of("  the " + shown.size() + " with the lowest f1 of " + all + " classes")
            : Stream.empty();
    return Stream.of(Stream.of(head()), shown.stream().map(this::line), rest)
        .flatMap(s -> s)
        .toList();
  }

  /** Classes that are neither there nor told come last. */
  private Comparator<Integer> worst() {
    return Comparator.<Integer>comparingInt(k -> actual(k) + told(k) == 0 ? 1 : 0)
        .thenComparingDouble(this::f1);
  }

  private String head() {
    String columns =
        isNarrow()
            ? IntStream.range(0, counts.size())
                .mapToObj(k -> cell(k, String.valueOf(k)))
                .collect(Collectors.joining("", "  told:", ""))
            : "";
    return String.format(
        Locale.ROOT,
        "  %-" + nameWidth() + "s  %-6s  %-9s  %-6s  %7s%s",
        "class",
        "recall",
        "precision",
        "f1",
        "samples",
        columns);
  }

  private String line(int k) {
    String told =
        isNarrow()
            ? IntStream.range(0, counts.size())
                .mapToObj(j -> cell(j, String.valueOf(counts.get(k).get(j))))
                .collect(Collectors.joining("", "       ", ""))
            : "";
    return String.format(
        Locale.ROOT,
        "  %-" + nameWidth() + "s  %-6s  %-9s  %-6s  %7d%s",
        name(k),
        share(counts.get(k).get(k), actual(k)),
        share(counts.get(k).get(k), told(k)),
        actual(k) + told(k) == 0 ? "-" : number(f1(k)),
        actual(k),
        told);
  }

  private boolean isNarrow() {
    return counts.size() <= MAX_COLUMNS;
  }

  /** As wide as the longest number of its column. */
  private String cell(int column, String text) {
    int width =
        counts.stream().mapToInt(row -> String.valueOf(row.get(column)).length()).max().orElse(1);
    return String.format(Locale.ROOT, " %" + Math.max(2, width) + "s", text);
  }

  /** With its number, by which the columns are headed. */
  private String name(int k) {
    String name = (isNarrow() ? k + " " : "") + classes.get(k);
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME - 1) + "…";
  }

  private int nameWidth() {
    return Math.max(
        "class".length(),
        IntStream.range(0, classes.size()).map(k -> name(k).length()).max().orElse(0));
  }

  private int actual(int k) {
    return counts.get(k).stream().mapToInt(Integer::intValue).sum();
  }

  private int told(int k) {
    return counts.stream().mapToInt(row -> row.get(k)).sum();
  }

  /** 0 of a class that is neither there nor told. */
  private double f1(int k) {
    return 2.0 * counts.get(k).get(k) / Math.max(1, actual(k) + told(k));
  }

  private static String share(int part, int all) {
    return all == 0 ? "-" : number((double) part / all);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
