package io.mimar.embed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The trainable arrays of a small model and Adam on them. All lie in one long tensor and are seen
 * through views, so that a step of the optimiser is a handful of calls.
 *
 * <p>Lives in the {@link PointerScope} it is made in. Random numbers come from the caller, never
 * from libtorch's global generator. Paper: Kingma, Ba, Adam, ICLR 2015.
 */
public final class Parameters {
  private static final double EPSILON = 1e-8;

  private final Map<String, Matrix> shapes;
  private final Map<String, Tensor> views = new LinkedHashMap<>();
  private final Tensor flat;
  private final Tensor gradient;
  private final Tensor first;
  private final Tensor second;
  private int steps;

  /** Takes the starting values of {@code initial}; libtorch uses one thread from here on. */
  public Parameters(Weights initial) {
    torch.set_num_threads(1);
    openblas.blas_set_num_threads(1);
    shapes = initial.matrices();
    flat = Tensor.create(concatenate(initial));
    gradient = torch.zeros(initial.count());
    first = torch.zeros(initial.count());
    second = torch.zeros(initial.count());
    int offset = 0;
    for (Map.Entry<String, Matrix> entry : shapes.entrySet()) {
      Tensor view = view(flat, offset, entry.getValue()).detach();
      view.requires_grad_(true);
      view.mutable_grad().put(view(gradient, offset, entry.getValue()));
      views.put(entry.getKey(), view);
      offset += entry.getValue().values().length;
    }
  }

  private static float[] concatenate(Weights weights) {
    float[] values = new float[weights.count()];
    int offset = 0;
    for (Matrix matrix : weights.matrices().values()) {
      System.arraycopy(matrix.values(), 0, values, offset, matrix.values().length);
      offset += matrix.values().length;
    }
    return values;
  }

  private static Tensor view(Tensor flat, int offset, Matrix shape) {
    return flat.narrow(0, offset, shape.values().length).view(shape.rows(), shape.columns());
  }

  /** The array called {@code name}, a leaf that gathers gradients. */
  public Tensor get(String name) {
    return views.get(name);
  }

  /** {@code x·W + b} with the arrays {@code name.weight} and {@code name.bias}. */
  public Tensor linear(String name, Tensor x) {
    return x.matmul(get(name + ".weight")).add(get(name + ".bias"));
  }

  /** Forgets the gradients. */
  @SuppressWarnings("try") // the scope is there to be closed
  public void zeroGradient() {
    try (PointerScope scope = new PointerScope()) {
      gradient.zero_();
    }
  }

  /** Adds {@code decay} times every value to its gradient. */
  @SuppressWarnings("try") // the scope is there to be closed
  public void shrink(double decay) {
    try (PointerScope scope = new PointerScope()) {
      gradient.add_(flat, new Scalar(decay));
    }
  }

  /** The gradients of all arrays end to end. */
  public float[] gradient() {
    return floats(gradient);
  }

  /**
   * One step of Adam.
   *
   * @param rate learning rate
   * @param beta1 decay of the mean gradient
   * @param beta2 decay of the mean squared gradient
   */
  @SuppressWarnings("try") // the scope is there to be closed
  public void step(double rate, double beta1, double beta2) {
    steps++;
    double bias1 = 1 - Math.pow(beta1, steps);
    double bias2 = 1 - Math.pow(beta2, steps);
    try (PointerScope scope = new PointerScope()) {
      first.mul_(new Scalar(beta1)).add_(gradient, new Scalar(1 - beta1));
      second.mul_(new Scalar(beta2)).addcmul_(gradient, gradient, new Scalar(1 - beta2));
      Tensor scale = second.sqrt().div_(new Scalar(Math.sqrt(bias2))).add_(new Scalar(EPSILON));
      flat.addcdiv_(first, scale, new Scalar(-rate / bias1));
    }
  }

  /** Copies out all arrays. */
  public Weights read() {
    float[] values = floats(flat);
    Map<String, Matrix> result = new LinkedHashMap<>();
    int offset = 0;
    for (Map.Entry<String, Matrix> entry : shapes.entrySet()) {
      Matrix shape = entry.getValue();
      float[] own = new float[shape.values().length];
      System.arraycopy(values, offset, own, 0, own.length);
      result.put(entry.getKey(), new Matrix(shape.rows(), shape.columns(), own));
      offset += own.length;
    }
    return new Weights(result);
  }

  /** The numbers of a float32 tensor, row-major. */
  @SuppressWarnings("try") // the scope is there to be closed
  public static float[] floats(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor flat = tensor.detach().contiguous();
      float[] values = new float[Math.toIntExact(flat.numel())];
      flat.data_ptr_float().get(values);
      return values;
    }
  }
}
