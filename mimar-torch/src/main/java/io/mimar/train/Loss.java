package io.mimar.train;

import io.mimar.network.Output;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What training makes small, and how well its steps fit. */
interface Loss {
  /** No means: the loss of each sample. */
  long NONE = 0;

  /** Losses are means over a batch. */
  long MEAN = 1;

  /** No class is left out of the loss. */
  long IGNORE_NOTHING = -100;

  /**
   * The mean loss of a batch.
   *
   * @param outputs what the network put out, {@code [B,K]}
   * @param targets {@code [B]}, classes (int64) or amounts (float32)
   */
  Tensor of(Tensor outputs, Tensor targets);

  /** The loss of each sample of a batch, {@code [B]}, with what its class weighs. */
  Tensor each(Tensor outputs, Tensor targets);

  /**
   * What each sample weighs by its class, {@code [B]}: the losses of {@link #each} over these, both
   * summed, are {@link #of}.
   */
  Tensor importance(Tensor targets);

  /** How well each sample fits, in numbers that may be added up, {@code [B]}. */
  Tensor fits(Tensor outputs, Tensor targets);

  /** The score of training for the mean of {@link #fits} over all samples. */
  double score(double meanFit);

  /**
   * The loss of {@code model}: cross-entropy of classes; of standardised amounts mean squares, or
   * mean distances where these are what is asked for.
   *
   * @param metric what is improved
   * @param weights of classes
   */
  static Loss of(
      Model model, Metric metric, double labelSmoothing, Optional<ClassWeights> weights) {
    return model.network().task().output() instanceof Output.Classes
        ? new CrossEntropy(labelSmoothing, weights, model.device())
        : new Distances(model, metric != Metric.MAE);
  }

  private static Tensor ones(Tensor targets) {
    return torch.ones_like(targets).to(ScalarType.Float);
  }

  /**
   * Cross-entropy.
   *
   * @param smoothing the share of a label spread over all classes
   * @param weights of the classes; the mean over a batch is then a weighted one
   * @param device where the outputs are
   */
  record CrossEntropy(double smoothing, Optional<ClassWeights> weights, Device device)
      implements Loss {
    @Override
    public Tensor of(Tensor outputs, Tensor targets) {
      return loss(outputs, targets, MEAN);
    }

    @Override
    public Tensor each(Tensor outputs, Tensor targets) {
      return loss(outputs, targets, NONE);
    }

    private Tensor loss(Tensor outputs, Tensor targets, long reduction) {
      TensorOptional weighed =
          weights.map(w -> new TensorOptional(w.on(device))).orElseGet(TensorOptional::new);
      return torch.cross_entropy_loss(
          outputs, targets, weighed, reduction, IGNORE_NOTHING, smoothing);
    }

    @Override
    public Tensor importance(Tensor targets) {
      return weights.map(w -> w.on(device).index_select(0, targets)).orElseGet(() -> ones(targets));
    }

    @Override
    public Tensor fits(Tensor outputs, Tensor targets) {
      return outputs.argmax(new LongOptional(1), false).eq(targets);
    }

    @Override
    public double score(double meanFit) {
      return meanFit;
    }
  }

  /**
   * How far standardised amounts are off.
   *
   * @param model knows the target's mean and deviation
   * @param squared whether squares are what counts, which the mean makes least; else the distances
   *     themselves, which the median does
   */
  record Distances(Model model, boolean squared) implements Loss {
    @Override
    public Tensor of(Tensor outputs, Tensor targets) {
      Tensor wanted = model.wanted(targets);
      return squared
          ? torch.mse_loss(outputs.flatten(), wanted)
          : torch.l1_loss(outputs.flatten(), wanted);
    }

    @Override
    public Tensor each(Tensor outputs, Tensor targets) {
      return counted(outputs.flatten().sub(model.wanted(targets)));
    }

    private Tensor counted(Tensor off) {
      return squared ? off.mul(off) : off.abs();
    }

    @Override
    public Tensor importance(Tensor targets) {
      return ones(targets);
    }

    @Override
    public Tensor fits(Tensor outputs, Tensor targets) {
      return counted(model.answers(outputs).flatten().sub(targets));
    }

    @Override
    public double score(double meanFit) {
      return squared ? Math.sqrt(meanFit) : meanFit;
    }
  }
}
