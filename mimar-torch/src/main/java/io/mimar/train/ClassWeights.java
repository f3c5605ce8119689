package io.mimar.train;

import io.mimar.nn.Device;
import io.mimar.nn.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * What samples of each class weigh in the loss.
 *
 * <pre>
 * w_c = (n / (k n_c))^balance     n samples, n_c of class c, k classes that have any
 * </pre>
 *
 * <p>With balance 1 all classes together weigh the same (King, Zeng, Logistic regression in rare
 * events data, Political Analysis 2001; scikit-learn's {@code balanced}); with 0 each sample does.
 * A class without samples weighs 1.
 */
final class ClassWeights {
  private final float[] weights;

  private ClassWeights(float[] weights) {
    this.weights = weights;
  }

  /**
   * The weights where samples have {@code labels}.
   *
   * @param classes how many there are
   * @param balance from 0 to 1
   */
  static ClassWeights of(int[] labels, int classes, double balance) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    double even = (double) labels.length / Arrays.stream(counts).filter(c -> c > 0).count();
    float[] weights = new float[classes];
    for (int c = 0; c < classes; c++) {
      weights[c] = counts[c] == 0 ? 1 : (float) Math.pow(even / counts[c], balance);
    }
    return new ClassWeights(weights);
  }

  /** One weight for each class. */
  float[] values() {
    return weights.clone();
  }

  /** The weights as a float32 tensor {@code [K]}. */
  Tensor on(Device device) {
    return Tensors.of(weights, device, weights.length);
  }
}
