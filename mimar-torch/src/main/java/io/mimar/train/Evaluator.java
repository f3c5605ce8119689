package io.mimar.train;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Output;
import io.mimar.nn.Model;
import io.mimar.nn.Tensors;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Runs a model over labelled samples, without learning from them. */
@SuppressWarnings("try") // a PointerScope works by being open
public final class Evaluator {
  private static final int BATCH = 250;

  private Evaluator() {}

  /**
   * What {@code model} tells of all {@code samples}.
   *
   * @throws DivergedException when an answer is no number
   * @throws MemoryExhaustedException when the engine lacks memory
   */
  public static Evaluation evaluate(Model model, LabelledSamples samples) {
    return evaluate(model, samples, () -> {});
  }

  /**
   * As {@link #evaluate(Model, LabelledSamples)}.
   *
   * @param alive called after each batch: of many samples they take long
   */
  public static Evaluation evaluate(Model model, LabelledSamples samples, Runnable alive) {
    return MemoryExhaustedException.named(
        () -> {
          Output output = model.network().task().output();
          try (SampleTensor tensor = SampleTensor.of(samples, output, model.device())) {
            return evaluate(model, tensor, samples.targets(), alive);
          }
        });
  }

  static Evaluation evaluate(Model model, SampleTensor samples, float[] targets, Runnable alive) {
    float[][] all = new float[samples.size()][];
    for (int start = 0; start < all.length; start += BATCH) {
      int end = Math.min(all.length, start + BATCH);
      float[] flat = answers(model, samples, start, end);
      int each = flat.length / (end - start);
      for (int i = start; i < end; i++) {
        all[i] = Arrays.copyOfRange(flat, (i - start) * each, (i - start + 1) * each);
      }
      alive.run();
    }
    return new Evaluation(model.network().task().output(), all, targets.clone());
  }

  private static float[] finite(float[] answers) {
    for (float answer : answers) {
      if (!Float.isFinite(answer)) {
        throw new DivergedException("an answer became " + answer);
      }
    }
    return answers;
  }

  private static float[] answers(Model model, SampleTensor samples, int start, int end) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor outputs = model.forward(samples.range(start, end), false);
      return finite(Tensors.floats(model.answers(outputs)));
    }
  }
}
