package io.mimar.nn;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The moving average of a model's weights and statistics; Polyak and Juditsky 1992. Its owner
 * closes it.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class WeightAverage implements AutoCloseable {
  /** Below this a product of shares is multiplied out: float32 ends at 1e38. */
  private static final double SMALLEST = 1e-20;

  private final Arena trained;
  private final Arena kept;
  private final Tensor averageTrained;
  private final Tensor averageKept;
  private final List<Table> tables;
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
      averageTrained = Tensors.keep(trained.dense().clone());
      tables = averaging == 0 ? List.of() : trained.tables().stream().map(Table::new).toList();
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
      averageTrained.lerp_(trained.dense(), share);
      tables.forEach(table -> table.step(old));
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
      exchange(trained.dense(), averageTrained);
      tables.forEach(Table::swap);
      exchange(kept.all(), averageKept);
    }
  }

  private static void exchange(Tensor a, Tensor b) {
    Tensor old = a.clone();
    a.copy_(b);
    b.copy_(old);
  }

  /**
   * A large table of vectors. Let o be the share of the old average kept at a step, and P the
   * product of all shares. What weights are ahead of their average, d = w - a, becomes o(d + u)
   * where the weights move by u; so d/P changes where the weights do, and nowhere else.
   */
  private final class Table {
    private final String name;
    private final Tensor last; // w as it was seen last
    private final Tensor ahead; // d/P
    private double product = 1; // P
    private boolean swapped;

    Table(String name) {
      this.name = name;
      last = Tensors.keep(trained.view(name).detach().clone());
      ahead = Tensors.keep(torch.zeros_like(last));
    }

    void step(double share) {
      Tensor rows = trained.rows(name);
      Tensor now = trained.view(name).detach().index_select(0, rows);
      Tensor moved = now.sub(last.index_select(0, rows));
      Arena.add(ahead, rows, moved, 1 / product);
      last.index_copy_(0, rows, now);
      product *= share;
      if (product < SMALLEST) {
        rescale();
      }
    }

    private void rescale() {
      ahead.mul_(new Scalar(product));
      product = 1;
    }

    void swap() {
      rescale();
      trained.view(name).add_(ahead, new Scalar(swapped ? 1 : -1));
      swapped = !swapped;
    }

    void close() {
      Tensors.release(ahead);
      Tensors.release(last);
    }
  }

  @Override
  public void close() {
    tables.forEach(Table::close);
    Tensors.release(averageKept);
    Tensors.release(averageTrained);
  }
}
