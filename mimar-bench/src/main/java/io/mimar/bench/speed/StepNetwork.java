package io.mimar.bench.speed;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.space.EdgeCell;
import io.mimar.space.ImageSpace;
import io.mimar.space.MobileSpace;
import io.mimar.space.Skeleton;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Networks whose training step is timed; {@code step.py} has the same. */
enum StepNetwork {
  /**
   * The cell of NAS-Bench-201 with the edges conv3x3, conv1x1, conv3x3, skip, conv1x1, average
   * pool, one cell in each of the stages of 16, 32 and 64 channels, on colour images of 32x32.
   */
  CELL(8) {
    @Override
    Network network(Task task) {
      Skeleton skeleton =
          new Skeleton(
              List.of(1), List.of(16, 32, 64), List.of(1), 3, Skeleton.Reduction.RESIDUAL, 0);
      ImageSpace space = new ImageSpace("bench", EdgeCell.nasBench201(), skeleton);
      int[] values = {3, 2, 3, 1, 2, 4, 0, 0, 1, 2, 0, 0, 0};
      return space.network(space.architecture(values), task);
    }
  },

  /**
   * Inverted residuals of 16, 24, 24, 32, 32 and 64 channels with depthwise 3x3, expanding 1, 4, 4,
   * 4, 4 and 4 times, and a head of 128 channels, on colour images of 32x32.
   */
  MOBILE(8) {
    @Override
    Network network(Task task) {
      MobileSpace space = new MobileSpace();
      int[] values = {0, 3, 1, 2, 0, 0, 0, 2, 3, 0, 2, 0, 2, 3, 0, 2, 0, 1, 4, 0, 2, 0, 3, 0};
      return space.network(space.architecture(values), task);
    }
  },

  /** A hidden layer of 64 between 32 numbers and 10 classes. */
  MLP(2_000) {
    @Override
    Network network(Task task) {
      Network.Builder builder = Network.builder(task);
      int hidden = builder.add(new Layer.Linear(64), 0);
      builder.add(new Layer.Linear(10), builder.add(new Layer.Relu(), hidden));
      return builder.build();
    }
  },

  /** 64 words as vectors of 32 numbers, a GRU of 64 units, the mean of its states. */
  GRU(40) {
    @Override
    Network network(Task task) {
      Network.Builder builder = Network.builder(task);
      int words = builder.add(new SequenceLayer.Slice(0, 64), 0);
      int vectors = builder.add(new SequenceLayer.Embedding(2_000, 32), words);
      int states = builder.add(new SequenceLayer.Gru(64, false), vectors);
      builder.add(new Layer.Linear(2), builder.add(new Layer.GlobalAverage(), states));
      return builder.build();
    }
  };

  /** Samples of a step. */
  static final int BATCH = 64;

  private final int steps;

  StepNetwork(int steps) {
    this.steps = steps;
  }

  /** It for data of the same kind. */
  abstract Network network(Task task);

  final Network network() {
    return network(task());
  }

  final Task task() {
    return switch (this) {
      case CELL, MOBILE -> Task.images(new Shape(3, 32, 32), 10);
      case MLP -> Task.images(Shape.vector(32), 10);
      case GRU -> new Task(new Input.Tokens(64, 2_000, 1, 2), new Output.Classes(2));
    };
  }

  /** Whether it is a network of convolutions, for images. */
  final boolean convolves() {
    return this == CELL || this == MOBILE;
  }

  /** Steps of a slice of time. */
  final int steps() {
    return steps;
  }

  /** Noise for one slice. */
  final LabelledSamples samples(RandomGenerator rng) {
    return samples(steps * BATCH, rng);
  }

  /** So much noise. */
  final LabelledSamples samples(int count, RandomGenerator rng) {
    Task task = task();
    int classes = task.output().size();
    int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    Shape shape = task.input().shape();
    int size = (int) (count * shape.size());
    if (task.input() instanceof Input.Tokens tokens) {
      float[] ids = new float[size];
      for (int i = 0; i < size; i++) {
        ids[i] = 1 + rng.nextInt(tokens.vocabulary() - 1);
      }
      float[] targets = new float[count];
      for (int i = 0; i < count; i++) {
        targets[i] = labels[i];
      }
      return new LabelledSamples(shape, new Numbers.Floats(ids), targets);
    }
    byte[] pixels = new byte[size];
    rng.nextBytes(pixels);
    return LabelledSamples.images(shape, pixels, labels);
  }
}
