package io.mimar.train;

import io.mimar.network.Output;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.nn.Tensors;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

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

  /** The loss of each sample of a batch, {@code [B]}. */
  Tensor each(Tensor outputs, Tensor targets);

  /**
   * How well a batch fits, in numbers that may be added up.
   *
   * @param weights of its samples; empty where all weigh 1
   */
  default double fit(Tensor outputs, Tensor targets, float[] weights) {
    Tensor fits = fits(outputs.detach(), targets);
    return weights.length == 0
        ? fits.sum().item_double()
        : fits.mul(Tensors.of(weights, device(), weights.length)).sum().item_double();
  }

  /** How well each sample fits, {@code [B]}. */
  Tensor fits(Tensor outputs, Tensor targets);

  /** Where all this is. */
  Device device();

  /** The score of training for the mean of {@link #fit} over all samples. */
  double score(double meanFit);

  /**
   * The loss of {@code model}: cross-entropy of classes, mean squares of standardised amounts.
   *
   * @param weights of classes
   */
  static Loss of(Model model, double labelSmoothing, Optional<ClassWeights> weights) {
    return model.network().task().output() instanceof Output.Classes
        ? new CrossEntropy(labelSmoothing, weights, model.device())
        : new Squares(model);
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
    public Tensor fits(Tensor outputs, Tensor targets) {
      return outputs.argmax(new LongOptional(1), false).eq(targets);
    }

    @Override
    public double score(double meanFit) {
      return meanFit;
    }
  }

  /**
   * Squares of what standardised amounts are off.
   *
   * @param model knows the target's mean and deviation
   */
  record Squares(Model model) implements Loss {
    @Override
    public Tensor of(Tensor outputs, Tensor targets) {
      return torch.mse_loss(outputs.flatten(), model.wanted(targets));
    }

    @Override
    public Tensor each(Tensor outputs, Tensor targets) {
      Tensor off = outputs.flatten().sub(model.wanted(targets));
      return off.mul(off);
    }

    @Override
    public Tensor fits(Tensor outputs, Tensor targets) {
      Tensor off = model.answers(outputs).flatten().sub(targets);
      return off.mul(off);
    }

    @Override
    public Device device() {
      return model.device();
    }

    @Override
    public double score(double meanFit) {
      return Math.sqrt(meanFit);
    }
  }
}
