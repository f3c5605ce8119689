package io.mimar.embed;

import io.mimar.Check;

/**
 * The size of an autoencoder and how it is trained.
 *
 * @param hidden width of a vertex during message passing
 * @param layers rounds of message passing
 * @param readout width of a vertex as it is summed
 * @param latent dimensions of the embedding; paper: d
 * @param decoder width of the decoder
 * @param blocks residual blocks of the decoder
 * @param epochs rounds of training, each on fresh samples
 * @param samples architectures drawn for each epoch
 * @param batch architectures in one step
 * @param learningRate of Adam at the start; it falls to 0 along a cosine
 * @param klWeight weight of the Kullback-Leibler term; paper: beta
 * @param statisticsWeight weight of the head that predicts path statistics from a point
 */
public record EmbeddingOptions(
    int hidden,
    int layers,
    int readout,
    int latent,
    int decoder,
    int blocks,
    int epochs,
    int samples,
    int batch,
    double learningRate,
    double klWeight,
    double statisticsWeight) {

  /** For a space met for the first time: about a minute on one core. */
  public static final EmbeddingOptions QUICK =
      new EmbeddingOptions(48, 3, 96, 32, 192, 1, 40, 6_000, 128, 2e-3, 0.005, 1.0);

  /** For the encoder that ships: about 15 minutes on one core. */
  public static final EmbeddingOptions THOROUGH =
      new EmbeddingOptions(64, 3, 192, 64, 384, 2, 100, 20_000, 256, 2e-3, 0.005, 1.0);

  public EmbeddingOptions {
    Check.range("embedding.hidden", hidden, 1, 4096);
    Check.range("embedding.layers", layers, 0, 32);
    Check.range("embedding.readout", readout, 1, 4096);
    Check.range("embedding.latent", latent, 1, 1024);
    Check.range("embedding.decoder", decoder, 1, 8192);
    Check.range("embedding.blocks", blocks, 0, 16);
    Check.range("embedding.epochs", epochs, 1, 1_000_000);
    Check.range("embedding.samples", samples, 1, 10_000_000);
    Check.range("embedding.batch", batch, 1, samples);
    Check.range("embedding.learningRate", learningRate, 1e-9, 1);
    Check.range("embedding.klWeight", klWeight, 0, 1_000);
    Check.range("embedding.statisticsWeight", statisticsWeight, 0, 1_000);
  }

  /** The same for another number of epochs and samples. */
  public EmbeddingOptions withTraining(int epochs, int samples) {
    return new EmbeddingOptions(
        hidden,
        layers,
        readout,
        latent,
        decoder,
        blocks,
        epochs,
        samples,
        Math.min(batch, samples),
        learningRate,
        klWeight,
        statisticsWeight);
  }
}
