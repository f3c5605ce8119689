package io.mimar.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batch normalisation of maps of one shape, with a rectifier behind it or not, by oneDNN: with its
 * gradient it passes over memory less often than libtorch's kernels do (docs/performance.md).
 */
@SuppressWarnings("try") // a PointerScope works by being open
final class OneDnnBatchNorm implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OneDnnBatchNorm.class);

  /** Its code for any processor is slower than libtorch's; that made for this one says so. */
  private static final String MADE_FOR_PROCESSOR = "jit";

  private final List<Pointer> owned = new ArrayList<>();
  private final long channels;
  private final long workspace; // in float32s
  private final stream order;
  private final primitive forward;
  private final primitive backward;
  private final Arguments forwards = new Arguments();
  private final Arguments backwards = new Arguments();
  private final Scalar unbiased;

  /**
   * What a step forward gives.
   *
   * @param input what was normalised
   * @param variance biased
   * @param signs which numbers the rectifier let pass
   */
  record Forward(Tensor input, Tensor result, Tensor mean, Tensor variance, Tensor signs)
      implements AutoCloseable {
    /** Gives up its hold of memory before the scope ends that it was made in. */
    @Override
    public void close() {
      for (Tensor each : List.of(input, result, mean, variance, signs)) {
        each.close();
      }
    }
  }

  /** The gradients. */
  record Backward(Tensor byInput, Tensor byScale, Tensor byShift) {}

  /** What is loaded once. */
  private static final class Library {
    static final Optional<engine> ENGINE = load();

    private static Optional<engine> load() {
      if (!Loader.getPlatform().startsWith("linux")) {
        return Optional.empty(); // whether it keeps to our threads elsewhere was never tried
      }
      try {
        Loader.load(dnnl.class);
        return Optional.of(Tensors.keep(new engine(engine.kind.cpu, 0)));
      } catch (LinkageError | RuntimeException e) { // no natives here, or they find no processor
        LOG.warn("oneDNN does not load here: training on images is slower", e);
        return Optional.empty();
      }
    }
  }

  /** The arguments of a primitive, whose places in memory change from call to call. */
  private final class Arguments {
    private final IntMemoryMap all = own(new IntMemoryMap());
    private final List<memory> inOrder = new ArrayList<>();

    void declare(int argument, memory.desc shape) {
      memory place = own(new memory(shape, Library.ENGINE.orElseThrow(), (Pointer) null));
      all.put(argument, place);
      inOrder.add(place);
    }

    void run(primitive work, Tensor... values) {
      for (int i = 0; i < inOrder.size(); i++) {
        inOrder.get(i).set_data_handle(values[i].data_ptr());
      }
      work.execute(order, all);
    }
  }

  private OneDnnBatchNorm(
      batch_normalization_forward.primitive_desc forth,
      batch_normalization_backward.primitive_desc back,
      long[] shape,
      boolean rectified) {
    channels = shape[1];
    order = own(new stream(Library.ENGINE.orElseThrow()));
    forward = own(new batch_normalization_forward(forth));
    backward = own(new batch_normalization_backward(back));
    double count = (double) shape[0] * shape[2] * shape[3];
    unbiased = own(new Scalar(Model.STATISTICS_MOMENTUM * count / (count - 1)));
    memory.desc maps = forth.src_desc();
    memory.desc vector = forth.mean_desc();
    forwards.declare(dnnl.DNNL_ARG_SRC, maps);
    forwards.declare(dnnl.DNNL_ARG_DST, maps);
    forwards.declare(dnnl.DNNL_ARG_SCALE, vector);
    forwards.declare(dnnl.DNNL_ARG_SHIFT, vector);
    forwards.declare(dnnl.DNNL_ARG_MEAN, vector);
    forwards.declare(dnnl.DNNL_ARG_VARIANCE, vector);
    backwards.declare(dnnl.DNNL_ARG_SRC, maps);
    backwards.declare(dnnl.DNNL_ARG_DIFF_DST, maps);
    backwards.declare(dnnl.DNNL_ARG_SCALE, vector);
    backwards.declare(dnnl.DNNL_ARG_MEAN, vector);
    backwards.declare(dnnl.DNNL_ARG_VARIANCE, vector);
    backwards.declare(dnnl.DNNL_ARG_DIFF_SRC, maps);
    backwards.declare(dnnl.DNNL_ARG_DIFF_SCALE, vector);
    backwards.declare(dnnl.DNNL_ARG_DIFF_SHIFT, vector);
    if (rectified) {
      forwards.declare(dnnl.DNNL_ARG_WORKSPACE, forth.workspace_desc());
      backwards.declare(dnnl.DNNL_ARG_WORKSPACE, forth.workspace_desc());
    }
    workspace = rectified ? forth.workspace_desc().get_size() / Float.BYTES + 1 : 0;
  }

  private <P extends Pointer> P own(P pointer) {
    owned.add(Tensors.keep(pointer));
    return pointer;
  }

  /**
   * Empty where libtorch's kernels are faster: on processors that oneDNN does not write code for,
   * with numbers of channels that do not fill its registers, and of a single number a channel.
   *
   * @param shape {@code [B,C,H,W]}
   */
  static Optional<OneDnnBatchNorm> of(long[] shape, boolean rectified) {
    if (shape[0] * shape[2] * shape[3] < 2 || Library.ENGINE.isEmpty()) {
      return Optional.empty();
    }
    engine processor = Library.ENGINE.get();
    int flags =
        dnnl.dnnl_use_scale | dnnl.dnnl_use_shift | (rectified ? dnnl.dnnl_fuse_norm_relu : 0);
    float floor = (float) Model.VARIANCE_FLOOR;
    try (PointerScope scope = new PointerScope()) {
      memory.desc maps = new memory.desc(shape, memory.data_type.f32, memory.format_tag.nhwc);
      var forth =
          new batch_normalization_forward.primitive_desc(
              processor, dnnl.dnnl_forward_training, maps, maps, floor, flags);
      var back =
          new batch_normalization_backward.primitive_desc(
              processor, dnnl.dnnl_backward, maps, maps, maps, floor, flags, forth);
      boolean fast =
          forth.impl_info_str().getString().contains(MADE_FOR_PROCESSOR)
              && back.impl_info_str().getString().contains(MADE_FOR_PROCESSOR);
      return fast
          ? Optional.of(new OneDnnBatchNorm(forth, back, shape, rectified))
          : Optional.empty();
    }
  }

  /** What a new variance weighs in the running one, times what makes it unbiased. */
  Scalar unbiased() {
    return unbiased;
  }

  /**
   * Normalises.
   *
   * @param input channels_last
   */
  Forward forward(Tensor input, Tensor scale, Tensor shift) {
    Tensor result = torch.empty_like(input);
    Tensor mean = torch.empty(channels);
    Tensor variance = torch.empty(channels);
    Tensor signs = torch.empty(workspace);
    forwards.run(forward, input, result, scale, shift, mean, variance, signs);
    return new Forward(input, result, mean, variance, signs);
  }

  /**
   * The gradients.
   *
   * @param seen that by the result, channels_last
   */
  Backward backward(Forward at, Tensor scale, Tensor seen) {
    Tensor byInput = torch.empty_like(seen);
    Tensor byScale = torch.empty(channels);
    Tensor byShift = torch.empty(channels);
    backwards.run(
        backward,
        at.input(),
        seen,
        scale,
        at.mean(),
        at.variance(),
        byInput,
        byScale,
        byShift,
        at.signs());
    return new Backward(byInput, byScale, byShift);
  }

  @Override
  public void close() {
    owned.forEach(Tensors::release);
  }
}
