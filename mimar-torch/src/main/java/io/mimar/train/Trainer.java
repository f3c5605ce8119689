package io.mimar.train;

import io.mimar.Check;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Output;
import io.mimar.nn.AdamW;
import io.mimar.nn.Model;
import io.mimar.nn.Optimiser;
import io.mimar.nn.Sgd;
import io.mimar.nn.Tensors;
import io.mimar.nn.Twins;
import io.mimar.nn.WeightAverage;
import io.mimar.random.Seeds;
import io.mimar.space.Regime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a model on labelled samples. The same seeds, options and threads give the same weights,
 * bit by bit.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class Trainer {
  /** Of fewer samples batch normalisation learns too little. */
  private static final int LEAST_IN_PART = 16;

  private final TrainOptions options;
  private final Metric metric;
  private final LongSupplier nanoTime;
  private final Pace pace;
  private final int threads;

  /** How many epochs a training still has, asked before each: a deadline may leave fewer. */
  @FunctionalInterface
  public interface Pace {
    /** As many as planned. */
    Pace STEADY = (done, planned) -> planned - done;

    /**
     * The epochs left, the coming one included; 0 ends the training. Where less than one is left,
     * the coming epoch shows only such a share of the samples.
     *
     * @param done epochs so far
     * @param planned epochs of the options
     */
    double left(int done, int planned);
  }

  /**
   * A trainer that keeps its plan.
   *
   * @param metric what epochs are judged by; of amounts it says what training makes small, too
   * @param nanoTime a monotonic clock, nanoseconds; tells the time of an epoch, which nothing else
   *     depends on
   */
  public Trainer(TrainOptions options, Metric metric, LongSupplier nanoTime) {
    this(options, metric, nanoTime, Pace.STEADY);
  }

  /**
   * As {@link #Trainer(TrainOptions, Metric, LongSupplier)}; the schedule bends to the epochs that
   * are left.
   */
  public Trainer(TrainOptions options, Metric metric, LongSupplier nanoTime, Pace pace) {
    this(options, metric, nanoTime, pace, 1);
  }

  /**
   * As {@link #Trainer(TrainOptions, Metric, LongSupplier, Pace)}, with the batch in parts.
   *
   * @param threads that work on a part of each batch side by side, see {@link Twins}; 1 for the
   *     whole batch at once, with what threads the engine has
   */
  public Trainer(
      TrainOptions options, Metric metric, LongSupplier nanoTime, Pace pace, int threads) {
    this.options = options;
    this.metric = metric;
    this.nanoTime = nanoTime;
    this.pace = pace;
    this.threads = Check.range("threads", threads, 1, 1024);
  }

  /**
   * Trains {@code model}, whose weights then are the result: those of the last epoch, or their
   * average where the options say so.
   *
   * @param train at least 2 samples
   * @param validation what {@link Epoch#validationScore} is measured on; may be empty
   * @param seeds the order of the samples and their changes
   * @throws DivergedException when a loss is infinite or no number
   * @throws MemoryExhaustedException when the engine lacks memory
   */
  public Training train(
      Model model,
      LabelledSamples train,
      LabelledSamples validation,
      Seeds seeds,
      EpochListener listener) {
    Check.range("training samples", train.size(), 2, Integer.MAX_VALUE);
    return MemoryExhaustedException.named(
        () -> {
          Output output = model.network().task().output();
          try (SampleTensor learned = SampleTensor.of(train, output, model.device());
              SampleTensor judged = SampleTensor.of(validation, output, model.device());
              Twins twins = Twins.of(model, threads, seeds);
              Optimiser optimiser = optimiser(model);
              WeightAverage average = new WeightAverage(model, options.averaging())) {
            Run run =
                new Run(model, twins, learned, optimiser, average, weights(train, output), seeds);
            return run.all(judged, validation.targets(), listener);
          }
        });
  }

  /** What classes weigh, where that is not the same for all. */
  private Optional<ClassWeights> weights(LabelledSamples train, Output output) {
    double balance = options.balance(metric);
    return balance > 0 && output instanceof Output.Classes
        ? Optional.of(ClassWeights.of(train.labels(), output.size(), balance))
        : Optional.empty();
  }

  private Optimiser optimiser(Model model) {
    return options.optimiser() == Regime.Optimiser.ADAMW
        ? new AdamW(model, options.weightDecay())
        : new Sgd(model, options.momentum(), options.weightDecay());
  }

  /**
   * How many of {@code threads} may work on a part of each batch: batches are cut as evenly as can
   * be, and no part may be too small.
   */
  public static int parts(int threads, int batch) {
    return Math.max(1, Math.min(threads, batch / LEAST_IN_PART));
  }

  /**
   * How often an epoch passes over so many samples: where they are few, one pass changes next to
   * nothing.
   */
  public static int passes(int samples) {
    return Passes.inEpoch(samples);
  }

  /** How many batches an epoch on so many samples has. */
  public static int steps(int samples, int batch) {
    return (passes(samples) * samples + batch - 1) / batch;
  }

  /** One training in progress. */
  private final class Run {
    private final Model model;
    private final Twins twins;
    private final SampleTensor samples;
    private final Loss lossOf;
    private final Optimiser optimiser;
    private final WeightAverage average;
    private final Seeds seeds;
    private final boolean mixed;
    private final Passes passes;
    private final int batches;
    private double progress;
    private double stride;

    Run(
        Model model,
        Twins twins,
        SampleTensor samples,
        Optimiser optimiser,
        WeightAverage average,
        Optional<ClassWeights> weights,
        Seeds seeds) {
      this.model = model;
      this.twins = twins;
      this.samples = samples;
      this.lossOf = Loss.of(model, metric, options.labelSmoothing(metric), weights);
      this.optimiser = optimiser;
      this.average = average;
      this.seeds = seeds;
      this.mixed = options.mixup() > 0 && Mixup.fits(model.network().task().input());
      this.passes = new Passes(samples.size(), samples.neighbours(), mixed ? 0 : options.pruning());
      this.batches = steps(samples.size(), options.batch());
    }

    Training all(SampleTensor judged, float[] targets, EpochListener listener) {
      List<Epoch> curve = new ArrayList<>();
      boolean goOn = true;
      double left = pace.left(0, options.epochs());
      while (goOn && left > 0) {
        int steps = (int) Math.ceil(Math.min(1, left) * batches);
        stride = (1 - progress) / Math.max(steps, left * batches);
        Epoch epoch = epoch(curve.size() + 1, steps, judged, targets, listener);
        curve.add(epoch);
        goOn = listener.onEpoch(epoch);
        left = pace.left(curve.size(), options.epochs());
      }
      average.swap();
      return new Training(curve, !goOn && left > 0);
    }

    private Epoch epoch(
        int number, int steps, SampleTensor judged, float[] targets, EpochListener listener) {
      long start = nanoTime.getAsLong();
      RandomGenerator rng = seeds.at("epoch", number).rng();
      Passes.Shown order = passes.epoch(progress + steps * stride, rng);
      Step sum = Step.NONE;
      int fetched = 0;
      for (int b = 0; b < steps; b++) {
        int from = (int) ((long) b * order.size() / batches);
        int to = (int) ((long) (b + 1) * order.size() / batches);
        if (passes.pool() > 0 && to > fetched) {
          fetched = Math.min(order.size(), Math.max(to, from + passes.pool()));
          samples.fetch(order.range(from, fetched).rows());
        }
        Step step = step(order.range(from, to), rng);
        if (!Double.isFinite(step.loss())) {
          throw new DivergedException(number, step.loss());
        }
        sum = sum.with(step);
        listener.onStep();
      }
      double score = judge(judged, targets, listener);
      Duration time = Duration.ofNanos(nanoTime.getAsLong() - start);
      return new Epoch(
          number, sum.loss() / steps, lossOf.score(sum.fit() / sum.weight()), score, time);
    }

    private Step step(Passes.Shown shown, RandomGenerator rng) {
      Step step =
          twins.count() > 1 && shown.size() >= (LEAST_IN_PART - 1) * twins.count()
              ? inParts(shown, rng)
              : remembered(shown, part(model, shown, 1, rng));
      optimiser.step(options.learningRate(progress, stride));
      average.step();
      progress += stride;
      return step;
    }

    private Step inParts(Passes.Shown shown, RandomGenerator rng) {
      int parts = twins.count();
      Seeds drawn = new Seeds(rng.nextLong());
      List<Passes.Shown> shares = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        shares.add(shown.range(part * shown.size() / parts, (part + 1) * shown.size() / parts));
      }
      List<Part> done =
          twins.each(
              (twin, part) -> {
                double share = (double) shares.get(part).size() / shown.size();
                return part(twin, shares.get(part), share, drawn.at("part", part).rng());
              });
      twins.gather();
      Step sum = Step.NONE;
      for (int part = 0; part < parts; part++) { // a sample may be in two of them
        sum = sum.with(remembered(shares.get(part), done.get(part)));
      }
      return sum;
    }

    private Step remembered(Passes.Shown shown, Part part) {
      passes.remember(shown, part.losses());
      return part.step();
    }

    /** Adds to the gradient what rows make of it that are such a share of the batch. */
    private Part part(Model twin, Passes.Shown shown, double share, RandomGenerator rng) {
      try (PointerScope scope = new PointerScope()) {
        Tensor chosen = Tensors.of(shown.rows(), model.device(), shown.size());
        Tensor batch =
            options
                .augmentation()
                .apply(samples.numbers(chosen), samples.shape(), model.device(), rng);
        Tensor targets = samples.targets(chosen);
        Optional<Mixup> mixup =
            mixed
                ? Optional.of(Mixup.draw(shown.size(), options.mixup(), model.device(), rng))
                : Optional.empty();
        Tensor outputs = twin.forward(mixup.map(m -> m.samples(batch)).orElse(batch), true);
        if (shown.weights().length > 0) {
          return weighed(shown, outputs, targets, share);
        }
        Tensor mean =
            mixup
                .map(m -> m.loss(lossOf, outputs, targets))
                .orElseGet(() -> lossOf.of(outputs, targets));
        double fit = lossOf.fits(outputs.detach(), targets).sum().item_double();
        return new Part(new Step(backward(mean, share), fit, shown.size()), Part.UNKNOWN);
      }
    }

    private Part weighed(Passes.Shown shown, Tensor outputs, Tensor targets, double share) {
      Tensor weights = Tensors.of(shown.weights(), model.device(), shown.size());
      Tensor losses = lossOf.each(outputs, targets);
      Tensor importance = lossOf.importance(targets);
      Tensor mean = losses.mul(weights).sum().div(importance.mul(weights).sum());
      double fit = lossOf.fits(outputs.detach(), targets).mul(weights).sum().item_double();
      Step step = new Step(backward(mean, share), fit, weights.sum().item_double());
      return new Part(step, Tensors.floats(losses.div(importance)));
    }

    /** What a part with such a mean loss adds to the batch's. */
    private double backward(Tensor mean, double share) {
      Tensor loss = share == 1 ? mean : mean.mul(new Scalar(share));
      loss.backward();
      return loss.item_float();
    }

    private double judge(SampleTensor judged, float[] targets, EpochListener listener) {
      average.swap();
      double score = metric.of(Evaluator.evaluate(model, judged, targets, listener::onStep));
      average.swap();
      return score;
    }
  }

  /**
   * What came of a step.
   *
   * @param fit see {@link Loss#fits}; summed
   * @param weight of the samples in it
   */
  private record Step(double loss, double fit, double weight) {
    private static final Step NONE = new Step(0, 0, 0);

    Step with(Step other) {
      return new Step(loss + other.loss, fit + other.fit, weight + other.weight);
    }
  }

  /**
   * What came of a part of a batch.
   *
   * @param losses of its samples; empty where nobody asks
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, read once
  private record Part(Step step, float[] losses) {
    private static final float[] UNKNOWN = {};
  }
}
