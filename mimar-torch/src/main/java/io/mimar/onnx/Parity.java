package io.mimar.onnx;

import io.mimar.Check;
import io.mimar.data.LabelledSamples;
import io.mimar.nn.Model;
import io.mimar.train.Evaluator;
import java.nio.file.Path;

/**
 * How closely an exported file gives what the trained model gives.
 *
 * @param samples how many samples were compared
 * @param largest the largest difference of an answer; infinite when one was no number
 */
public record Parity(int samples, double largest) {

  /** The largest difference an export may have. */
  public static final double TOLERANCE = 1e-4;

  /** Whether the export may be used. */
  public boolean holds() {
    return largest <= TOLERANCE;
  }

  /**
   * Reads {@code file} back and compares it with {@code model} on {@code samples}.
   *
   * @throws io.mimar.MimarException when the file cannot be read, or there are no samples
   */
  public static Parity of(Path file, Model model, LabelledSamples samples) {
    try (OnnxPredictor predictor = OnnxPredictor.open(file, 1)) {
      return of(predictor, model, samples);
    }
  }

  /** As {@link #of(Path, Model, LabelledSamples)}, with an open predictor. */
  public static Parity of(OnnxPredictor predictor, Model model, LabelledSamples samples) {
    Check.range("samples to compare", samples.size(), 1, Integer.MAX_VALUE);
    float[][] expected = Evaluator.evaluate(model, samples).answers();
    float[][] actual = predictor.answers(samples);
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      for (int k = 0; k < expected[i].length; k++) {
        double difference = Math.abs((double) expected[i][k] - actual[i][k]);
        largest =
            Double.isFinite(difference) ? Math.max(largest, difference) : Double.POSITIVE_INFINITY;
      }
    }
    return new Parity(expected.length, largest);
  }
}
