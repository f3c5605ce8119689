package io.mimar.explain;

import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.data.Offset;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import io.mimar.text.TextReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Hides parts of samples: patches of images and windows of series behind their mean, words of texts
 * by leaving them out, columns of rows behind those of other rows.
 *
 * <p>Paper: Zeiler, Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014,
 * section 4.2.
 */
final class Blotter {
  /** Patches and windows are so many to a side; they overlap by half. */
  private static final int PIECES = 7;

  /** Other rows that a column's value is taken from. */
  private static final int DRAWS = 20;

  private static final int OTHER_WORD = 1;
  private static final int DIGITS = 6;

  private final Format format;
  private final LabelledSamples all;
  private final Seeds seeds;

  /** Hides parts of some of {@code all}. */
  Blotter(Format format, LabelledSamples all, Seeds seeds) {
    this.format = format;
    this.all = all;
    this.seeds = seeds;
  }

  /** The sample at {@code row}. */
  Blots of(int row) {
    if (format instanceof Format.Text text) {
      return words(row, text);
    }
    if (format instanceof Format.Series series) {
      return steps(row, series);
    }
    return format instanceof Format.Table table ? cells(row, table) : pixels(row);
  }

  private float[] values(int row) {
    int each = (int) all.shape().size();
    float[] values = new float[each];
    for (int i = 0; i < each; i++) {
      values[i] = all.numbers().at(row * each + i);
    }
    return values;
  }

  /** The sample as it is and all variants of it. */
  private Blots blots(
      Case.Sample sample, float[] own, List<float[]> variants, List<boolean[]> hidden) {
    variants.add(0, own);
    hidden.add(0, new boolean[sample.parts()]);
    Shape shape = all.shape();
    float[] joined = new float[variants.size() * (int) shape.size()];
    for (int v = 0; v < variants.size(); v++) {
      System.arraycopy(variants.get(v), 0, joined, v * (int) shape.size(), (int) shape.size());
    }
    LabelledSamples samples =
        new LabelledSamples(shape, new Numbers.Floats(joined), new float[variants.size()]);
    return new Blots(sample, samples, hidden.toArray(boolean[][]::new));
  }

  // ---- images

  private Blots pixels(int row) {
    Shape shape = all.shape();
    float[] own = values(row);
    float[] mean = channelMeans(own, shape.channels());
    List<float[]> variants = new ArrayList<>();
    List<boolean[]> hidden = new ArrayList<>();
    for (int[] high : pieces(shape.height())) {
      for (int[] wide : pieces(shape.width())) {
        float[] variant = own.clone();
        boolean[] parts = new boolean[shape.height() * shape.width()];
        for (int y = high[0]; y < high[1]; y++) {
          for (int x = wide[0]; x < wide[1]; x++) {
            int pixel = y * shape.width() + x;
            parts[pixel] = true;
            for (int c = 0; c < shape.channels(); c++) {
              variant[c * parts.length + pixel] = mean[c];
            }
          }
        }
        variants.add(variant);
        hidden.add(parts);
      }
    }
    byte[] bytes = new byte[own.length];
    for (int i = 0; i < own.length; i++) {
      bytes[i] = (byte) own[i];
    }
    Case.Image image = new Case.Image(shape.channels(), shape.height(), shape.width(), bytes);
    return blots(image, own, variants, hidden);
  }

  /** Half-overlapping pieces of a line, from and to. */
  private static List<int[]> pieces(int length) {
    int size = Math.max(1, Math.round((float) length / PIECES));
    int step = Math.max(1, size / 2);
    List<int[]> pieces = new ArrayList<>();
    for (int from = 0; from == 0 || from + size - step < length; from += step) {
      pieces.add(new int[] {from, Math.min(length, from + size)});
    }
    return pieces;
  }

  /** The mean of what is there in each channel; 0 where nothing is. */
  private static float[] channelMeans(float[] values, int channels) {
    int each = values.length / channels;
    float[] means = new float[channels];
    for (int c = 0; c < channels; c++) {
      means[c] =
          (float)
              IntStream.range(c * each, (c + 1) * each)
                  .mapToDouble(i -> values[i])
                  .filter(Double::isFinite)
                  .average()
                  .orElse(0);
    }
    return means;
  }

  // ---- time series

