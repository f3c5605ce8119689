package io.mimar.embed;

import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains an {@link Embedding} of a search space from nothing but its random architectures. The
 * result is a function of space, options and seeds on one platform.
 */
public final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);
  private static final int MOMENT_SAMPLES = 2_000;
  private static final int EPOCHS_SEEN = 4; // on average, before a sample is replaced
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double WARM_UP = 0.02; // share of the steps

  private final SpaceCode code;
  private final EmbeddingOptions options;
  private final Seeds seeds;

  private Training(SearchSpace space, EmbeddingOptions options, Seeds seeds) {
    this.code = new SpaceCode(space);
    this.options = options;
    this.seeds = seeds;
  }

  /** A trained embedding of {@code space}. */
  public static Embedding fit(SearchSpace space, EmbeddingOptions options, Seeds seeds) {
    return new Training(space, options, seeds).fit();
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private Embedding fit() {
    Moments moments = moments();
    Weights trained;
    try (PointerScope scope = new PointerScope()) {
      Autoencoder model = new Autoencoder(code, options, seeds.at("weights").rng());
      List<Architecture> samples = new ArrayList<>();
      for (int epoch = 0; epoch < options.epochs(); epoch++) {
        RandomGenerator rng = seeds.at("epoch", epoch).rng();
        renew(samples, rng);
        pass(model, samples, moments, epoch, rng);
      }
      trained = model.parameters().read();
    }
    return standardised(trained);
  }

  /** Of the path statistics over the space. */
  private Moments moments() {
    return Moments.of(
        Samples.draw(code.space(), MOMENT_SAMPLES, false, seeds.at("moments").rng()).stream()
            .map(code::statistics)
            .toList());
  }

  /** Replaces a part of the samples by fresh ones and shuffles all. */
  private void renew(List<Architecture> samples, RandomGenerator rng) {
    int kept = samples.isEmpty() ? 0 : options.samples() - options.samples() / EPOCHS_SEEN;
    samples.subList(kept, samples.size()).clear();
    samples.addAll(Samples.draw(code.space(), options.samples() - kept, false, rng));
    for (int i = samples.size() - 1; i > 0; i--) {
      Collections.swap(samples, i, rng.nextInt(i + 1));
    }
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private void pass(
      Autoencoder model,
      List<Architecture> samples,
      Moments moments,
      int epoch,
      RandomGenerator rng) {
    int steps = samples.size() / options.batch();
    double[] last = new double[3];
    for (int i = 0; i < steps; i++) {
      Batch source;
      try (PointerScope scope = new PointerScope()) {
        source =
            Batch.of(
                samples.subList(i * options.batch(), (i + 1) * options.batch()), code, moments);
        double progress = (epoch + i / (double) steps) / options.epochs();
        last = step(model, source, rate(progress), rng);
      }
    }
    if (epoch % Math.max(1, options.epochs() / 10) == 0 || epoch == options.epochs() - 1) {
      LOG.info(
          "embedding of space {}: epoch {} of {}, reconstruction {}, divergence {}, statistics {}",
          code.space().name(),
          epoch + 1,
          options.epochs(),
          String.format("%.3f", last[0]),
          String.format("%.1f", last[1]),
          String.format("%.4f", last[2]));
    }
  }

  private double[] step(Autoencoder model, Batch batch, double rate, RandomGenerator rng) {
    float[] noise = new float[batch.size() * options.latent()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) rng.nextGaussian();
    }
    model.parameters().zeroGradient();
    Autoencoder.Loss loss = model.loss(batch, Tensor.create(noise, batch.size(), options.latent()));
    loss.total().backward();
    model.parameters().step(rate, BETA1, BETA2);
    return new double[] {
      loss.reconstruction().item_float(),
      loss.divergence().item_float(),
      loss.statistics().item_float()
    };
  }

  /** Linear warm-up, then a cosine to 0. */
  private double rate(double progress) {
    double warm = Math.min(1, (progress + 1e-4) / WARM_UP);
    return options.learningRate() * warm * 0.5 * (1 + Math.cos(Math.PI * progress));
  }

  /** Adds the moments of the points over the space, by which they are standardised. */
  private Embedding standardised(Weights trained) {
    int latent = options.latent();
    GraphEncoder encoder = new GraphEncoder(code, trained, options.layers());
    Moments moments =
        Moments.of(
            Samples.draw(code.space(), MOMENT_SAMPLES, false, seeds.at("points").rng()).stream()
                .map(a -> widened(encoder.encode(a.graph())))
                .toList());
    Matrix center = Matrix.zeros(1, latent);
    Matrix scale = Matrix.zeros(1, latent);
    for (int d = 0; d < latent; d++) {
      center.values()[d] = (float) moments.mean()[d];
      scale.values()[d] = (float) Math.max(1e-3, moments.deviation()[d]);
    }
    Map<String, Matrix> all = new LinkedHashMap<>(trained.matrices());
    all.keySet().removeIf(name -> name.startsWith("variance.") || name.startsWith("statistics."));
    all.put("latent.center", center);
    all.put("latent.scale", scale);
    return new Embedding(code.space(), options, new Weights(all));
  }

  private static double[] widened(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
