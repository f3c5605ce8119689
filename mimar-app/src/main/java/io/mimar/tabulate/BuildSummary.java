package io.mimar.tabulate;

import io.mimar.stats.Spread;
import io.mimar.table.Table;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a build came to.
 *
 * @param name the table's name
 * @param folder where it is
 * @param whole whether the table is written; else the same command goes on
 * @param rows architectures
 * @param repeats trainings of each
 * @param trained trainings that gave a score
 * @param failed trainings that gave none; their fields are empty
 * @param missing trainings that are still to be done
 * @param epochs of a training
 * @param trainRows images of a training
 * @param validationRows images that each is judged on
 * @param seconds wall time of this session
 * @param accuracy how the rows lie apart, of a table with a row that is measured
 */
public record BuildSummary(
    String name,
    String folder,
    boolean whole,
    int rows,
    int repeats,
    int trained,
    int failed,
    int missing,
    int epochs,
    int trainRows,
    int validationRows,
    double seconds,
    Optional<Accuracy> accuracy) {

  /**
   * How the rows lie apart, in percent.
   *
   * @param lowest the worst row
   * @param median the middle row, or between the two
   * @param highest the best row
   * @param betweenRows the standard deviation of the rows' means
   * @param betweenRepeats the standard deviation of one row's trainings, over all rows
   */
  public record Accuracy(
      double lowest,
      double median,
      double highest,
      double betweenRows,
      OptionalDouble betweenRepeats) {

    static Optional<Accuracy> of(Table table, int repeats) {
      double[] rows = known(table.column(Measurements.ACCURACY));
      if (rows.length == 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Accuracy(
              Arrays.stream(rows).min().orElseThrow(),
              Spread.median(rows),
              Arrays.stream(rows).max().orElseThrow(),
              Spread.of(rows).deviation(),
              repeats > 1 ? pooled(table) : OptionalDouble.empty()));
    }

    private static OptionalDouble pooled(Table table) {
      return OptionalDouble.of(
          Math.sqrt(
              Arrays.stream(known(table.column(Measurements.SPREAD)))
                  .map(s -> s * s)
                  .average()
                  .orElse(0)));
    }

    private static double[] known(double[] column) {
      return Arrays.stream(column).filter(v -> !Double.isNaN(v)).toArray();
    }
  }
}
