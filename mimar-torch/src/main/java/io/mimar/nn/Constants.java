package io.mimar.nn;

import io.mimar.Check;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Input;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is fitted on training samples instead of learnt: how samples enter a network and amounts
 * leave it, {@code (x - mean) / deviation} and back. It is part of every {@link Model} and of every
 * exported file, so that both take samples as they are.
 *
 * @param arrays by the name of their {@link Parameter}
 */
public record Constants(Map<String, float[]> arrays) {

  /** The mean of each channel of the input. */
  public static final String INPUT_MEAN = "input.mean";

  /** The standard deviation of each channel of the input. */
  public static final String INPUT_DEVIATION = "input.deviation";

  /** The median of each column of a table, see {@link ColumnFit}. */
  public static final String INPUT_CENTRE = "input.centre";

  /** The distance of the quartiles of each column of a table. */
  public static final String INPUT_SPREAD = "input.spread";

  /** The ends of the bins of each column of a table, column by column. */
  public static final String INPUT_EDGES = "input.edges";

  /** The mean of the target, an amount. */
  public static final String TARGET_MEAN = "target.mean";

  /** The standard deviation of the target, an amount. */
  public static final String TARGET_DEVIATION = "target.deviation";

  /** Of the mean; up to this a deviation is the rounding of floats. */
  private static final double ROUNDING = 1e-7;

  /** Up to this a deviation is none: its square would be lost. */
  private static final double NEAR = 1e-30;

  public Constants {
    arrays = new LinkedHashMap<>(arrays);
  }

  /** The arrays that networks for {@code task} need. */
  static List<Parameter> parameters(Task task) {
    Map<String, float[]> arrays = neutral(task).arrays();
    return arrays.entrySet().stream()
        .map(a -> new Parameter(a.getKey(), Parameter.Kind.CONSTANT, List.of(a.getValue().length)))
        .toList();
  }

  /** Constants where no samples are at hand: pixels spread around the middle of 0..255. */
  public static Constants neutral(Task task) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    if (task.input() instanceof Input.Pixels pixels) {
      put(arrays, INPUT_MEAN, INPUT_DEVIATION, pixels.shape().channels(), 127.5f, 64);
    } else if (task.input() instanceof Input.Series series) {
      put(arrays, INPUT_MEAN, INPUT_DEVIATION, series.channels(), 0, 1);
    } else if (task.input() instanceof Input.Columns columns) {
      put(arrays, INPUT_MEAN, INPUT_DEVIATION, columns.columns().size(), 0, 1);
      putColumns(arrays, Collections.nCopies(columns.columns().size(), ColumnFit.neutral()));
    }
    if (task.output() instanceof Output.Amount) {
      put(arrays, TARGET_MEAN, TARGET_DEVIATION, 1, 0, 1);
    }
    return new Constants(arrays);
  }

  private static void put(
      Map<String, float[]> arrays, String mean, String deviation, int size, float m, float d) {
    float[] means = new float[size];
    float[] deviations = new float[size];
    Arrays.fill(means, m);
    Arrays.fill(deviations, d);
    arrays.put(mean, means);
    arrays.put(deviation, deviations);
  }

  private static void putColumns(Map<String, float[]> arrays, List<ColumnFit> fits) {
    float[] centres = new float[fits.size()];
    float[] spreads = new float[fits.size()];
    int each = fits.get(0).edges().length;
    float[] edges = new float[fits.size() * each];
    for (int c = 0; c < centres.length; c++) {
      centres[c] = fits.get(c).centre();
      spreads[c] = fits.get(c).spread();
      System.arraycopy(fits.get(c).edges(), 0, edges, c * each, each);
    }
    arrays.put(INPUT_CENTRE, centres);
    arrays.put(INPUT_SPREAD, spreads);
    arrays.put(INPUT_EDGES, edges);
  }

  /** The constants of {@code samples}, which are to be learned from. */
  public static Constants of(Task task, LabelledSamples samples) {
    Constants constants = neutral(task);
    Map<String, float[]> arrays = constants.arrays();
    if (arrays.containsKey(INPUT_MEAN)) {
      Shape shape = samples.shape();
      Moments[] channels = moments(shape.channels());
      int area = shape.height() * shape.width();
      for (int i = 0; i < samples.numbers().length(); i++) {
        channels[i / area % channels.length].add(samples.numbers().at(i));
      }
      for (int c = 0; c < channels.length; c++) {
        arrays.get(INPUT_MEAN)[c] = channels[c].mean();
        arrays.get(INPUT_DEVIATION)[c] = channels[c].deviation();
      }
    }
    if (task.input() instanceof Input.Columns columns) {
      putColumns(arrays, fits(columns.columns(), samples.numbers()));
    }
    if (arrays.containsKey(TARGET_MEAN)) {
      Moments target = new Moments();
      for (float value : samples.targets()) {
        target.add(value);
      }
      arrays.get(TARGET_MEAN)[0] = target.mean();
      arrays.get(TARGET_DEVIATION)[0] = target.deviation();
    }
    return constants;
  }

  private static List<ColumnFit> fits(List<Input.Column> columns, Numbers numbers) {
    List<ColumnFit> fits = new ArrayList<>();
    float[] column = new float[numbers.length() / columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      for (int row = 0; row < column.length; row++) {
        column[row] = numbers.at(row * columns.size() + c);
      }
      fits.add(columns.get(c).isNumeric() ? ColumnFit.of(column) : ColumnFit.neutral());
    }
    return fits;
  }

  private static Moments[] moments(int count) {
    Moments[] all = new Moments[count];
    Arrays.setAll(all, i -> new Moments());
    return all;
  }

  /** The values of the array called {@code name}. */
  float[] get(String name) {
    Check.that(arrays.containsKey(name), "constant", name, "one of " + arrays.keySet());
    return arrays.get(name);
  }

  /** Mean and deviation of what is there, in one pass (Welford 1962). */
  private static final class Moments {
    private long count;
    private double mean;
    private double squares;

    void add(float value) {
      if (Float.isNaN(value)) {
        return;
      }
      count++;
      double off = value - mean;
      mean += off / count;
      squares += off * (value - mean);
    }

    float mean() {
      return (float) mean;
    }

    /**
     * Of what is flat but for rounding, whatever its unit, 1, or the rounding where that is more.
     */
    float deviation() {
      double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
      double rounding = ROUNDING * Math.abs(mean);
      boolean flat = deviation <= Math.max(NEAR, rounding);
      return (float) (flat ? Math.max(1, rounding) : deviation);
    }
  }
}
