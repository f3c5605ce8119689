package io.mimar.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Many arrays in one long tensor, each seen through a view: an optimiser's step, an average or a
 * copy is then a handful of calls, whatever the number of layers.
 *
 * <p>Kernels lie in channels_last order; every array starts on a cache line. Gaps stay zero.
 */
@SuppressWarnings("try") // a PointerScope works by being open
final class Arena implements AutoCloseable {
  private static final int ALIGNMENT = 16;

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> views = new LinkedHashMap<>();
  private final Map<String, TensorOptional> optionals = new LinkedHashMap<>();
  private final Tensor all;
  private final Tensor gradient;
  private final Device device;

  /**
   * @param trained whether the views are leaves whose gradients gather in {@link #gradient}
   */
  Arena(List<Parameter> parameters, boolean trained, Device device) {
    this.device = device;
    long length = parameters.stream().mapToLong(Arena::padded).sum();
    try (PointerScope scope = new PointerScope()) {
      TensorOptions options = Tensors.options(ScalarType.Float, device);
      all = Tensors.keep(torch.zeros(new long[] {length}, options));
      gradient = Tensors.keep(torch.zeros(new long[] {trained ? length : 0}, options));
      long offset = 0;
      for (Parameter parameter : parameters) {
        this.parameters.put(parameter.name(), parameter);
        Tensor view = Tensors.keep(view(all, parameter, offset).detach());
        if (trained) {
          view.requires_grad_(true);
          view.mutable_grad().put(view(gradient, parameter, offset));
        }
        views.put(parameter.name(), view);
        optionals.put(parameter.name(), Tensors.keep(new TensorOptional(view)));
        offset += padded(parameter);
      }
    }
  }

  private static long padded(Parameter parameter) {
    return (parameter.size() + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
  }

  private static Tensor view(Tensor flat, Parameter parameter, long offset) {
    long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
    return flat.as_strided(shape, strides(shape), new LongOptional(offset));
  }

  /** Strides of channels_last where there are four extents, else row-major. */
  private static long[] strides(long[] shape) {
    if (shape.length == 4) {
      return new long[] {shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]};
    }
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  /** Everything as one vector. */
  Tensor all() {
    return all;
  }

  /** The gradients of everything as one vector. */
  Tensor gradient() {
    return gradient;
  }

  /** The array called {@code name}. */
  Tensor view(String name) {
    return views.get(name);
  }

  /** The same, wrapped once for calls that take it as an option. */
  TensorOptional optional(String name) {
    return optionals.get(name);
  }

  /** A vector like {@link #all} with 1 where {@code parameter.kind().decays()}, for the caller. */
  Tensor decayMask() {
    float[] mask = new float[(int) all.numel()];
    int offset = 0;
    for (Parameter parameter : parameters.values()) {
      if (parameter.kind().decays()) {
        Arrays.fill(mask, offset, offset + parameter.size(), 1);
      }
      offset += (int) padded(parameter);
    }
    return Tensors.of(mask, device, mask.length);
  }

  /** Copies out every array, row-major. */
  void read(Map<String, float[]> into) {
    views.forEach((name, view) -> into.put(name, Tensors.floats(view)));
  }

  /** Copies in one array, row-major. */
  void write(String name, float[] values) {
    Parameter parameter = parameters.get(name);
    long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
    views.get(name).detach().copy_(Tensors.of(values, device, shape));
  }

  /** The number of trainable numbers, counted from the tensors. */
  long count() {
    return views.values().stream().mapToLong(Tensor::numel).sum();
  }

  @Override
  public void close() {
    optionals.values().forEach(Tensors::release);
    views.values().forEach(Tensors::release);
    Tensors.release(gradient);
    Tensors.release(all);
  }
}