  private Blots steps(int row, Format.Series series) {
    float[] own = values(row);
    int channels = series.channels().size();
    int length = own.length / channels;
    float[] mean = channelMeans(own, channels);
    List<float[]> variants = new ArrayList<>();
    List<boolean[]> hidden = new ArrayList<>();
    for (int[] window : pieces(length)) {
      float[] variant = own.clone();
      boolean[] parts = new boolean[length];
      for (int t = window[0]; t < window[1]; t++) {
        parts[t] = true;
        for (int c = 0; c < channels; c++) {
          variant[c * length + t] = mean[c];
        }
      }
      variants.add(variant);
      hidden.add(parts);
    }
    Map<String, List<Double>> shown = new LinkedHashMap<>();
    for (int c = 0; c < channels; c++) {
      List<Double> line = new ArrayList<>();
      for (int t = 0; t < length; t++) {
        line.add((double) own[c * length + t]);
      }
      shown.put(series.channels().get(c), line);
    }
    return blots(new Case.Steps(shown), own, variants, hidden);
  }

  // ---- texts

  private Blots words(int row, Format.Text text) {
    float[] own = values(row);
    List<String> known = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      int number = (int) own[i] - OTHER_WORD - 1;
      if (number >= 0) {
        known.add(text.words().get(number));
      }
    }
    List<float[]> variants = new ArrayList<>();
    List<boolean[]> hidden = new ArrayList<>();
    for (String word : known.stream().distinct().toList()) {
      variants.add(encoded(known.stream().filter(w -> !w.equals(word)).toList(), text));
      boolean[] parts = new boolean[known.size()];
      for (int p = 0; p < parts.length; p++) {
        parts[p] = known.get(p).equals(word);
      }
      hidden.add(parts);
    }
    return blots(new Case.Words(known), encoded(known, text), variants, hidden);
  }

  private float[] encoded(List<String> words, Format.Text text) {
    float[] numbers = new float[(int) all.shape().size()];
    new TextReader().encode(String.join(" ", words), text, numbers);
    return numbers;
  }

  // ---- rows of tables

  private Blots cells(int row, Format.Table table) {
    float[] own = values(row);
    Map<String, List<Integer>> columns = columns(table);
    RandomGenerator rng = seeds.at("row", row).rng();
    List<float[]> variants = new ArrayList<>();
    List<boolean[]> hidden = new ArrayList<>();
    int part = 0;
    for (List<Integer> places : columns.values()) {
      for (int draw = 0; draw < DRAWS; draw++) {
        float[] other = values(rng.nextInt(all.size()));
        float[] variant = own.clone();
        places.forEach(place -> variant[place] = other[place]);
        boolean[] parts = new boolean[columns.size()];
        parts[part] = true;
        variants.add(variant);
        hidden.add(parts);
      }
      part++;
    }
    Map<String, String> shown = new LinkedHashMap<>();
    columns.forEach((name, places) -> shown.put(name, text(own, places, table)));
    return blots(new Case.Cells(shown), own, variants, hidden);
  }

  /** The places of each column's numbers. */
  static Map<String, List<Integer>> columns(Format.Table table) {
    Map<String, List<Integer>> columns = new LinkedHashMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      columns.computeIfAbsent(table.columns().get(i).name(), n -> new ArrayList<>()).add(i);
    }
    return columns;
  }

  private static String text(float[] own, List<Integer> places, Format.Table table) {
    List<String> texts =
        places.stream()
            .map(i -> text(own[i], table.columns().get(i)))
            .filter(t -> !t.isEmpty())
            .toList();
    return texts.isEmpty() ? "–" : String.join(" ", texts);
  }

  private static String text(float value, Format.Column column) {
    if (Float.isNaN(value)) {
      return "missing";
    }
    return switch (column.kind()) {
      case CATEGORY ->
          value < column.values().size() ? column.values().get((int) value) : "another";
      case WORD -> value > 0 ? column.form() : "";
      case DAY -> LocalDate.ofEpochDay((long) Math.floor(value)).toString();
      case MONTH, WEEKDAY, HOUR -> "";
      case NUMBER ->
          column.offset() == 0
              ? BigDecimal.valueOf(value)
                  .round(new MathContext(DIGITS))
                  .stripTrailingZeros()
                  .toPlainString()
              : Offset.text(column.offset(), value);
    };
  }
}
