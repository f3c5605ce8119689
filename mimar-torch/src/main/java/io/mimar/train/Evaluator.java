package io.mimar.train;

import io.mimar.data.LabelledSamples;
import io.mimar.nn.Model;
import io.mimar.nn.Tensors;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Runs a model over labelled images, without learning from them. */
@SuppressWarnings("try") // a PointerScope works by being open
public final class Evaluator {
  private static final int BATCH = 250;

  private Evaluator() {}

  /**
   * The probabilities of {@code model} for all {@code images}.
   *
   * @throws DivergedException when a probability is no number
   * @throws MemoryExhaustedException when the engine lacks memory
   */
  public static Evaluation evaluate(Model model, LabelledSamples images) {
    return MemoryExhaustedException.named(
        () -> {
          try (ImageTensor tensor = ImageTensor.of(images, model.device())) {
            return evaluate(model, tensor, images.labels());
          }
        });
  }

  static Evaluation evaluate(Model model, ImageTensor images, int[] labels) {
    float[][] all = new float[images.size()][];
    for (int start = 0; start < all.length; start += BATCH) {
      int end = Math.min(all.length, start + BATCH);
      float[] flat = probabilities(model, images, start, end);
      int classes = flat.length / (end - start);
      for (int i = start; i < end; i++) {
        all[i] = Arrays.copyOfRange(flat, (i - start) * classes, (i - start + 1) * classes);
      }
    }
    return new Evaluation(all, labels.clone());
  }

  private static float[] finite(float[] probabilities) {
    for (float probability : probabilities) {
      if (!Float.isFinite(probability)) {
        throw new DivergedException("a probability became " + probability);
      }
    }
    return probabilities;
  }

  private static float[] probabilities(Model model, ImageTensor images, int start, int end) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor logits = model.forward(images.range(start, end), false);
      return finite(Tensors.floats(logits.softmax(1)));
    }
  }
}
