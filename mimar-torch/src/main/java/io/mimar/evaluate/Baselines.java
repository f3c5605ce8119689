package io.mimar.evaluate;

import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Target;
import io.mimar.network.ColumnLayer;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.space.Regime;
import io.mimar.space.TextSpace;
import io.mimar.train.Augmentation;
import io.mimar.train.DivergedException;
import io.mimar.train.Epoch;
import io.mimar.train.EpochListener;
import io.mimar.train.Evaluation;
import io.mimar.train.Evaluator;
import io.mimar.train.MemoryExhaustedException;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * What the test rows give without a search: what a network is worth is how far it is above these.
 * They learn from the same rows as the winner, training and validation together.
 *
 * <p>Cost: about 1,500 steps of a model of one layer, whatever the rows.
 *
 * @param majority the same answer for all rows: the shares of the classes in the training rows, the
 *     most frequent being the highest, or the training rows' mean amount, or their median where
 *     absolute errors count
 * @param linear a linear model's answers; empty where its training failed
 */
public record Baselines(Evaluation majority, Optional<Evaluation> linear) {
  /** The linear model learns from so many rows at most. */
  public static final int MOST_ROWS = 20_000;

  private static final int STEPS = 1_500;
  private static final int BATCH = 128;

  /** Categories of a column that is one-hot at most, as in the tabular space. */
  private static final int HOT = 12;

  /**
   * The baselines of {@code data}, the same for the same seeds and threads unless time is short.
   * They are so small that they are trained on the CPU wherever the winner is.
   *
   * @param metric of the study
   * @param time how long training may take; the schedule bends to it
   * @param nanoTime a monotonic clock, nanoseconds
   * @param alive called after each step and each batch of test rows
   * @return empty where there are no test rows
   */
  public static Optional<Baselines> of(
      Dataset data,
      Metric metric,
      Optional<Duration> time,
      Seeds seeds,
      LongSupplier nanoTime,
      Runnable alive) {
    LabelledSamples rows = data.train().with(data.validation());
    return data.test()
        .filter(test -> test.size() > 0)
        .map(
            test ->
                new Baselines(
                    constant(data.target(), metric, rows.targets(), test),
                    new Linear(data, metric, time, seeds, nanoTime, alive).measured(rows, test)));
  }

  private static Evaluation constant(
      Target target, Metric metric, float[] learned, LabelledSamples test) {
    float[] answer =
        target instanceof Target.Classes
            ? shares(target, learned)
            : metric == Metric.MAE ? median(learned) : mean(learned);
    float[][] answers = new float[test.size()][];
    Arrays.fill(answers, answer);
    return new Evaluation(target.output(), answers, test.targets().clone());
  }

  private static float[] shares(Target target, float[] labels) {
    float[] shares = new float[target.output().size()];
    int[] counts = new int[shares.length];
    for (float label : labels) {
      counts[(int) label]++;
    }
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (float) counts[k] / labels.length;
    }
    return shares;
  }

  private static float[] median(float[] amounts) {
    float[] sorted = amounts.clone();
    Arrays.sort(sorted);
    return new float[] {sorted[sorted.length / 2]};
  }

  private static float[] mean(float[] amounts) {
    double sum = 0;
    for (float amount : amounts) {
      sum += amount;
    }
    return new float[] {(float) (sum / amounts.length)};
  }

  /**
   * The linear network of {@code task}: all numbers at once for images and series, the bag of terms
   * for texts, scaled numbers and one-hot categories for rows of tables.
   */
  static Network network(Task task) {
    if (task.input() instanceof Input.Tokens) {
      return TextSpace.linear(task);
    }
    Network.Builder builder = Network.builder(task);
    int outputs = task.output().size();
    if (task.input() instanceof Input.Columns columns) {
      int flat =
          builder.add(new ColumnLayer.Flat(columns.columns(), ColumnLayer.Scale.STANDARD, HOT), 0);
      builder.add(new Layer.Linear(outputs), flat);
    } else {
      builder.add(new Layer.Linear(outputs), builder.add(new Layer.Flatten(), 0));
    }
    return builder.build();
  }

  /** Trains and measures the linear model. */
  private record Linear(
      Dataset data,
      Metric metric,
      Optional<Duration> time,
      Seeds seeds,
      LongSupplier nanoTime,
      Runnable alive) {

    /** Without it a run is still worth its result. */
    Optional<Evaluation> measured(LabelledSamples rows, LabelledSamples test) {
      try {
        return Optional.of(trained(sample(rows), test));
      } catch (DivergedException | MemoryExhaustedException e) {
        return Optional.empty();
      }
    }

    private LabelledSamples sample(LabelledSamples rows) {
      return rows.size() <= MOST_ROWS
          ? rows
          : rows.select(data.sample(rows, MOST_ROWS, seeds.at("rows").rng()));
    }

    private Evaluation trained(LabelledSamples rows, LabelledSamples test) {
      Task task = data.task();
      try (Model model = Model.fitted(network(task), rows, seeds.at("initial"), Device.CPU)) {
        new Trainer(options(task.input(), rows.size()), metric, nanoTime, pace())
            .train(model, rows, rows.select(new int[0]), seeds.at("training"), signs());
        return Evaluator.evaluate(model, test, alive);
      }
    }

    private EpochListener signs() {
      return new EpochListener() {
        @Override
        public boolean onEpoch(Epoch epoch) {
          return true;
        }

        @Override
        public void onStep() {
          alive.run();
        }
      };
    }

    private Trainer.Pace pace() {
      if (time.isEmpty()) {
        return Trainer.Pace.STEADY;
      }
      long start = nanoTime.getAsLong();
      long most = time.get().toNanos();
      return (done, planned) -> {
        double spent = Math.max(1, nanoTime.getAsLong() - start);
        double left = done == 0 ? planned : (most - spent) * done / spent;
        return (int) Math.max(0, Math.min(planned - done, left));
      };
    }

    private static TrainOptions options(Input input, int rows) {
      int batch = Math.max(16, Math.min(BATCH, Integer.highestOneBit(Math.max(1, rows / 8))));
      int steps = (Trainer.passes(rows) * rows + batch - 1) / batch;
      return new TrainOptions(
          Math.max(1, STEPS / steps),
          batch,
          rate(input),
          0,
          0.01,
          OptionalDouble.of(0),
          0.1,
          0,
          Augmentation.NONE,
          Regime.Optimiser.ADAMW,
          0,
          OptionalDouble.empty(),
          0);
    }

    /** Few numbers bear larger steps than many; most terms of a bag are rare. */
    private static double rate(Input input) {
      if (input instanceof Input.Pixels) {
        return 0.002;
      }
      return input instanceof Input.Series ? 0.005 : 0.02;
    }
  }
}
