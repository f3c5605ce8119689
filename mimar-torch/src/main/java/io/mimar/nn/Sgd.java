package io.mimar.nn;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent with Nesterov's momentum and weight decay over all of a model's
 * arrays at once, and their moving average where wished.
 *
 * <p>Paper: Sutskever et al., On the importance of initialization and momentum, ICML 2013, in the
 * form of PyTorch: {@code v = mu v + g; w -= rate (g + mu v)}.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class Sgd implements AutoCloseable {
  private final Arena trained;
  private final Arena kept;
  private final Tensor velocity;
  private final Tensor decay;
  private final Tensor averageTrained;
  private final Tensor averageKept;
  private final Scalar momentum;
  private final double averaging;
  private long steps;

  /**
   * @param momentum mu
   * @param weightDecay what is added to a gradient for each unit of a weight
   * @param averaging the share of the old average kept at each step, 0 for no average
   */
  public Sgd(Model model, double momentum, double weightDecay, double averaging) {
    this.trained = model.trained();
    this.kept = model.kept();
    this.averaging = averaging;
    try (PointerScope scope = new PointerScope()) {
      velocity = Tensors.keep(torch.zeros_like(trained.all()));
      decay = Tensors.keep(trained.decayMask().mul(new Scalar(weightDecay)));
      averageTrained = Tensors.keep(trained.all().clone());
      averageKept = Tensors.keep(kept.all().clone());
      this.momentum = Tensors.keep(new Scalar(momentum));
      trained.gradient().zero_();
    }
  }

  /** Changes the weights by the gradients that have gathered, and forgets these. */
  public void step(double learningRate) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor gradient = trained.gradient();
      gradient.addcmul_(decay, trained.all());
      velocity.mul_(momentum).add_(gradient);
      gradient.add_(velocity, momentum);
      trained.all().add_(gradient, new Scalar(-learningRate));
      gradient.zero_();
      if (averaging > 0) {
        average();
      }
    }
  }

  /** Early averages forget faster, so that the first weights do not stay in them. */
  private void average() {
    steps++;
    double old = Math.min(averaging, steps / (steps + 9.0));
    Scalar share = new Scalar(1 - old);
    averageTrained.lerp_(trained.all(), share);
    averageKept.lerp_(kept.all(), share);
  }

  /** Exchanges the weights and their average; twice is nothing. */
  public void swapAverage() {
    if (averaging == 0 || steps == 0) {
      return;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      exchange(trained.all(), averageTrained);
      exchange(kept.all(), averageKept);
    }
  }

  private static void exchange(Tensor a, Tensor b) {
    Tensor old = a.clone();
    a.copy_(b);
    b.copy_(old);
  }

  @Override
  public void close() {
    Tensors.release(momentum);
    Tensors.release(averageKept);
    Tensors.release(averageTrained);
    Tensors.release(decay);
    Tensors.release(velocity);
  }
}
