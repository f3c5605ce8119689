package io.mimar.nn;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The moving average of a model's weights and statistics; Polyak and Juditsky 1992. Its owner
 * closes it.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class WeightAverage implements AutoCloseable {
  private final Arena trained;
  private final Arena kept;
  private final Tensor averageTrained;
  private final Tensor averageKept;
  private final double averaging;
  private long steps;

  /**
   * @param averaging the share of the old average kept at each step, 0 for no average
   */
  public WeightAverage(Model model, double averaging) {
    this.trained = model.trained();
    this.kept = model.kept();
    this.averaging = averaging;
    try (PointerScope scope = new PointerScope()) {
      averageTrained = Tensors.keep(trained.all().clone());
      averageKept = Tensors.keep(kept.all().clone());
    }
  }

  /** Takes in the weights after a step; early averages forget faster than late ones. */
  public void step() {
    if (averaging == 0) {
      return;
    }
    steps++;
    double old = Math.min(averaging, steps / (steps + 9.0));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Scalar share = new Scalar(1 - old);
      averageTrained.lerp_(trained.all(), share);
      averageKept.lerp_(kept.all(), share);
    }
  }

  /** Exchanges the weights and their average; twice is nothing. */
  public void swap() {
    if (steps == 0) {
      return;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      exchange(trained.all(), averageTrained);
      exchange(kept.all(), averageKept);
    }
  }

  private static void exchange(Tensor a, Tensor b) {
    Tensor old = a.clone();
    a.copy_(b);
    b.copy_(old);
  }

  @Override
  public void close() {
    Tensors.release(averageKept);
    Tensors.release(averageTrained);
  }
}
