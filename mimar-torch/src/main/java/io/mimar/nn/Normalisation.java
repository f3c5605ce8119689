package io.mimar.nn;

import io.mimar.Check;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Shape;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What makes raw pixels fit for a network: {@code (x - mean) / deviation} for each channel. It is
 * part of every {@link Model} and of every exported file, so that both take pixels as they are.
 *
 * @param mean {@code [C]}, in 0..255
 * @param deviation {@code [C]}, in 0..255, above 0
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {

  public Normalisation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    Check.that(mean.size() == deviation.size(), "deviations", deviation.size(), "" + mean.size());
    Check.that(deviation.stream().allMatch(d -> d > 0), "deviation", deviation, "above 0");
  }

  /** Pixels spread around the middle of 0..255, where no images are at hand. */
  public static Normalisation neutral(Shape shape) {
    return new Normalisation(
        DoubleStream.generate(() -> 127.5).limit(shape.channels()).boxed().toList(),
        DoubleStream.generate(() -> 64).limit(shape.channels()).boxed().toList());
  }

  /** The mean and deviation of each channel of {@code images}; a flat channel gets deviation 1. */
  public static Normalisation of(LabelledSamples images) {
    int channels = images.shape().channels();
    int area = images.shape().height() * images.shape().width();
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    byte[] pixels = images.pixels();
    for (int start = 0; start < pixels.length; start += area) {
      int channel = start / area % channels;
      long plain = 0;
      long squared = 0;
      for (int i = start; i < start + area; i++) {
        int value = pixels[i] & 0xff;
        plain += value;
        squared += (long) value * value;
      }
      sum[channel] += plain;
      squares[channel] += squared;
    }
    double count = Math.max(1.0, (double) images.size() * area);
    double[] mean = DoubleStream.of(sum).map(s -> s / count).toArray();
    return new Normalisation(
        DoubleStream.of(mean).boxed().toList(),
        IntStream.range(0, channels)
            .mapToDouble(c -> Math.sqrt(Math.max(0, squares[c] / count - mean[c] * mean[c])))
            .map(d -> d < 1e-3 ? 1 : d)
            .boxed()
            .toList());
  }
}
