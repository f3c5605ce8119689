package io.mimar.gan;

import io.mimar.embed.InitialWeights;
import io.mimar.embed.Parameters;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes points to a condition while it is trained: noise {@code [B,N]} and {@code [B,C]} to {@code
 * [B,D]}. Lives in the pointer scope it is made in.
 */
final class Generator {
  private final Parameters parameters;

  Generator(int dimensions, int conditions, GanOptions options, RandomGenerator rng) {
    this.parameters =
        new Parameters(
            new InitialWeights(rng)
                .linear("generator0", options.noise() + conditions, options.hidden())
                .linear("generator1", options.hidden(), options.hidden())
                .linear("generator2", options.hidden(), dimensions)
                .weights());
  }

  Parameters parameters() {
    return parameters;
  }

  Tensor make(Tensor noise, Tensor conditions) {
    Tensor x = torch.cat(new TensorVector(noise, conditions), 1);
    Tensor h = parameters.linear("generator0", x).relu();
    h = parameters.linear("generator1", h).relu();
    return parameters.linear("generator2", h);
  }
}
