package io.mimar.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batch normalisation, together with the rectifier that reads it alone where there is one. A step
 * on images passes over memory more often for these than for its convolutions, so that on a
 * processor, where it may write over its input, {@link OneDnnBatchNorm} does both at once, and
 * their gradients too.
 */
@SuppressWarnings("try") // a PointerScope works by being open
final class BatchNorm implements Kernel {
  private static final Logger LOG = LoggerFactory.getLogger(BatchNorm.class);

  private final TensorOptional scale;
  private final TensorOptional shift;
  private final TensorOptional mean;
  private final TensorOptional variance;
  private final Tensor runningMean; // as no gradient knows them: they change from step to step
  private final Tensor runningVariance;
  private final boolean free;
  private final boolean rectified;
  private final Scalar old = Tensors.keep(new Scalar(1 - Model.STATISTICS_MOMENTUM));
  private final Scalar fresh = Tensors.keep(new Scalar(Model.STATISTICS_MOMENTUM));
  private final Map<Batch, Optional<OneDnnBatchNorm>> known = new HashMap<>();

  /**
   * What it is made ready for.
   *
   * @param extents {@code [B,C,H,W]}
   */
  private record Batch(List<Long> extents, int threads) {}

  /** The kernel of {@code place}. */
  BatchNorm(Place place, Context context) {
    scale = context.trained().optional(Parameter.name(place.index(), "scale"));
    shift = context.trained().optional(Parameter.name(place.index(), "shift"));
    mean = context.kept().optional(Parameter.name(place.index(), "mean"));
    variance = context.kept().optional(Parameter.name(place.index(), "variance"));
    try (PointerScope scope = new PointerScope()) {
      runningMean = Tensors.keep(new Tensor(mean.get().variable_data()));
      runningVariance = Tensors.keep(new Tensor(variance.get().variable_data()));
    }
    free = place.free().isPresent() && context.device() == Device.CPU;
    rectified = place.rectified();
  }

  @Override
  public Tensor run(Tensor[] inputs, boolean training) {
    Tensor x = inputs[0];
    return (training && free ? fast(x) : Optional.<OneDnnBatchNorm>empty())
        .map(primitives -> replaced(x, primitives))
        .orElseGet(() -> plain(x, training));
  }

  private Optional<OneDnnBatchNorm> fast(Tensor x) {
    boolean fits =
        x.scalar_type().intern() == ScalarType.Float
            && x.is_contiguous(MemoryFormat.ChannelsLast)
            && (x.requires_grad() || !GradMode.is_enabled()); // else none asks for a gradient of x
    if (!fits) {
      return Optional.empty();
    }
    long[] shape = Tensors.sizes(x);
    List<Long> extents = Arrays.stream(shape).boxed().toList();
    return known.computeIfAbsent(
        new Batch(extents, torch.get_num_threads()), batch -> ready(shape));
  }

  private Optional<OneDnnBatchNorm> ready(long[] shape) {
    try {
      return OneDnnBatchNorm.of(shape, rectified);
    } catch (LinkageError | RuntimeException e) {
      LOG.warn("oneDNN does not normalise here: training on images is slower", e);
      return Optional.empty();
    }
  }

  /** As libtorch does it. */
  private Tensor plain(Tensor x, boolean training) {
    Tensor normalised =
        torch.batch_norm(
            x,
            scale,
            shift,
            mean,
            variance,
            training,
            Model.STATISTICS_MOMENTUM,
            Model.VARIANCE_FLOOR,
            true);
    return rectified ? normalised.relu_() : normalised;
  }

  /** Has the result take the place of {@code x}, whose gradient is worked out by hand. */
  private Tensor replaced(Tensor x, OneDnnBatchNorm primitives) {
    OneDnnBatchNorm.Forward forward =
        primitives.forward(x.detach(), scale.get().detach(), shift.get().detach());
    runningMean.mul_(old).add_(forward.mean(), fresh);
    runningVariance.mul_(old).add_(forward.variance(), primitives.unbiased());
    if (!x.requires_grad()) {
      Tensor result = new Tensor(forward.result());
      forward.close();
      return result;
    }
    HandGradient.of(x, seen -> gradient(primitives, forward, seen));
    x.set_data(forward.result());
    return new Tensor(x);
  }

  /** The gradient by the input, asked for once. */
  private Tensor gradient(
      OneDnnBatchNorm primitives, OneDnnBatchNorm.Forward forward, Tensor seen) {
    Tensor ordered = seen.contiguous(MemoryFormat.ChannelsLast);
    OneDnnBatchNorm.Backward back = primitives.backward(forward, scale.get().detach(), ordered);
    scale.get().grad().add_(back.byScale());
    shift.get().grad().add_(back.byShift());
    forward.close();
    ordered.close();
    seen.close();
    return back.byInput();
  }

  @Override
  public void close() {
    known.values().forEach(primitives -> primitives.ifPresent(OneDnnBatchNorm::close));
    Tensors.release(old);
    Tensors.release(fresh);
    Tensors.release(runningMean);
    Tensors.release(runningVariance);
  }
}
