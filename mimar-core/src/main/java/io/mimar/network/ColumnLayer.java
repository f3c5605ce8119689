package io.mimar.network;

import io.mimar.Check;
import java.util.List;

/**
 * A {@link Layer} that reads a raw row of a table: {@code F x 1 x 1}, NaN where a value is missing,
 * a category as its position. What it knows of the columns beside its weights was fitted on
 * training rows.
 */
public sealed interface ColumnLayer extends Layer {

  /** The bins between the fitted quantiles of a column of numbers. */
  int BINS = 32;

  /** A number further from 0, once divided, counts as this: its square is finite. */
  double FAR = 1e6;

  /** How a number becomes one around 0; a missing one becomes 0. */
  enum Scale {
    /** Minus the mean, over the deviation; bent so that it stays within ±10. */
    STANDARD(10),
    /**
     * Minus the median, over the distance of the quartiles; bent so that it stays within ±3.
     * Holzmüller, Grinsztajn, Steinwart, Better by Default, NeurIPS 2024, section 3 (RealMLP).
     */
    ROBUST(3),
    /** Its rank among the training rows, linear between the quantiles, within ±√3. */
    QUANTILE(Math.sqrt(3));

    private final double bound;

    Scale(double bound) {
      this.bound = bound;
    }

    /** How far from 0 a scaled number may be. */
    public double bound() {
      return bound;
    }
  }

  /** What more is told of a number than its scaled value. */
  enum Encoding {
    /** Nothing. */
    LINEAR,
    /**
     * For each bin between quantiles, how much of it lies below the number, 0 to 1. Gorishniy,
     * Rubachev, Babenko, On Embeddings for Numerical Features in Tabular Deep Learning, NeurIPS
     * 2022, section 3.2. Differs: outer bins end at the outermost training rows.
     */
    PIECEWISE,
    /**
     * Sines and cosines of the scaled value times learned frequencies; same paper, section 3.3.
     * Differs: the frequencies start evenly spread in their logarithm, slow ones, instead of normal
     * with a deviation to tune.
     */
    PERIODIC
  }

  /** The columns in the order of the row. */
  List<Input.Column> columns();

  /** How numbers are scaled. */
  Scale scale();

  /** The places of this layer's columns. */
  ColumnPlaces places();

  /**
   * The row as one vector: the scaled numbers; 1 or 0 for whether each that may miss is missing;
   * categories one-hot, where they are few; a learned vector for each category of the other
   * columns.
   *
   * @param columns the columns in the order of the row
   * @param scale how numbers are scaled
   * @param dimensions numbers of a learned vector, and the most categories of a one-hot column
   */
  record Flat(List<Input.Column> columns, Scale scale, int dimensions) implements ColumnLayer {
    public Flat {
      columns = List.copyOf(columns);
      Check.range("dimensions", dimensions, 2, 1 << 10);
    }

    @Override
    public ColumnPlaces places() {
      return ColumnPlaces.of(columns, dimensions);
    }

    @Override
    public Shape output(Shape in) {
      checkRow(columns, in);
      ColumnPlaces places = places();
      long size = (long) places.numbers().size() + places.maybe() + places.slotValues().size();
      return Shape.vector((int) (size + (long) places.vectors().size() * dimensions));
    }

    @Override
    public long params(Shape in) {
      return (long) places().ids(false).count() * dimensions;
    }
  }

  /**
   * The row as a sequence with a vector for each column: of a number, its encoding times a matrix
   * of the column's own; of a category, a learned vector; of what is missing, a learned vector too.
   * Numbers come first, those that may miss behind the others, then categories.
   *
   * <p>Paper: Gorishniy, Rubachev, Khrulkov, Babenko, Revisiting Deep Learning Models for Tabular
   * Data, NeurIPS 2021, section 3.3 (the feature tokeniser). Differs: the bias of each column is a
   * {@link SequenceLayer.PositionEmbedding} behind it.
   *
   * @param columns the columns in the order of the row
   * @param scale how numbers are scaled
   * @param encoding what more is told of a number
   * @param terms bins, a divisor of {@link #BINS}, or frequencies; 0 of {@link Encoding#LINEAR}
   * @param dimensions numbers of a vector
   */
  record Tokens(
      List<Input.Column> columns, Scale scale, Encoding encoding, int terms, int dimensions)
      implements ColumnLayer {
    public Tokens {
      columns = List.copyOf(columns);
      Check.range("dimensions", dimensions, 1, 1 << 10);
      switch (encoding) {
        case LINEAR -> Check.range("terms", terms, 0, 0);
        case PIECEWISE ->
            Check.that(terms > 0 && BINS % terms == 0, "terms", terms, "a divisor of " + BINS);
        case PERIODIC -> Check.range("terms", terms, 1, 1 << 10);
      }
    }

    @Override
    public ColumnPlaces places() {
      return ColumnPlaces.of(columns, 0);
    }

    /** Numbers that tell of a number: its scaled value first. */
    public int features() {
      return switch (encoding) {
        case LINEAR -> 1;
        case PIECEWISE -> 1 + terms;
        case PERIODIC -> 1 + 2 * terms;
      };
    }

    @Override
    public Shape output(Shape in) {
      checkRow(columns, in);
      return Shape.sequence(dimensions, columns.size());
    }

    @Override
    public long params(Shape in) {
      ColumnPlaces places = places();
      long params = macs(in);
      if (encoding == Encoding.PERIODIC) {
        params += (long) places.numbers().size() * terms;
      }
      return params + (long) places.ids(true).count() * dimensions;
    }

    @Override
    public long macs(Shape in) {
      return (long) places().numbers().size() * features() * dimensions;
    }
  }

  private static void checkRow(List<Input.Column> columns, Shape in) {
    in.mustBe(Shape.vector(columns.size()), "shape of a row");
  }
}
