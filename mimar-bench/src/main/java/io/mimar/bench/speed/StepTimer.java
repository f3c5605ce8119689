package io.mimar.bench.speed;

import io.mimar.bench.Usage;
import io.mimar.config.Json;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.nn.Bfloat16;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.space.Regime;
import io.mimar.stats.Spread;
import io.mimar.train.Augmentation;
import io.mimar.train.EpochListener;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Times the training step of one {@link StepNetwork} in this process: a batch, forward, loss,
 * backward, SGD with Nesterov's momentum; float32, one thread. {@code step.py} does the same in
 * Python.
 *
 * <p>Usage: {@code StepTimer NETWORK [bf16]}. Prints a {@link StepTime} as JSON.
 */
public final class StepTimer {
  /** Argument for training in bfloat16. */
  static final String HALF = "bf16";

  private static final int WARM_UP = 3;
  private static final int SLICES = 5;

  /** After the others, for the profile, which would disturb them. */
  private static final int PROFILED = 10;

  private final StepNetwork timed;
  private final double[] cpu = new double[SLICES];
  private final double[] wall = new double[SLICES];
  private final EngineShare profile = new EngineShare(Thread.currentThread());
  private final double[] javaBytes = new double[SLICES];
  private long lastCpu;
  private long lastWall;
  private long lastBytes;

  private StepTimer(StepNetwork timed) {
    this.timed = timed;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    StepNetwork timed = StepNetwork.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Engine.start(1);
    boolean half = arguments.length > 1 && arguments[1].equals(HALF);
    StepTime time = half ? half(timed) : new StepTimer(timed).time();
    System.out.println(Json.json().writeValueAsString(time));
  }

  @SuppressWarnings("try") // it works by being open
  private static StepTime half(StepNetwork timed) throws IOException {
    try (Bfloat16 open = Bfloat16.open()) {
      return new StepTimer(timed).time();
    }
  }

  private StepTime time() throws IOException {
    Network network = timed.network();
    Seeds seeds = Seeds.root(1);
    LabelledSamples samples = timed.samples(seeds.rng());
    TrainOptions options =
        new TrainOptions(
            WARM_UP + SLICES + PROFILED,
            StepNetwork.BATCH,
            0.05,
            0.9,
            5e-4,
            OptionalDouble.of(0.1),
            0,
            0,
            Augmentation.NONE,
            Regime.Optimiser.SGD,
            0,
            OptionalDouble.empty(),
            0);
    startSlice();
    EpochListener slices =
        epoch -> {
          endSlice(epoch.number() - 1 - WARM_UP);
          if (epoch.number() == WARM_UP + SLICES) {
            profile.start();
          }
          return true;
        };
    try (Model model =
        Model.of(network, Constants.of(network.task(), samples), seeds, Device.CPU)) {
      new Trainer(options, Metric.ACCURACY, System::nanoTime)
          .train(model, samples, samples.select(new int[0]), seeds, slices);
    }
    return new StepTime(
        "Mimar",
        Costs.of(network).params(),
        Spread.median(cpu),
        Spread.median(wall),
        profile.stop(),
        Spread.median(javaBytes));
  }

  private void startSlice() {
    lastCpu = Usage.cpuNanos();
    lastWall = System.nanoTime();
    lastBytes = Usage.allocatedBytes();
  }

  private void endSlice(int slice) {
    if (slice >= 0 && slice < SLICES) {
      cpu[slice] = (Usage.cpuNanos() - lastCpu) / 1e6 / timed.steps();
      wall[slice] = (System.nanoTime() - lastWall) / 1e6 / timed.steps();
      javaBytes[slice] = (double) (Usage.allocatedBytes() - lastBytes) / timed.steps();
    }
    startSlice();
  }
}
