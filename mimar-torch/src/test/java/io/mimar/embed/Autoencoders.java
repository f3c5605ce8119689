package io.mimar.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.mimar.space.Architecture;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Compares the plain Java inference with the tensors it was trained as. */
final class Autoencoders {
  private static final float TOLERANCE = 1e-4f; // float32 sums in another order

  private Autoencoders() {}

  @SuppressWarnings("try") // the scope is there to be closed
  static void assertSameAsTensors(Embedding embedding, List<Architecture> architectures) {
    SpaceCode code = new SpaceCode(embedding.space());
    try (PointerScope scope = new PointerScope()) {
      Autoencoder model = new Autoencoder(code, embedding.options(), new SplittableRandom(11));
      Map<String, Matrix> read = new LinkedHashMap<>(model.parameters().read().matrices());
      read.put("latent.center", embedding.weights().get("latent.center"));
      read.put("latent.scale", embedding.weights().get("latent.scale"));
      Weights weights = new Weights(read);
      GraphEncoder encoder = new GraphEncoder(code, weights, embedding.options().layers());
      ChoiceDecoder decoder = new ChoiceDecoder(code, weights, embedding.options().blocks());
      Moments moments = Moments.of(architectures.stream().map(code::statistics).toList());
      Batch batch = Batch.of(architectures, code, moments);
      Tensor mean = model.parameters().linear("mean", model.pooled(batch));
      float[] points = Parameters.floats(mean);
      float[] logits = Parameters.floats(model.logits(mean));
      int latent = embedding.options().latent();
      int widest = logits.length / architectures.size() / code.choices();
      for (int b = 0; b < architectures.size(); b++) {
        float[] z = encoder.encode(architectures.get(b).graph());
        float[] expected = Arrays.copyOfRange(points, b * latent, (b + 1) * latent);
        assertArrayEquals(expected, z, TOLERANCE);
        float[] own = decoder.logits(z);
        for (int c = 0; c < code.choices(); c++) {
          int from = (b * code.choices() + c) * widest;
          assertArrayEquals(
              Arrays.copyOfRange(logits, from, from + code.values(c)),
              Arrays.copyOfRange(own, code.offset(c), code.offset(c + 1)),
              TOLERANCE);
        }
      }
    }
  }
}
