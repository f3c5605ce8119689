package io.mimar.train;

import io.mimar.network.Input;
import io.mimar.nn.Device;
import io.mimar.nn.Tensors;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Samples blended with others of their batch, and their losses likewise.
 *
 * <p>Paper: Zhang, Cisse, Dauphin, Lopez-Paz, mixup: Beyond Empirical Risk Minimization, ICLR 2018.
 *
 * @param partners for each sample of the batch the one it is blended with
 * @param share what stays of a sample, paper: lambda
 */
record Mixup(Tensor partners, double share) {

  /** Whether samples of {@code input} can be blended: numbers can, names cannot. */
  static boolean fits(Input input) {
    return input instanceof Input.Pixels || input instanceof Input.Series;
  }

  /**
   * A blending of a batch.
   *
   * @param alpha how strong
   */
  static Mixup draw(int batch, double alpha, Device device, RandomGenerator rng) {
    return new Mixup(
        Tensors.of(Passes.permutation(batch, rng), device, batch), symmetricBeta(alpha, rng));
  }

  /** A draw from Beta(alpha, alpha); Jöhnk 1964, fit for alpha up to about 1. */
  private static double symmetricBeta(double alpha, RandomGenerator rng) {
    while (true) {
      double x = Math.pow(rng.nextDouble(), 1 / alpha);
      double y = Math.pow(rng.nextDouble(), 1 / alpha);
      if (x + y > 0 && x + y <= 1) {
        return x / (x + y);
      }
    }
  }

  /** The blended samples. */
  Tensor samples(Tensor batch) {
    Tensor own = batch.to(ScalarType.Float);
    return own.lerp(own.index_select(0, partners), new Scalar(1 - share));
  }

  /** The blended loss. */
  Tensor loss(Loss loss, Tensor outputs, Tensor targets) {
    Tensor own = loss.of(outputs, targets).mul(new Scalar(share));
    return own.add(loss.of(outputs, targets.index_select(0, partners)), new Scalar(1 - share));
  }
}
