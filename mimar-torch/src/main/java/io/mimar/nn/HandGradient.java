package io.mimar.nn;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;

/**
 * The gradient of many small steps, worked out by hand: libtorch's record of them costs more than
 * the steps do. It lives, with what it remembers, as long as the scope it was made in.
 */
final class HandGradient extends TensorTensorHook {
  private final UnaryOperator<Tensor> gradient;

  private HandGradient(UnaryOperator<Tensor> gradient) {
    this.gradient = gradient;
  }

  /**
   * Has libtorch ask for the gradient of {@code input}, where it needs one. It must be told before
   * anything writes over {@code input}, which may be a view: libtorch forgets then what hangs on
   * it.
   *
   * @param input what nothing but one result hangs on that takes its place
   * @param gradient of the loss by {@code input}, given what libtorch takes it to be
   */
  static void of(Tensor input, UnaryOperator<Tensor> gradient) {
    if (input.requires_grad()) {
      input.register_hook(new HandGradient(gradient));
    }
  }

  @Override
  public TensorBase call(TensorBase seen) {
    return gradient.apply(new Tensor(seen));
  }
}
