package io.mimar.report;

import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudySummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
                .mapToObj(i -> row(classes.get(i), i, counts))
                .toList()
            : List.of();
    return new Confusion(
        split,
        note(split, folded),
        classes,
        rows,
        IntStream.range(0, counts.size()).mapToObj(i -> told(counts, i).text()).toList(),
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
    Optional<Right> found = least(IntStream.range(0, classes).mapToObj(i -> found(counts, i)));
    Optional<Right> told = least(IntStream.range(0, classes).mapToObj(i -> told(counts, i)));
    return found.isEmpty() || told.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "It is weakest at “%s”, of which it finds %s; and where it tells “%s”, that is right in %s of cases."
                .formatted(
                    names.get(found.get().of()),
                    found.get().text(),
                    names.get(told.get().of()),
                    told.get().text()));
  }

  /** The least share below 1 of a class with enough samples. */
  private static Optional<Right> least(Stream<Right> all) {
    return all.filter(r -> r.total() >= LEAST_SAMPLES && r.hits() < r.total())
        .min(Comparator.comparingDouble(Right::share));
  }

  /** How many samples of a class, or told as one, were told rightly. */
  private record Right(int of, int hits, int total) {
    double share() {
      return (double) hits / total;
    }

    /** The share in percent; a dash of no samples. */
    String text() {
      return total == 0 ? "–" : Format.percent(share());
    }
  }

  /** Of the samples of a class. */
  private static Right found(List<List<Integer>> counts, int actual) {
    List<Integer> row = counts.get(actual);
    int hits = actual < row.size() ? row.get(actual) : 0;
    return new Right(actual, hits, row.stream().mapToInt(n -> n).sum());
  }

  /** Of the samples told as a class. */
  private static Right told(List<List<Integer>> counts, int taken) {
    int total =
        counts.stream().filter(row -> taken < row.size()).mapToInt(row -> row.get(taken)).sum();
    return new Right(taken, counts.get(taken).get(taken), total);
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

  private static Row row(String name, int actual, List<List<Integer>> counts) {
    Right right = found(counts, actual);
    List<Cell> cells = new ArrayList<>();
    for (int count : counts.get(actual)) {
      double share = (double) count / Math.max(1, right.total());
      // The square root lets rare mistakes be seen.
      String level = Level.of(Math.sqrt(share));
      cells.add(new Cell(count, level, cells.size() == actual, share > 0.4));
    }
    return new Row(name, cells, right.text());
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
