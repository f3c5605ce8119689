package io.mimar.network;

import io.mimar.Check;
import java.util.List;

/**
 * What one sample is to a network: the numbers that are put in, and what becomes of them before the
 * first layer reads them as node 0.
 */
public sealed interface Input {

  /** The shape of the numbers that are put in for one sample. */
  Shape shape();

  /** The shape of node 0. */
  default Shape entered() {
    return shape();
  }

  /**
   * An image: values 0..255, by channel freed of their mean and divided by their deviation.
   *
   * @param shape channels, height, width
   */
  record Pixels(Shape shape) implements Input {}

  /**
   * A time series: each channel is freed of its mean and divided by its deviation. What is missing,
   * being no number, becomes 0; a last channel then says 1 where a time step is there and 0 where
   * the series has ended before.
   *
   * @param channels values at a time step
   * @param length time steps of the longest series
   */
  record Series(int channels, int length) implements Input {
    @Override
    public Shape shape() {
      return new Shape(channels, 1, length);
    }

    @Override
    public Shape entered() {
      return new Shape(channels + 1, 1, length);
    }
  }

  /**
   * A text as numbers of tokens: first its words in their order, 0 after its end; then the bag of
   * its terms, each hashed to a number and present once, 0 for none.
   *
   * @param length tokens of a text, the rest being cut off
   * @param vocabulary tokens that are told apart, 0 (nothing) and 1 (any other) included
   * @param bag terms of a text, the rest being left out
   * @param terms numbers that terms are hashed to, 0 (nothing) included
   */
  record Tokens(int length, int vocabulary, int bag, int terms) implements Input {
    public Tokens {
      Check.range("text length", length, 1, 1 << 15);
      Check.range("vocabulary", vocabulary, 2, 1 << 24);
      Check.range("bag", bag, 1, 1 << 15);
      Check.range("terms", terms, 2, 1 << 24);
    }

    @Override
    public Shape shape() {
      return new Shape(1, 1, length + bag);
    }
  }

  /**
   * A row of a table: one number for each column, none where it is missing; a categorical column's
   * is the position of its value.
   *
   * @param columns the columns in their order
   */
  record Columns(List<Column> columns) implements Input {
    public Columns {
      columns = List.copyOf(columns);
      Check.that(!columns.isEmpty(), "columns", columns, "at least one");
    }

    @Override
    public Shape shape() {
      return Shape.vector(columns.size());
    }
  }

  /**
   * A column of a table.
   *
   * @param categories how many values it has, 0 for a number
   * @param missing whether a value may be missing
   */
  record Column(int categories, boolean missing) {
    public Column {
      Check.range("categories", categories, 0, 1 << 20);
    }

    /** Whether its values are numbers. */
    public boolean isNumeric() {
      return categories == 0;
    }
  }
}
