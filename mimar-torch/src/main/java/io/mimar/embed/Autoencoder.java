package io.mimar.embed;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The variational graph autoencoder while it is trained; {@link GraphEncoder} and {@link
 * ChoiceDecoder} have its formulas.
 *
 * <p>Paper: Kipf, Welling, Variational Graph Auto-Encoders, 2016; Zhang et al., D-VAE, NeurIPS
 * 2019. Differs: canonical graphs with their places as features, messages along both directions of
 * an edge, one distribution for each choice of the space instead of vertex-by-vertex generation,
 * and a linear head that predicts path statistics, which orders the latent space.
 */
final class Autoencoder {
  private static final double LOG_VARIANCE_LOW = -8;
  private static final double LOG_VARIANCE_HIGH = 4;
  private static final float IMPOSSIBLE = -1e9f;

  private final SpaceCode code;
  private final EmbeddingOptions options;
  private final Parameters parameters;
  private final Tensor slots;
  private final int widest;

  /** Lives in the pointer scope it is made in. */
  Autoencoder(SpaceCode code, EmbeddingOptions options, RandomGenerator rng) {
    this.code = code;
    this.options = options;
    this.parameters = new Parameters(initial(code, options, rng));
    int most = 0;
    for (int c = 0; c < code.choices(); c++) {
      most = Math.max(most, code.values(c));
    }
    this.widest = most;
    this.slots = slots();
  }

  private static Weights initial(SpaceCode code, EmbeddingOptions options, RandomGenerator rng) {
    int h = options.hidden();
    InitialWeights initial =
        new InitialWeights(rng)
            .table("label", code.labels(), h, 0.5)
            .table("front", code.places(), h, 0.5)
            .table("back", code.places(), h, 0.5);
    for (int l = 0; l < options.layers(); l++) {
      initial.linear("message" + l, 3 * h, h);
    }
    initial
        .linear("readout", h, options.readout())
        .linear("mean", 2 * options.readout(), options.latent())
        .linear("variance", 2 * options.readout(), options.latent())
        .linear("decode0", options.latent(), options.decoder());
    for (int k = 1; k <= options.blocks(); k++) {
      initial.linear("decode" + k, options.decoder(), options.decoder());
    }
    return initial
        .linear("choices", options.decoder(), code.valuesInAll())
        .linear("statistics", options.latent(), code.statistics())
        .weights();
  }

  /** Where each value of each choice, padded to the widest choice, stands in the logits. */
  private Tensor slots() {
    long[] place = new long[code.choices() * widest];
    Arrays.fill(place, code.valuesInAll()); // the column of impossible values
    for (int c = 0; c < code.choices(); c++) {
      for (int k = 0; k < code.values(c); k++) {
        place[c * widest + k] = (long) code.offset(c) + k;
      }
    }
    return Tensor.create(place, place.length);
  }

  Parameters parameters() {
    return parameters;
  }

  /** {@code [B, 2·readout]}. */
  Tensor pooled(Batch batch) {
    long[] shape = {batch.size(), batch.vertices(), options.hidden()};
    Tensor state =
        parameters
            .get("label")
            .index_select(0, batch.label())
            .add(parameters.get("front").index_select(0, batch.front()))
            .add(parameters.get("back").index_select(0, batch.back()))
            .view(shape)
            .mul(batch.mask());
    Tensor outputs = batch.inputs().transpose(1, 2);
    for (int l = 0; l < options.layers(); l++) {
      TensorVector parts = new TensorVector(state, batch.inputs().bmm(state), outputs.bmm(state));
      Tensor message = parameters.linear("message" + l, torch.cat(parts, -1)).relu();
      state = state.add(message.mul(batch.mask()));
    }
    Tensor vertices = parameters.linear("readout", state).relu().mul(batch.mask());
    Tensor sum = vertices.sum(1).mul(new Scalar(GraphEncoder.SUM_SCALE));
    Tensor max = vertices.amax(new long[] {1}, false);
    return torch.cat(new TensorVector(sum, max), -1);
  }

  /** {@code [B, C·widest]}: logits of each choice, impossible values at minus infinity or so. */
  Tensor logits(Tensor z) {
    Tensor h = parameters.linear("decode0", z).relu();
    for (int k = 1; k <= options.blocks(); k++) {
      h = h.add(parameters.linear("decode" + k, h).relu());
    }
    Tensor logits = parameters.linear("choices", h);
    Tensor impossible = torch.full(new long[] {z.size(0), 1}, new Scalar(IMPOSSIBLE));
    return torch.cat(new TensorVector(logits, impossible), 1).index_select(1, slots);
  }

  /** What a step reports. */
  record Loss(Tensor total, Tensor reconstruction, Tensor divergence, Tensor statistics) {}

  /**
   * Reconstruction + klWeight · divergence + statisticsWeight · error of the statistics, each a
   * mean over the batch.
   *
   * @param noise {@code [B,D]}, standard normal
   */
  Loss loss(Batch batch, Tensor noise) {
    Tensor pooled = pooled(batch);
    Tensor mean = parameters.linear("mean", pooled);
    Tensor logVariance =
        torch.clamp(
            parameters.linear("variance", pooled),
            new ScalarOptional(new Scalar(LOG_VARIANCE_LOW)),
            new ScalarOptional(new Scalar(LOG_VARIANCE_HIGH)));
    Tensor z = mean.add(noise.mul(logVariance.mul(new Scalar(0.5)).exp()));
    Tensor each = logits(z).view((long) batch.size() * code.choices(), widest);
    Tensor reconstruction =
        torch.nll_loss(torch.log_softmax(each, 1), batch.choices()).mul(new Scalar(code.choices()));
    Tensor divergence =
        mean.square()
            .add(logVariance.exp())
            .sub(logVariance)
            .sub(new Scalar(1))
            .sum()
            .mul(new Scalar(0.5 / batch.size()));
    Tensor statistics = parameters.linear("statistics", z).sub(batch.statistics()).square().mean();
    Tensor total =
        reconstruction
            .add(divergence, new Scalar(options.klWeight()))
            .add(statistics, new Scalar(options.statisticsWeight()));
    return new Loss(total, reconstruction, divergence, statistics);
  }
}
