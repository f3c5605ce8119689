package io.mimar.table;

/** What a searcher is told when it asks for a row. */
@FunctionalInterface
public interface Told {

  /**
   * The value that is told.
   *
   * @param row the number of the row
   * @param query which query of the search it is, from 0
   */
  double of(int row, int query);

  /** The same value whenever a row is asked for; {@code values} has one for each, not copied. */
  static Told of(double[] values) {
    return (row, query) -> values[row];
  }
}
