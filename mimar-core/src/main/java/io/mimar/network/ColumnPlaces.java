package io.mimar.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which columns of a row a {@link ColumnLayer} treats in which way.
 *
 * @param columns all in the order of the row
 * @param numbers places of numbers, those that may miss last
 * @param maybe how many numbers may miss
 * @param hot places of categories that become one-hot
 * @param vectors places of categories that become learned vectors
 */
public record ColumnPlaces(
    List<Input.Column> columns,
    List<Integer> numbers,
    int maybe,
    List<Integer> hot,
    List<Integer> vectors) {

  public ColumnPlaces {
    columns = List.copyOf(columns);
    numbers = List.copyOf(numbers);
    hot = List.copyOf(hot);
    vectors = List.copyOf(vectors);
  }

  /** Sorts {@code columns}; those of at most {@code mostHot} categories become one-hot. */
  static ColumnPlaces of(List<Input.Column> columns, int mostHot) {
    List<Integer> sure = new ArrayList<>();
    List<Integer> maybe = new ArrayList<>();
    List<Integer> hot = new ArrayList<>();
    List<Integer> vectors = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      Input.Column column = columns.get(c);
      if (column.isNumeric()) {
        (column.missing() ? maybe : sure).add(c);
      } else {
        (column.categories() <= mostHot ? hot : vectors).add(c);
      }
    }
    sure.addAll(maybe);
    return new ColumnPlaces(columns, sure, maybe.size(), hot, vectors);
  }

  /** The places of the numbers that may miss. */
  public List<Integer> maybes() {
    return numbers.subList(numbers.size() - maybe, numbers.size());
  }

  /** The column of each one-hot number. */
  public List<Integer> slotColumns() {
    return hot.stream().flatMap(c -> Collections.nCopies(categories(c), c).stream()).toList();
  }

  /** The value that each one-hot number stands for. */
  public List<Integer> slotValues() {
    return hot.stream().flatMap(c -> IntStream.range(0, categories(c)).boxed()).toList();
  }

  private int categories(int place) {
    return columns.get(place).categories();
  }

  /**
   * How raw values become rows of one table of vectors. A value {@code v} of column i is row {@code
   * first[i] + min(max(v, 0), top[i])}, a missing one row {@code missing[i]}; row 0 means nothing.
   *
   * @param places the columns that are looked up
   * @param first the row of a column's first value
   * @param top the last value, 0 of numbers
   * @param missing the row of no value
   * @param count rows of the table
   */
  public record Ids(
      List<Integer> places,
      List<Integer> first,
      List<Integer> top,
      List<Integer> missing,
      int count) {
    public Ids {
      places = List.copyOf(places);
      first = List.copyOf(first);
      top = List.copyOf(top);
      missing = List.copyOf(missing);
    }
  }

  /**
   * The rows of the learned vectors.
   *
   * @param missingNumbers whether numbers that may miss come first, with a row for that
   */
  public Ids ids(boolean missingNumbers) {
    List<Integer> places = new ArrayList<>(missingNumbers ? maybes() : List.of());
    places.addAll(vectors);
    List<Integer> first = new ArrayList<>();
    List<Integer> top = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    int count = places.isEmpty() ? 0 : 1;
    for (int place : places) {
      Input.Column column = columns.get(place);
      first.add(column.isNumeric() ? 0 : count);
      top.add(Math.max(0, column.categories() - 1));
      count += column.categories();
      missing.add(column.missing() ? count++ : 0);
    }
    return new Ids(places, first, top, missing, count);
  }
}
