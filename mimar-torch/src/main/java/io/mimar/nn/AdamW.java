package io.mimar.nn;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam with decoupled weight decay over all of a model's arrays at once.
 *
 * <p>Paper: Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019, algorithm 2:
 * {@code w -= rate (m / (sqrt(v) + eps) + decay w)}, m and v being free of their bias.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class AdamW implements Optimiser {
  private static final double FIRST = 0.9; // paper: beta1
  private static final double SECOND = 0.999; // paper: beta2
  private static final double FLOOR = 1e-8; // paper: epsilon

  private final Arena trained;
  private final Tensor mean; // paper: m
  private final Tensor square; // paper: v
  private final Tensor decay;
  private long steps;

  /**
   * @param weightDecay the share of a weight that is taken off at each step, for a rate of 1
   */
  public AdamW(Model model, double weightDecay) {
    this.trained = model.trained();
    try (PointerScope scope = new PointerScope()) {
      mean = Tensors.keep(torch.zeros_like(trained.all()));
      square = Tensors.keep(torch.zeros_like(trained.all()));
      decay = Tensors.keep(trained.decayMask().mul(new Scalar(weightDecay)));
      trained.gradient().zero_();
    }
  }

  @Override
  public void step(double learningRate) {
    steps++;
    double meanBias = 1 - Math.pow(FIRST, steps);
    double squareBias = Math.sqrt(1 - Math.pow(SECOND, steps));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor gradient = trained.gradient();
      mean.lerp_(gradient, new Scalar(1 - FIRST));
      square.mul_(new Scalar(SECOND)).addcmul_(gradient, gradient, new Scalar(1 - SECOND));
      Tensor root = square.sqrt().div_(new Scalar(squareBias)).add_(new Scalar(FLOOR));
      trained.all().addcmul_(decay, trained.all(), new Scalar(-learningRate));
      trained.all().addcdiv_(mean, root, new Scalar(-learningRate / meanBias));
      gradient.zero_();
    }
  }

  @Override
  public void close() {
    Tensors.release(decay);
    Tensors.release(square);
    Tensors.release(mean);
  }
}
