package io.mimar.bench;

import com.sun.management.OperatingSystemMXBean;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.space.EdgeCell;
import io.mimar.space.ImageSpace;
import io.mimar.space.Regime;
import io.mimar.space.Skeleton;
import io.mimar.train.Augmentation;
import io.mimar.train.EpochListener;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Times one training step of a fixed network: the cell of NAS-Bench-201 with the edges conv3x3,
 * conv1x1, conv3x3, skip, conv1x1, average pool, one cell in each of the stages of 16, 32 and 64
 * channels; batch 64, float32, one thread. {@code step_bench.py} times the same in Python and runs
 * both in turn.
 *
 * <p>Usage: {@code StepBench CHANNELS SIDE}. Prints one line of JSON.
 */
public final class StepBench {
  private static final int BATCH = 64;
  private static final int STEPS = 8;
  private static final int WARM_UP = 3;
  private static final int SLICES = 5;
  private static final int CLASSES = 10;

  private StepBench() {}

  /** Runs the benchmark; its arguments are channels and side of the images. */
  public static void main(String[] arguments) {
    int side = Integer.parseInt(arguments[1]);
    Shape shape = new Shape(Integer.parseInt(arguments[0]), side, side);
    Engine.start(1);
    Network network = network(shape);
    List<Double> cpu = new ArrayList<>();
    List<Double> wall = new ArrayList<>();
    run(network, cpu, wall);
    System.out.printf(
        Locale.ROOT,
        "{\"engine\":\"java\",\"params\":%d,\"macs\":%d,\"cpu_ms\":%.2f,\"wall_ms\":%.2f}%n",
        Costs.of(network).params(),
        Costs.of(network).macs(),
        median(cpu),
        median(wall));
  }

  private static Network network(Shape shape) {
    Skeleton skeleton =
        new Skeleton(
            List.of(1), List.of(16, 32, 64), List.of(1), 3, Skeleton.Reduction.RESIDUAL, 0);
    ImageSpace space = new ImageSpace("bench", EdgeCell.nasBench201(), skeleton);
    int[] values = {3, 2, 3, 1, 2, 4, 0, 0, 1, 2, 0, 0, 0};
    return space.network(space.architecture(values), Task.images(shape, CLASSES));
  }

  private static void run(Network network, List<Double> cpu, List<Double> wall) {
    Seeds seeds = Seeds.root(1);
    LabelledSamples images = noise(network.input(), seeds.rng());
    TrainOptions options =
        new TrainOptions(
            WARM_UP + SLICES,
            BATCH,
            0.05,
            0.9,
            5e-4,
            0.1,
            0,
            0,
            Augmentation.NONE,
            Regime.Optimiser.SGD,
            0,
            OptionalDouble.empty());
    long[] last = {processNanos(), System.nanoTime()};
    EpochListener clock =
        epoch -> {
          if (epoch.number() > WARM_UP) {
            cpu.add((processNanos() - last[0]) / 1e6 / STEPS);
            wall.add((System.nanoTime() - last[1]) / 1e6 / STEPS);
          }
          last[0] = processNanos();
          last[1] = System.nanoTime();
          return true;
        };
    try (Model model = Model.of(network, Constants.of(network.task(), images), seeds, Device.CPU)) {
      new Trainer(options, Metric.ACCURACY, Clock.systemUTC())
          .train(model, images, images.select(new int[0]), seeds, clock);
    }
  }

  private static LabelledSamples noise(Shape shape, RandomGenerator rng) {
    byte[] pixels = new byte[(int) (STEPS * BATCH * shape.size())];
    rng.nextBytes(pixels);
    int[] labels = IntStream.range(0, STEPS * BATCH).map(i -> i % CLASSES).toArray();
    return LabelledSamples.images(shape, pixels, labels);
  }

  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
