package io.mimar.gan;

import io.mimar.embed.InitialWeights;
import io.mimar.embed.Parameters;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Judges points under their condition: {@code [B,D]} and {@code [B,C]} to {@code [B,1]}, higher for
 * what looks real. Lives in the pointer scope it is made in.
 */
final class Critic {
  static final double LEAK = 0.2;
  private static final double NO_ZERO_ROOT = 1e-12;

  private final Parameters parameters;

  Critic(int dimensions, int conditions, int hidden, RandomGenerator rng) {
    this.parameters =
        new Parameters(
            new InitialWeights(rng)
                .linear("critic0", dimensions + conditions, hidden)
                .linear("critic1", hidden, hidden)
                .linear("critic2", hidden, 1)
                .weights());
  }

  Parameters parameters() {
    return parameters;
  }

  Tensor judge(Tensor points, Tensor conditions) {
    Tensor x = torch.cat(new TensorVector(points, conditions), 1);
    Tensor h = torch.leaky_relu(parameters.linear("critic0", x), new Scalar(LEAK));
    h = torch.leaky_relu(parameters.linear("critic1", h), new Scalar(LEAK));
    return parameters.linear("critic2", h);
  }

  /**
   * {@code mean (|d critic / d point| - 1)²} between real and generated points, with a graph that
   * can be differentiated again.
   *
   * <p>Paper: Gulrajani et al., Improved Training of Wasserstein GANs, NeurIPS 2017, eq. (3).
   * Differs: the gradient is by the point alone, since both ends share their condition.
   *
   * @param mixing {@code [B,1]} in [0, 1], where between the two each is measured
   */
  Tensor penalty(Tensor real, Tensor generated, Tensor conditions, Tensor mixing) {
    Tensor between = generated.add(real.sub(generated).mul(mixing)).detach();
    between.requires_grad_(true);
    TensorVector outputs = new TensorVector(judge(between, conditions).sum());
    TensorVector inputs = new TensorVector(between);
    Tensor slope =
        torch.grad(outputs, inputs, new TensorVector(), new BoolOptional(true), true, false).get(0);
    Tensor length = slope.square().sum(1).add(new Scalar(NO_ZERO_ROOT)).sqrt();
    return length.sub(new Scalar(1)).square().mean();
  }
}
