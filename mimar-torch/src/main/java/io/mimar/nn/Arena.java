package io.mimar.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Many arrays in one long tensor, each seen through a view: an optimiser's step, an average or a
 * copy is then a handful of calls, whatever the number of layers.
 *
 * <p>Kernels lie in channels_last order; every array starts on a cache line. Gaps stay zero.
 *
 * <p>Large tables of vectors come last. A batch reads few of their rows, so that kernels say which
 * ({@link #read}), and optimisers and averages leave the others alone.
 */
@SuppressWarnings("try") // a PointerScope works by being open
final class Arena implements AutoCloseable {
  private static final int ALIGNMENT = 16;

  /** From so many numbers on it pays to move only the vectors that a batch has read. */
  static final int LARGE_TABLE = 1 << 19;

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> views = new LinkedHashMap<>();
  private final Map<String, TensorOptional> optionals = new LinkedHashMap<>();
  private final Map<String, List<Tensor>> ids = new LinkedHashMap<>();
  private final Map<String, Tensor> rows = new LinkedHashMap<>();
  private final Tensor all;
  private final Tensor gradient;
  private final Device device;
  private final long denseLength;
  private boolean stepped;

  /**
   * @param trained whether the views are leaves whose gradients gather in {@link #gradient}
   */
  Arena(List<Parameter> parameters, boolean trained, Device device) {
    this(parameters, trained, device, Optional.empty());
  }

  private Arena(
      List<Parameter> parameters, boolean trained, Device device, Optional<Tensor> shared) {
    this.device = device;
    long length = parameters.stream().mapToLong(Arena::padded).sum();
    denseLength = parameters.stream().filter(p -> !isTable(p)).mapToLong(Arena::padded).sum();
    try (PointerScope scope = new PointerScope()) {
      TensorOptions options = Tensors.options(ScalarType.Float, device);
      all =
          Tensors.keep(
              shared
                  .map(Tensor::detach)
                  .orElseGet(() -> torch.zeros(new long[] {length}, options)));
      gradient = Tensors.keep(torch.zeros(new long[] {trained ? length : 0}, options));
      long offset = 0;
      for (Parameter parameter : tablesLast(parameters)) {
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

  /** The same arrays, not copied, with gradients of their own. Its owner closes it. */
  Arena twin() {
    return new Arena(List.copyOf(parameters.values()), true, device, Optional.of(all));
  }

  /** Whether it is a large table. */
  static boolean isTable(Parameter parameter) {
    return parameter.kind().isTable() && parameter.size() >= LARGE_TABLE;
  }

  private static List<Parameter> tablesLast(List<Parameter> parameters) {
    return parameters.stream().sorted(Comparator.comparing(Arena::isTable)).toList();
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

  // ---- large tables

  /** What is not in large tables, as one vector. */
  Tensor dense() {
    return all.narrow(0, 0, denseLength);
  }

  /** The gradients of {@link #dense} as one vector. */
  Tensor denseGradient() {
    return gradient.narrow(0, 0, denseLength);
  }

  /** The names of the large tables. */
  List<String> tables() {
    return parameters.values().stream().filter(Arena::isTable).map(Parameter::name).toList();
  }

  /** Whether {@code name} is a large table, whose kernel must tell what it reads. */
  boolean isTable(String name) {
    return isTable(parameters.get(name));
  }

  /**
   * Notes that a step reads rows of a large table.
   *
   * @param rows int64, of any shape, each as often as one likes
   */
  void read(String table, Tensor rows) {
    if (stepped) {
      forgetRows();
    }
    Optional.ofNullable(this.rows.remove(table)).ifPresent(Tensors::release);
    ids.computeIfAbsent(table, t -> new ArrayList<>()).add(Tensors.keep(rows.flatten()));
  }

  /** The rows of a large table that the current or last step has read, each once. */
  Tensor rows(String table) {
    return rows.computeIfAbsent(table, t -> Tensors.keep(distinct(ids.getOrDefault(t, List.of()))));
  }

  private Tensor distinct(List<Tensor> read) {
    if (read.isEmpty()) {
      return torch.zeros(new long[] {0}, Tensors.options(ScalarType.Long, device));
    }
    Tensor sorted = torch.cat(new TensorVector(read.toArray(new Tensor[0]))).sort().get0();
    return new Tensor(torch.unique_consecutive(sorted).get0()); // a handle that outlives the tuple
  }

  /**
   * Adds to rows of a large table, or of one of its shape. As they are distinct they can be copied
   * back, which takes a fraction of {@code index_add_}'s time.
   */
  static void add(Tensor table, Tensor rows, Tensor what, double times) {
    Tensor moved = table.index_select(0, rows).add_(what, new Scalar(times));
    table.index_copy_(0, rows, moved);
  }

  /** Forgets the gradients; {@link #rows} are told until the next step reads. */
  void forgetGradient() {
    denseGradient().zero_();
    for (String table : tables()) {
      view(table).grad().index_fill_(0, rows(table), new Scalar(0));
    }
    stepped = true;
  }

  private void forgetRows() {
    ids.values().forEach(read -> read.forEach(Tensors::release));
    ids.clear();
    rows.values().forEach(Tensors::release);
    rows.clear();
    stepped = false;
  }

  // ---- arrays by name

  /** The array called {@code name}. */
  Tensor view(String name) {
    return views.get(name);
  }

  /** The same, wrapped once for calls that take it as an option. */
  TensorOptional optional(String name) {
    return optionals.get(name);
  }

  /**
   * A vector like {@link #dense} with 1 where {@code parameter.kind().decays()}, for the caller.
   */
  Tensor decayMask() {
    float[] mask = new float[(int) denseLength];
    int offset = 0;
    for (Parameter parameter : parameters.values()) {
      if (parameter.kind().decays()) {
        Arrays.fill(mask, offset, offset + parameter.size(), 1);
      }
      offset += (int) (isTable(parameter) ? 0 : padded(parameter));
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
    forgetRows();
    optionals.values().forEach(Tensors::release);
    views.values().forEach(Tensors::release);
    Tensors.release(gradient);
    Tensors.release(all);
  }
}
