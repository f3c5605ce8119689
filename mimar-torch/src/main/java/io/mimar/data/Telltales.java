package io.mimar.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds columns that tell the target alone. Where that is no luck, they are of a time when the
 * target was known already: a model that reads them is of no use.
 *
 * <p>Paper: Holte, Very simple classification rules perform well on most commonly used datasets,
 * Machine Learning 11, 1993 (1R). Differs: an amount is asked for a straight line.
 */
final class Telltales {
  private static final int MOST_ROWS = 5_000; // that are looked at
  private static final int FEWEST_ROWS = 50;
  private static final double NEARLY_ALL = 0.99;

  /** Where nearly all rows are of one class, a rule that says so tells nothing. */
  private static final double MOST_OF_ONE_CLASS = 0.9;

  private static final double STRAIGHT = 0.9999; // R²

  /** Of a rule's interval or category so many rows at least, or so large a share. */
  private static final int LEAST_OF_PIECE = 6;

  private static final double LEAST_SHARE_OF_PIECE = 0.02;

  private final LabelledSamples train;
  private final int[] rows;
  private final int classes;

  private Telltales(LabelledSamples train, int classes) {
    this.train = train;
    this.classes = classes;
    int step = Math.max(1, train.size() / MOST_ROWS);
    rows = IntStream.iterate(0, r -> r < train.size(), r -> r + step).toArray();
  }

  /** A sentence on each such column of rows to train on. */
  static List<String> of(Format.Table format, LabelledSamples train, Target target) {
    var telltales = new Telltales(train, target.classes().size());
    Map<String, Double> told = new HashMap<>();
    for (int c = 0; c < format.columns().size() && telltales.areEnough(); c++) {
      told.merge(format.columns().get(c).name(), telltales.told(format, c), Math::max);
    }
    double least = target.classes().isEmpty() ? STRAIGHT : NEARLY_ALL;
    return format.columns().stream()
        .map(Format.Column::name)
        .distinct()
        .filter(name -> told.getOrDefault(name, 0.0) >= least)
        .map(
            name ->
                "Column %s alone tells %s (%s): where it is not known before that is, take it out."
                    .formatted(
                        name, format.target(), words(told.get(name), target.classes().isEmpty())))
        .toList();
  }

  private static String words(double told, boolean amount) {
    return amount
        ? String.format(Locale.ROOT, "they lie on a line, R² %.5f", told)
        : String.format(Locale.ROOT, "%.1f %% of the train rows", 100 * told);
  }

  private boolean areEnough() {
    return rows.length >= FEWEST_ROWS
        && (classes == 0 || pure(rows) <= MOST_OF_ONE_CLASS * rows.length);
  }

  private double told(Format.Table format, int column) {
    if (classes == 0) {
      return format.columns().get(column).kind() == Format.Kind.NUMBER ? straight(column) : 0;
    }
    List<int[]> pieces =
        format.columns().get(column).kind() == Format.Kind.CATEGORY
            ? categories(column)
            : intervals(column);
    return pieces.stream().mapToInt(this::pure).sum() / (double) rows.length;
  }

  private float value(int row, int column) {
    return train.numbers().at(row * (int) train.shape().size() + column);
  }

  private int label(int row) {
    return (int) train.targets()[row];
  }

  /** How many of some rows are of their most frequent class. */
  private int pure(int[] some) {
    int[] counts = new int[classes];
    Arrays.stream(some).forEach(row -> counts[label(row)]++);
    return Arrays.stream(counts).max().orElse(0);
  }

  private int leastOfPiece() {
    return Math.max(LEAST_OF_PIECE, (int) (LEAST_SHARE_OF_PIECE * rows.length));
  }

  /** The rows of each value that is frequent enough. */
  private List<int[]> categories(int column) {
    Map<Float, List<Integer>> all = new HashMap<>();
    Arrays.stream(rows)
        .forEach(row -> all.computeIfAbsent(value(row, column), v -> new ArrayList<>()).add(row));
    return all.values().stream()
        .filter(some -> some.size() >= leastOfPiece())
        .map(some -> some.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  /**
   * Neighbouring rows in the order of their values; equal ones, as those missing, stay together.
   */
  private List<int[]> intervals(int column) {
    int[] order =
        Arrays.stream(rows)
            .boxed()
            .sorted(Comparator.comparing((Integer row) -> value(row, column)))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> pieces = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= order.length; at++) {
      boolean last = at == order.length;
      boolean ends =
          last
              || (Float.compare(value(order[at - 1], column), value(order[at], column)) != 0
                  && at - from >= leastOfPiece()
                  && label(order[at]) != label(order[at - 1]));
      if (ends) {
        pieces.add(Arrays.copyOfRange(order, from, at));
        from = at;
      }
    }
    return pieces;
  }

  /** R² of a line through the values and the amounts; 0 where a value is missing. */
  private double straight(int column) {
    double[] x = Arrays.stream(rows).mapToDouble(row -> value(row, column)).toArray();
    double[] y = Arrays.stream(rows).mapToDouble(row -> train.targets()[row]).toArray();
    double meanX = Arrays.stream(x).average().orElse(0);
    double meanY = Arrays.stream(y).average().orElse(0);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    double told = xy * xy / (xx * yy);
    return Double.isNaN(told) ? 0 : told;
  }
}
