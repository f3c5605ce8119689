package io.mimar.nn;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import java.util.random.RandomGenerator;

/** Networks and images for tests. */
public final class Networks {
  private Networks() {}

  /** The network of a random architecture of {@code space} that is not too dear for a test. */
  public static Network random(ImageSpace space, Shape input, int classes, RandomGenerator rng) {
    while (true) {
      Architecture architecture = space.random(rng);
      Network network = space.network(architecture, Task.images(input, classes));
      if (Costs.of(network).macs() < 30_000_000) {
        return network;
      }
    }
  }

  /** A small network of the standard space. */
  public static Network small(Shape input, int classes) {
    ImageSpace space = ImageSpace.standard();
    RandomGenerator rng = Seeds.root(3).rng();
    while (true) {
      Network network = space.network(space.random(rng), Task.images(input, classes));
      if (Costs.of(network).macs() < 300_000) {
        return network;
      }
    }
  }

  /** Noise with a bright band whose place is the class: easy to learn, not trivial. */
  public static LabelledSamples bands(Shape shape, int classes, int count, RandomGenerator rng) {
    byte[] pixels = new byte[(int) (count * shape.size())];
    rng.nextBytes(pixels);
    int[] labels = new int[count];
    int area = shape.height() * shape.width();
    for (int i = 0; i < count; i++) {
      labels[i] = rng.nextInt(classes);
      int row = labels[i] * shape.height() / classes;
      for (int c = 0; c < shape.channels(); c++) {
        for (int x = 0; x < shape.width(); x++) {
          pixels[(int) (i * shape.size()) + c * area + row * shape.width() + x] = (byte) 255;
        }
      }
    }
    return LabelledSamples.images(shape, pixels, labels);
  }

  /** Waves in noise, of two classes; some end before the last step, one lacks steps amid. */
  public static LabelledSamples series(Input.Series input, int count, RandomGenerator rng) {
    int length = input.length();
    int size = input.channels() * length;
    float[] values = new float[count * size];
    float[] labels = new float[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      int end = i % 3 == 0 ? rng.nextInt(1, length + 1) : length;
      for (int j = 0; j < size; j++) {
        int step = j % length;
        double wave = 2 * Math.sin(step * (labels[i] == 0 ? 0.4 : 0.9));
        values[i * size + j] = step < end ? (float) (wave + rng.nextGaussian()) : Float.NaN;
      }
    }
    values[size - 1] = Float.NaN;
    values[size / 2] = Float.NaN;
    return new LabelledSamples(input.shape(), new Numbers.Floats(values), labels);
  }
}
