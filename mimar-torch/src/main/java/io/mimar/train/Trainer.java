package io.mimar.train;

import io.mimar.Check;
import io.mimar.data.LabelledSamples;
import io.mimar.nn.Model;
import io.mimar.nn.Sgd;
import io.mimar.nn.Tensors;
import io.mimar.random.Seeds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains a model on labelled images. The same seeds, options and threads give the same weights, bit
 * by bit.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class Trainer {
  private static final long MEAN = 1;
  private static final long IGNORE_NOTHING = -100;

  private final TrainOptions options;
  private final Clock clock;
  private final Pace pace;

  /** How many epochs a training still has, asked before each: a deadline may leave fewer. */
  @FunctionalInterface
  public interface Pace {
    /** As many as planned. */
    Pace STEADY = (done, planned) -> planned - done;

    /**
     * The epochs left, the coming one included; 0 ends the training.
     *
     * @param done epochs so far
     * @param planned epochs of the options
     */
    int left(int done, int planned);
  }

  /**
   * A trainer that keeps its plan.
   *
   * @param clock tells the time of an epoch, which nothing else depends on
   */
  public Trainer(TrainOptions options, Clock clock) {
    this(options, clock, Pace.STEADY);
  }

  /** As {@link #Trainer(TrainOptions, Clock)}; the schedule bends to the epochs that are left. */
  public Trainer(TrainOptions options, Clock clock, Pace pace) {
    this.options = options;
    this.clock = clock;
    this.pace = pace;
  }

  /**
   * Trains {@code model}, whose weights then are the result: those of the last epoch, or their
   * average where the options say so.
   *
   * @param train at least 2 images
   * @param validation what {@link Epoch#validationAccuracy} is measured on; may be empty
   * @param seeds the order of the images and their changes
   * @throws DivergedException when a loss is infinite or no number
   * @throws MemoryExhaustedException when the engine lacks memory
   */
  public Training train(
      Model model,
      LabelledSamples train,
      LabelledSamples validation,
      Seeds seeds,
      EpochListener listener) {
    Check.range("training images", train.size(), 2, Integer.MAX_VALUE);
    return MemoryExhaustedException.named(
        () -> {
          try (ImageTensor learned = ImageTensor.of(train, model.device());
              ImageTensor judged = ImageTensor.of(validation, model.device());
              Sgd sgd = optimiser(model)) {
            Run run = new Run(model, learned, sgd, seeds);
            return run.all(judged, validation.labels(), listener);
          }
        });
  }

  private Sgd optimiser(Model model) {
    return new Sgd(model, options.momentum(), options.weightDecay(), options.averaging());
  }

  /** One training in progress. */
  private final class Run {
    private final Model model;
    private final ImageTensor images;
    private final Sgd sgd;
    private final Seeds seeds;
    private final int batches;
    private double progress;
    private double stride;

    Run(Model model, ImageTensor images, Sgd sgd, Seeds seeds) {
      this.model = model;
      this.images = images;
      this.sgd = sgd;
      this.seeds = seeds;
      this.batches = (images.size() + options.batch() - 1) / options.batch();
    }

    Training all(ImageTensor judged, int[] labels, EpochListener listener) {
      List<Epoch> curve = new ArrayList<>();
      boolean goOn = true;
      int left = pace.left(0, options.epochs());
      while (goOn && left > 0) {
        stride = (1 - progress) / ((long) left * batches);
        Epoch epoch = epoch(curve.size() + 1, judged, labels, listener);
        curve.add(epoch);
        goOn = listener.onEpoch(epoch);
        left = pace.left(curve.size(), options.epochs());
      }
      sgd.swapAverage();
      return new Training(curve, !goOn && left > 0);
    }

    private Epoch epoch(int number, ImageTensor judged, int[] labels, EpochListener listener) {
      Instant start = clock.instant();
      RandomGenerator rng = seeds.at("epoch", number).rng();
      long[] order = permutation(images.size(), rng);
      double loss = 0;
      long right = 0;
      for (int b = 0; b < batches; b++) {
        int from = (int) ((long) b * order.length / batches);
        int to = (int) ((long) (b + 1) * order.length / batches);
        Step result = step(Arrays.copyOfRange(order, from, to), rng);
        if (!Double.isFinite(result.loss())) {
          throw new DivergedException(number, result.loss());
        }
        loss += result.loss() / batches;
        right += result.right();
        listener.onStep();
      }
      double accuracy = judge(judged, labels);
      Duration time = Duration.between(start, clock.instant());
      return new Epoch(number, loss, (double) right / order.length, accuracy, time);
    }

    private Step step(long[] rows, RandomGenerator rng) {
      try (PointerScope scope = new PointerScope()) {
        Tensor chosen = Tensors.of(rows, model.device(), rows.length);
        Tensor pixels =
            options
                .augmentation()
                .apply(images.pixels(chosen), images.shape(), model.device(), rng);
        Tensor labels = images.labels(chosen);
        Tensor logits = model.forward(pixels, true);
        Tensor loss = loss(logits, labels);
        loss.backward();
        sgd.step(options.learningRate(progress, stride));
        progress += stride;
        long right = logits.argmax(new LongOptional(1), false).eq(labels).sum().item_long();
        return new Step(loss.item_float(), right);
      }
    }

    private Tensor loss(Tensor logits, Tensor labels) {
      return torch.cross_entropy_loss(
          logits, labels, new TensorOptional(), MEAN, IGNORE_NOTHING, options.labelSmoothing());
    }

    private double judge(ImageTensor judged, int[] labels) {
      sgd.swapAverage();
      double accuracy = Evaluator.evaluate(model, judged, labels).accuracy();
      sgd.swapAverage();
      return accuracy;
    }
  }

  private record Step(double loss, long right) {}

  private static long[] permutation(int size, RandomGenerator rng) {
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      int j = rng.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
