package io.mimar.nn;

import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random rows of tables as a reader leaves them, values missing, for tests. */
public final class RawRows {
  private static final double MISSING = 0.2;

  private RawRows() {}

  /** Up to nine columns of any kinds. */
  public static Input.Columns input(RandomGenerator rng) {
    List<Input.Column> columns = new ArrayList<>();
    int count = rng.nextInt(1, 10);
    for (int c = 0; c < count; c++) {
      int categories = rng.nextBoolean() ? 0 : rng.nextInt(1, 7);
      columns.add(new Input.Column(categories, rng.nextBoolean()));
    }
    return new Input.Columns(columns);
  }

  /** A format that gives rows for {@code input}. */
  public static Format format(Input.Columns input) {
    List<Format.Column> columns = new ArrayList<>();
    for (Input.Column column : input.columns()) {
      List<String> values =
          IntStream.range(1, column.categories()).mapToObj(String::valueOf).toList();
      Format.Kind kind = column.isNumeric() ? Format.Kind.NUMBER : Format.Kind.CATEGORY;
      String form = column.isNumeric() ? "plain" : "";
      columns.add(new Format.Column("c" + columns.size(), kind, form, values, column.missing()));
    }
    List<String> names = new ArrayList<>(columns.stream().map(Format.Column::name).toList());
    names.add("target");
    return new Format.Table(columns, names, "target");
  }

  /** {@code count} rows with a class each. */
  public static LabelledSamples samples(
      Input.Columns input, int count, int classes, RandomGenerator rng) {
    float[] targets = new float[count];
    for (int i = 0; i < count; i++) {
      targets[i] = rng.nextInt(classes);
    }
    return new LabelledSamples(
        input.shape(), new Numbers.Floats(numbers(input, count, rng)), targets);
  }

  /**
   * {@code count} rows: normal, whole, constant and heavy-tailed columns; values that training rows
   * never lack may miss too.
   */
  public static float[] numbers(Input.Columns input, int count, RandomGenerator rng) {
    int columns = input.columns().size();
    float[] values = new float[count * columns];
    for (int i = 0; i < values.length; i++) {
      int categories = input.columns().get(i % columns).categories();
      double value = categories > 0 ? rng.nextInt(categories) : number(i % columns % 4, rng);
      values[i] = rng.nextDouble() < MISSING ? Float.NaN : (float) value;
    }
    return values;
  }

  private static double number(int kind, RandomGenerator rng) {
    return switch (kind) {
      case 0 -> 20 + 3 * rng.nextGaussian();
      case 1 -> Math.max(0, rng.nextInt(-6, 4));
      case 2 -> Math.exp(4 * rng.nextGaussian());
      default -> 7;
    };
  }
}
