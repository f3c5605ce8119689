package io.mimar.nn;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Shape;
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
      Network network = space.network(architecture, input, classes);
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
      Network network = space.network(space.random(rng), input, classes);
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
}
