package io.mimar.data;

import io.mimar.stats.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Machine Learning 11, 1993 (1R). Differs: of an amount, whether the column has the same order.
 */
final class Telltales {
  private static final int MOST_ROWS = 5_000; // that are looked at
  private static final int FEWEST_ROWS = 50;
  private static final double NEARLY_ALL = 0.99;

  /** Where nearly all rows are of one class, a rule that says so tells nothing. */
  private static final double MOST_OF_ONE_CLASS = 0.9;

  private static final double SAME_ORDER = 0.9999; // rank correlation

  /** Of a rule's interval or category so many rows at least, or so large a share. */
  private static final int LEAST_OF_PIECE = 6;

  private static final double LEAST_SHARE_OF_PIECE = 0.02;

  private final LabelledSamples train;
  private final int[] rows;
  private final int classes;

  private Telltales(LabelledSamples train, int classes) {
    this.train = train;
    this.classes = classes;
    int step = (train.size() + MOST_ROWS - 1) / MOST_ROWS;
    rows = IntStream.iterate(0, r -> r < train.size(), r -> r + Math.max(1, step)).toArray();
  }

  /** A sentence on each such column of rows to train on. */
  static List<String> of(Format.Table format, LabelledSamples train, Target target) {
    var telltales = new Telltales(train, target.classes().size());
    Map<String, Double> told = new HashMap<>();
    for (int c = 0; c < format.columns().size() && telltales.areEnough(); c++) {
      told.merge(format.columns().get(c).name(), telltales.told(format, c), Math::max);
    }
    double least = target.classes().isEmpty() ? SAME_ORDER : NEARLY_ALL;
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
        ? String.format(Locale.ROOT, "rank correlation %.4f", told)
        : String.format(Locale.ROOT, "%.1f %% of the train rows", 100 * told);
  }

  private boolean areEnough() {
    return rows.length >= FEWEST_ROWS
        && (classes == 0 || pure(rows) <= MOST_OF_ONE_CLASS * rows.length);
  }

  private double told(Format.Table format, int column) {
    int width = (int) train.shape().size();
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = train.numbers().at(rows[i] * width + column) + 0f; // -0 is 0
    }
    Format.Kind kind = format.columns().get(column).kind();
    if (classes == 0) {
      return kind == Format.Kind.NUMBER ? order(values) : 0;
    }
    int right = 0;
    for (int[] piece : pieces(values, kind == Format.Kind.CATEGORY)) {
      right += piece.length >= leastOfPiece() ? pure(piece) : 0;
    }
    return right / (double) rows.length;
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

  /**
   * Neighbours in the order of their values: those of one value of a category, or of numbers that
   * are of one class; equal values, as those missing, stay together.
   */
  private List<int[]> pieces(float[] values, boolean category) {
    long[] order = new long[values.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = ((long) sortable(values[i]) << Integer.SIZE) | i;
    }
    Arrays.sort(order);
    int[] sorted = Arrays.stream(order).mapToInt(o -> (int) o).toArray(); // places in rows
    List<int[]> pieces = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= sorted.length; at++) {
      if (at == sorted.length || ends(values, sorted, from, at, category)) {
        pieces.add(Arrays.stream(sorted, from, at).map(i -> rows[i]).toArray());
        from = at;
      }
    }
    return pieces;
  }

  private boolean ends(float[] values, int[] sorted, int from, int at, boolean category) {
    boolean differs = Float.compare(values[sorted[at - 1]], values[sorted[at]]) != 0;
    return differs
        && (category
            || (at - from >= leastOfPiece()
                && label(rows[sorted[at]]) != label(rows[sorted[at - 1]])));
  }

  /** A whole number with the order of {@code value} among others; NaN is the largest. */
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value);
    return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
  }

  /** How alike the orders of values and amounts are; 0 where a value is missing. */
  private double order(float[] values) {
    double[] own = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    double[] amounts = Arrays.stream(rows).mapToDouble(row -> train.targets()[row]).toArray();
    boolean missing = Arrays.stream(own).anyMatch(Double::isNaN);
    return missing ? 0 : Math.abs(Ranks.spearman(own, amounts));
  }
}
