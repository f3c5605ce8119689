package io.mimar.nn;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent with Nesterov's momentum and weight decay over all of a model's
 * arrays at once.
 *
 * <p>Paper: Sutskever et al., On the importance of initialization and momentum, ICML 2013, in the
 * form of PyTorch: {@code v = mu v + g; w -= rate (g + mu v)}.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class Sgd implements Optimiser {
  private final Arena trained;
  private final Tensor velocity;
  private final Tensor decay;
  private final Scalar momentum;

  /**
   * @param momentum mu
   * @param weightDecay what is added to a gradient for each unit of a weight
   */
  public Sgd(Model model, double momentum, double weightDecay) {
    this.trained = model.trained();
    try (PointerScope scope = new PointerScope()) {
      velocity = Tensors.keep(torch.zeros_like(trained.dense()));
      decay = Tensors.keep(trained.decayMask().mul(new Scalar(weightDecay)));
      this.momentum = Tensors.keep(new Scalar(momentum));
      trained.gradient().zero_();
    }
  }

  @Override
  public void step(double learningRate) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor weights = trained.dense();
      Tensor gradient = trained.denseGradient();
      gradient.addcmul_(decay, weights);
      velocity.mul_(momentum).add_(gradient);
      gradient.add_(velocity, momentum);
      weights.add_(gradient, new Scalar(-learningRate));
      trained.tables().forEach(table -> moveRead(table, learningRate));
      trained.forgetGradient();
    }
  }

  /** What a rare vector would get of its momentum over later steps, it gets at once. */
  private void moveRead(String table, double learningRate) {
    Tensor rows = trained.rows(table);
    Tensor gradient = trained.view(table).grad().index_select(0, rows);
    double rate = learningRate / (1 - momentum.toDouble());
    Arena.add(trained.view(table), rows, gradient, -rate);
  }

  @Override
  public void close() {
    Tensors.release(momentum);
    Tensors.release(decay);
    Tensors.release(velocity);
  }
}
