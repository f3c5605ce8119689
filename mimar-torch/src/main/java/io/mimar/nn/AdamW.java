package io.mimar.nn;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam with decoupled weight decay over all of a model's arrays at once.
 *
 * <p>Paper: Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019, algorithm 2:
 * {@code w -= rate (m / (sqrt(v) + eps) + decay w)}, m and v being free of their bias.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class AdamW implements Optimiser {
  private static final double FIRST = 0.9; // paper: beta1
  private static final double SECOND = 0.999; // paper: beta2
  private static final double FLOOR = 1e-8; // paper: epsilon

  private final Arena trained;
  private final Tensor mean; // paper: m
  private final Tensor square; // paper: v
  private final Tensor decay;
  private final List<Table> tables;
  private long steps;

  /**
   * @param weightDecay the share of a weight that is taken off at each step, for a rate of 1
   */
  public AdamW(Model model, double weightDecay) {
    this.trained = model.trained();
    try (PointerScope scope = new PointerScope()) {
      mean = Tensors.keep(torch.zeros_like(trained.dense()));
      square = Tensors.keep(torch.zeros_like(trained.dense()));
      decay = Tensors.keep(trained.decayMask().mul(new Scalar(weightDecay)));
      tables = trained.tables().stream().map(Table::new).toList();
      trained.gradient().zero_();
    }
  }

  @Override
  public void step(double learningRate) {
    steps++;
    double meanBias = 1 - Math.pow(FIRST, (double) steps);
    double squareBias = Math.sqrt(1 - Math.pow(SECOND, (double) steps));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor weights = trained.dense();
      Tensor gradient = trained.denseGradient();
      mean.lerp_(gradient, new Scalar(1 - FIRST));
      square.mul_(new Scalar(SECOND)).addcmul_(gradient, gradient, new Scalar(1 - SECOND));
      Tensor root = square.sqrt().div_(new Scalar(squareBias)).add_(new Scalar(FLOOR));
      weights.addcmul_(decay, weights, new Scalar(-learningRate));
      weights.addcdiv_(mean, root, new Scalar(-learningRate / meanBias));
      tables.forEach(table -> table.step(learningRate, squareBias));
      trained.forgetGradient();
    }
  }

  /**
   * A large table of vectors. Those that a step has not read stay as they are, and gradients have
   * no momentum, which only spreads over later steps what a rare vector gets at once: with the same
   * rates both ways reach the same (subj, bags of 2 and 16 numbers: .915 and .914, .917 and .915),
   * with 16 numbers for each of 2^17 terms in half the time or less.
   */
  private final class Table {
    private final String name;
    private final Tensor square;

    Table(String name) {
      this.name = name;
      square = Tensors.keep(torch.zeros_like(trained.view(name)).detach());
    }

    void step(double learningRate, double squareBias) {
      Tensor rows = trained.rows(name);
      Tensor gradient = trained.view(name).grad().index_select(0, rows);
      Tensor v = square.index_select(0, rows).mul_(new Scalar(SECOND));
      v.addcmul_(gradient, gradient, new Scalar(1 - SECOND));
      square.index_copy_(0, rows, v);
      Tensor root = v.sqrt_().div_(new Scalar(squareBias)).add_(new Scalar(FLOOR));
      Arena.add(trained.view(name), rows, gradient.div_(root), -learningRate);
    }
  }

  @Override
  public void close() {
    tables.forEach(table -> Tensors.release(table.square));
    Tensors.release(decay);
    Tensors.release(square);
    Tensors.release(mean);
  }
}
