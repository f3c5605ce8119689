package io.mimar.onnx;

import io.mimar.Check;
import io.mimar.data.LabelledSamples;
import io.mimar.nn.Model;
import io.mimar.train.Evaluator;
import java.nio.file.Path;

/**
 * How closely an exported file gives what the trained model gives.
 *
 * @param images how many images were compared
 * @param largest the largest difference of a probability; infinite when one was no number
 */
public record Parity(int images, double largest) {

  /** The largest difference an export may have. */
  public static final double TOLERANCE = 1e-4;

  /** Whether the export may be used. */
  public boolean holds() {
    return largest <= TOLERANCE;
  }

  /**
   * Reads {@code file} back and compares it with {@code model} on {@code images}.
   *
   * @throws io.mimar.MimarException when the file cannot be read, or there are no images
   */
  public static Parity of(Path file, Model model, LabelledSamples images) {
    try (OnnxClassifier classifier = OnnxClassifier.open(file, 1)) {
      return of(classifier, model, images);
    }
  }

  /** As {@link #of(Path, Model, LabelledSamples)}, with an open classifier. */
  public static Parity of(OnnxClassifier classifier, Model model, LabelledSamples images) {
    Check.range("images to compare", images.size(), 1, Integer.MAX_VALUE);
    float[][] expected = Evaluator.evaluate(model, images).probabilities();
    float[][] actual = classifier.probabilities(images);
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
