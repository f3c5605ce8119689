package io.mimar.embed;

import io.mimar.search.Encoder;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A trained autoencoder of one search space: canonical graphs to points and back.
 *
 * <p>Points are standardised over random architectures of the space, so that every dimension has
 * about unit variance. Decoding gives one value for each choice, then {@link SearchSpace#repair},
 * so that all that comes out is valid. Encoding 300 architectures takes about 15 ms, and the point
 * of an architecture is the same bit for bit in every batch.
 */
public final class Embedding implements Encoder.Decoder {
  private final SpaceCode code;
  private final EmbeddingOptions options;
  private final Weights weights;
  private final GraphEncoder encoder;
  private final ChoiceDecoder decoder;
  private final float[] center;
  private final float[] scale;

  /**
   * An embedding of {@code space} by trained weights.
   *
   * @param options the sizes the weights were trained for
   */
  Embedding(SearchSpace space, EmbeddingOptions options, Weights weights) {
    this.code = new SpaceCode(space);
    this.options = options;
    this.weights = weights;
    this.encoder = new GraphEncoder(code, weights, options.layers());
    this.decoder = new ChoiceDecoder(code, weights, options.blocks());
    this.center = weights.get("latent.center").values();
    this.scale = weights.get("latent.scale").values();
  }

  /** The space whose architectures it knows. */
  public SearchSpace space() {
    return code.space();
  }

  /** The sizes and the training it was made with. */
  public EmbeddingOptions options() {
    return options;
  }

  /** What it learned. */
  Weights weights() {
    return weights;
  }

  @Override
  public int dimensions() {
    return center.length;
  }

  @Override
  public double[][] encode(List<Architecture> architectures) {
    return architectures.stream().map(this::encode).toArray(double[][]::new);
  }

  private double[] encode(Architecture architecture) {
    float[] z = encoder.encode(architecture.graph());
    return IntStream.range(0, z.length).mapToDouble(d -> (z[d] - center[d]) / scale[d]).toArray();
  }

  @Override
  public List<Architecture> decode(double[][] points, double temperature, RandomGenerator rng) {
    SearchSpace space = code.space();
    return IntStream.range(0, points.length)
        .mapToObj(i -> space.architecture(space.repair(values(points[i], temperature, rng))))
        .toList();
  }

  /** What the decoder says before repair: one index for each choice. */
  int[] values(double[] point, double temperature, RandomGenerator rng) {
    float[] z = new float[point.length];
    for (int d = 0; d < z.length; d++) {
      z[d] = (float) (point[d] * scale[d] + center[d]);
    }
    return decoder.values(z, temperature, rng);
  }

  /** A point of the prior, in the coordinates of {@link #encode}. */
  double[] prior(RandomGenerator rng) {
    double[] point = new double[dimensions()];
    for (int d = 0; d < point.length; d++) {
      point[d] = (rng.nextGaussian() - center[d]) / scale[d];
    }
    return point;
  }
}
