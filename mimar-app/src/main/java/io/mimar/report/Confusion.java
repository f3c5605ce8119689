package io.mimar.report;

import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudySummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which classes are taken for which, as a table coloured by share.
 *
 * @param split which samples were counted
 * @param note what must be known of those that are no test samples; empty text for test samples
 * @param classes the names across the top
 * @param rows one row for each actual class; empty when there are too many classes to show
 * @param precision of each class, the share that was right where the network said it
 * @param mixups the most frequent mistakes, as sentences
 */
public record Confusion(
    String split,
    String note,
    List<String> classes,
    List<Row> rows,
    List<String> precision,
    List<String> mixups) {
  /** More classes than this make an unreadable table: only the mistakes are listed. */
  private static final int MAX_CLASSES = 40;

  private static final String TEST = "test";
  private static final int MIXUPS = 5;
  private static final int LEAST_CLASSES = 3;
  private static final int LEAST_SAMPLES = 20;
  private static final int MANY_MIXUPS = 30;

  /** An actual class: how its samples were taken, and the share that was right. */
  public record Row(String name, List<Cell> cells, String right) {}

  /** A count and how strong its colour is, see {@link Level}. */
  public record Cell(int count, String level, boolean diagonal, boolean strong) {}

  /** That of the final network; empty where it tells no classes or is not there yet. */
  public static Optional<Confusion> of(StudySummary summary) {
    List<String> names = summary.data().map(DataSummary::classes).orElse(List.of());
    return summary
        .result()
        .filter(r -> !r.confusion().isEmpty())
        .map(
            r ->
                of(
                    r.confusion(),
                    names,
                    r.test().isPresent() ? TEST : "validation",
                    summary.isFolded()));
  }

  private static Confusion of(
      List<List<Integer>> counts, List<String> names, String split, boolean folded) {
    boolean fits = counts.size() <= MAX_CLASSES;
    List<String> classes =
        IntStream.range(0, counts.size())
            .mapToObj(i -> i < names.size() ? names.get(i) : "class " + i)
            .toList();
    List<Row> rows =
        fits
            ? IntStream.range(0, counts.size())
                .mapToObj(i -> row(classes.get(i), i, counts.get(i)))
                .toList()
            : List.of();
    return new Confusion(
        split,
        note(split, folded),
        classes,
        rows,
        precision(counts),
        mixups(counts, classes, fits ? MIXUPS : MANY_MIXUPS));
  }

  /**
   * The class whose samples are found least often, and the one that is least often right where it
   * is told, as a sentence; empty where there are few classes or samples.
   */
  static Optional<String> weakest(StudySummary summary) {
    List<List<Integer>> counts =
        summary
            .result()
            .filter(r -> r.test().isPresent()) // else it is not the model that was asked
            .map(FinalResult::confusion)
            .orElse(List.of());
    List<String> names = summary.data().map(DataSummary::classes).orElse(List.of());
    int classes = counts.size();
    if (classes < LEAST_CLASSES || classes > MAX_CLASSES || names.size() != classes) {
      return Optional.empty();
    }
    int missed = -1;
    int wrong = -1;
    double found = 1;
    double right = 1;
    for (int i = 0; i < classes; i++) {
      int own = i;
      int is = counts.get(i).stream().mapToInt(n -> n).sum();
      int told = counts.stream().mapToInt(row -> row.get(own)).sum();
      double hit = counts.get(i).get(i);
      if (is >= LEAST_SAMPLES && hit / is < found) {
        found = hit / is;
        missed = i;
      }
      if (told >= LEAST_SAMPLES && hit / told < right) {
        right = hit / told;
        wrong = i;
      }
    }
    return missed < 0 || wrong < 0
        ? Optional.empty()
        : Optional.of(
            "It is weakest at “%s”, of which it finds %s; and where it tells “%s”, that is right in %s of cases."
                .formatted(
                    names.get(missed),
                    Format.percent(found),
                    names.get(wrong),
                    Format.percent(right)));
  }

  private static String note(String split, boolean folded) {
    return split.equals(TEST)
        ? ""
        : "There are no test samples. These are validation samples"
            + (folded ? ", those of the last fold," : ",")
            + " told by the best trial's network"
            + " as the search trained it: it did not learn from them, but was chosen by them, so new"
            + " data are likely to be mixed up more often.";
  }

  private static Row row(String name, int actual, List<Integer> counts) {
    int total = Math.max(1, counts.stream().mapToInt(Integer::intValue).sum());
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      double share = (double) counts.get(i) / total;
      // The square root lets rare mistakes be seen.
      String level = Level.of(Math.sqrt(share));
      cells.add(new Cell(counts.get(i), level, i == actual, share > 0.4));
    }
    double right = actual < counts.size() ? (double) counts.get(actual) / total : 0;
    return new Row(name, cells, Format.percent(right));
  }

  private static List<String> precision(List<List<Integer>> counts) {
    return IntStream.range(0, counts.size())
        .mapToObj(
            taken -> {
              int said =
                  counts.stream()
                      .filter(row -> taken < row.size())
                      .mapToInt(row -> row.get(taken))
                      .sum();
              int right = counts.get(taken).get(taken);
              return said == 0 ? "–" : Format.percent((double) right / said);
            })
        .toList();
  }

  private record Mixup(int actual, int taken, int count) {}

  private static List<String> mixups(List<List<Integer>> counts, List<String> names, int most) {
    List<Mixup> all = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      for (int j = 0; j < Math.min(names.size(), counts.get(i).size()); j++) {
        if (i != j && counts.get(i).get(j) > 0) {
          all.add(new Mixup(i, j, counts.get(i).get(j)));
        }
      }
    }
    return all.stream()
        .sorted(Comparator.comparingInt(Mixup::count).reversed())
        .limit(most)
        .map(
            m ->
                "“%s” was taken for “%s” %s"
                    .formatted(
                        names.get(m.actual()),
                        names.get(m.taken()),
                        Format.plural(m.count(), "time")))
        .toList();
  }
}
