package io.mimar.train;

import static io.mimar.space.Regime.Optimiser.SGD;

import io.mimar.Check;
import io.mimar.space.Architecture;
import io.mimar.space.NetworkSpace;
import io.mimar.space.Regime;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * How a network is trained: by gradients, with a learning rate on a cosine.
 *
 * @param epochs of as many steps as show all training samples once, few samples several times, see
 *     {@link Trainer#passes}; the schedule ends with the last
 * @param batch samples of a step
 * @param learningRate the highest, after the warm-up
 * @param momentum of Nesterov; for SGD only
 * @param weightDecay of kernels and matrices, not of biases and batch normalisation
 * @param labelSmoothing the share of a label spread over all classes; empty for what the metric
 *     asks for; Szegedy et al., CVPR 2016
 * @param warmup the share of all steps during which the learning rate grows linearly
 * @param averaging the share of the old average kept at each step in the weights' moving average,
 *     which then is the result; 0 for none; Polyak and Juditsky 1992
 * @param augmentation how images are changed
 * @param optimiser the rule by which gradients change weights
 * @param mixup how strongly samples are blended, see {@link Mixup}; 0 for not at all
 * @param balance how far rare classes weigh more in the loss, see {@link ClassWeights}: 0 not, 1
 *     until all classes weigh the same; empty for what the metric asks for
 * @param pruning the chance of a sample that is known well to be left out of a pass, see {@link
 *     Passes}; 0 for none; nothing is left out where samples are blended
 */
public record TrainOptions(
    int epochs,
    int batch,
    double learningRate,
    double momentum,
    double weightDecay,
    OptionalDouble labelSmoothing,
    double warmup,
    double averaging,
    Augmentation augmentation,
    Regime.Optimiser optimiser,
    double mixup,
    OptionalDouble balance,
    double pruning) {

  private static final OptionalDouble AS_METRIC = OptionalDouble.empty();

  /** For a candidate of a search: short; averaged, so that early epochs foretell the last. */
  public static final TrainOptions CANDIDATE =
      new TrainOptions(
          6, 32, 0.2, 0.9, 5e-4, AS_METRIC, 0.1, 0.95, Augmentation.NONE, SGD, 0, AS_METRIC, 0);

  /** For the winner: long, with averaged weights. */
  public static final TrainOptions FINAL =
      new TrainOptions(
          35,
          64,
          0.2,
          0.9,
          5e-4,
          AS_METRIC,
          0.1,
          0.99,
          new Augmentation(true, 1, 0),
          SGD,
          0,
          AS_METRIC,
          0.5);

  public TrainOptions {
    Check.range("epochs", epochs, 1, 1_000_000);
    Check.range("batch", batch, 2, 1 << 20);
    Check.range("learning rate", learningRate, 1e-9, 1e6);
    Check.range("momentum", momentum, 0, 0.9999);
    Check.range("weight decay", weightDecay, 0, 1e3);
    Check.range("label smoothing", labelSmoothing.orElse(0), 0, 0.99);
    Check.range("warm-up", warmup, 0, 1);
    Check.range("averaging", averaging, 0, 0.999999);
    Check.that(optimiser != null, "optimiser", optimiser, "SGD or ADAMW");
    Check.range("mixup", mixup, 0, 1);
    Check.range("balance", balance.orElse(0), 0, 1);
    Check.range("pruning", pruning, 0, 0.9);
  }

  /** How far rare classes weigh more where {@code metric} is improved, from 0 to 1. */
  public double balance(Metric metric) {
    return balance.orElse(metric.balance());
  }

  /** The share of a label that is spread where {@code metric} is improved. */
  public double labelSmoothing(Metric metric) {
    return labelSmoothing.orElse(metric.labelSmoothing());
  }

  /** The same with other {@code epochs}. */
  public TrainOptions withEpochs(int other) {
    return changed(draft -> draft.epochs = other);
  }

  /** The same with another {@code batch}. */
  public TrainOptions withBatch(int other) {
    return changed(draft -> draft.batch = other);
  }

  /** The same with another {@code learningRate}. */
  public TrainOptions withLearningRate(double other) {
    return changed(draft -> draft.learningRate = other);
  }

  /** The same with another {@code weightDecay}. */
  public TrainOptions withWeightDecay(double other) {
    return changed(draft -> draft.weightDecay = other);
  }

  /** The same with another {@code labelSmoothing}. */
  public TrainOptions withLabelSmoothing(double other) {
    return changed(draft -> draft.labelSmoothing = OptionalDouble.of(other));
  }

  /** The same with another {@code mixup}. */
  public TrainOptions withMixup(double other) {
    return changed(draft -> draft.mixup = other);
  }

  /** The same with another {@code augmentation}. */
  public TrainOptions withAugmentation(Augmentation other) {
    return changed(draft -> draft.augmentation = other);
  }

  /** The same with another {@code balance}. */
  public TrainOptions withBalance(double other) {
    return changed(draft -> draft.balance = OptionalDouble.of(other));
  }

  /** The same with another {@code pruning}. */
  public TrainOptions withPruning(double other) {
    return changed(draft -> draft.pruning = other);
  }

  /** The same as far as {@code space} does not say otherwise of an architecture. */
  public TrainOptions of(NetworkSpace space, Architecture architecture) {
    return space.regime(architecture).map(this::with).orElse(this);
  }

  /** The same as far as {@code regime} does not say otherwise. */
  public TrainOptions with(Regime regime) {
    return changed(
        draft -> {
          draft.epochs = regime.epochs(epochs);
          draft.batch = regime.batch();
          draft.learningRate = regime.learningRate();
          draft.weightDecay = regime.weightDecay();
          draft.labelSmoothing = OptionalDouble.of(regime.labelSmoothing());
          draft.optimiser = regime.optimiser();
          draft.mixup = regime.mixup();
        });
  }

  private TrainOptions changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options that are being changed. */
  private static final class Draft {
    private final TrainOptions base;
    private int epochs;
    private int batch;
    private double learningRate;
    private double weightDecay;
    private OptionalDouble labelSmoothing;
    private Augmentation augmentation;
    private Regime.Optimiser optimiser;
    private double mixup;
    private OptionalDouble balance;
    private double pruning;

    private Draft(TrainOptions base) {
      this.base = base;
      epochs = base.epochs;
      batch = base.batch;
      learningRate = base.learningRate;
      weightDecay = base.weightDecay;
      labelSmoothing = base.labelSmoothing;
      augmentation = base.augmentation;
      optimiser = base.optimiser;
      mixup = base.mixup;
      balance = base.balance;
      pruning = base.pruning;
    }

    private TrainOptions options() {
      return new TrainOptions(
          epochs,
          batch,
          learningRate,
          base.momentum,
          weightDecay,
          labelSmoothing,
          base.warmup,
          base.averaging,
          augmentation,
          optimiser,
          mixup,
          balance,
          pruning);
    }
  }

  /**
   * The learning rate of a step: a linear rise, then half a cosine.
   *
   * @param progress the share of the training that is done
   * @param stride the share that the step adds
   */
  double learningRate(double progress, double stride) {
    if (progress < warmup) {
      return learningRate * (progress + stride) / (warmup + stride);
    }
    double falling = (progress - warmup) / Math.max(1e-12, Math.max(stride, 1 - warmup));
    return learningRate * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, falling)));
  }
}
