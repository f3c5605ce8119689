package io.mimar.nn;

import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Kernels of layers on a series {@code [B,C+1,1,T]}, whose last channel says what is there. */
@SuppressWarnings("try") // a PointerScope works by being open
final class SeriesKernels {
  private SeriesKernels() {}

  /** The kernel of a layer of series of shape {@code in}. */
  static Kernel of(SequenceLayer layer, Shape in, Kernel.Context context) {
    if (layer instanceof SequenceLayer.Presence) {
      return (inputs, training) -> there(inputs[0]).contiguous(MemoryFormat.ChannelsLast);
    } else if (layer instanceof SequenceLayer.Standardise) {
      return new Standardise();
    } else if (layer instanceof SequenceLayer.Difference) {
      return difference();
    } else if (layer instanceof SequenceLayer.Distortion distortion) {
      return new Distortion(distortion.strength(), in.width(), context);
    }
    throw new IllegalStateException("no kernel for " + layer);
  }

  private static Tensor values(Tensor series) {
    return series.narrow(1, 0, series.size(1) - 1);
  }

  private static Tensor there(Tensor series) {
    return series.narrow(1, series.size(1) - 1, 1);
  }

  private static Tensor joined(Tensor values, Tensor there) {
    return torch.cat(new TensorVector(values, there), 1).contiguous(MemoryFormat.ChannelsLast);
  }

  private static final class Standardise implements Kernel {
    private static final long[] STEPS = {3};
    private final Scalar one = Tensors.keep(new Scalar(1));
    private final Scalar floor = Tensors.keep(new Scalar(Model.VARIANCE_FLOOR));

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      Tensor there = there(inputs[0]);
      Tensor number = sum(there).clamp_min(one);
      Tensor mean = sum(values(inputs[0]).mul(there)).div(number);
      Tensor off = values(inputs[0]).sub(mean).mul(there);
      Tensor variance = sum(off.mul(off)).div(number);
      return joined(off.div(variance.add(floor).sqrt()), there);
    }

    private static Tensor sum(Tensor of) {
      return of.sum(STEPS, true, new ScalarTypeOptional());
    }

    @Override
    public void close() {
      Tensors.release(one);
      Tensors.release(floor);
    }
  }

  private static Kernel difference() {
    long[] later = {1, -1}; // one step in, the last out
    return (inputs, training) -> {
      Tensor before = torch.constant_pad_nd(inputs[0], later);
      Tensor both = there(inputs[0]).mul(there(before));
      Tensor change = values(inputs[0]).sub(values(before));
      return change.mul(both).contiguous(MemoryFormat.ChannelsLast);
    };
  }

  /** Reads each series at other times, between two steps where need be. */
  private static final class Distortion implements Kernel {
    private static final double SPEED = 0.2;
    private static final double MOVE = 0.1;
    private static final double SCALE = 0.1;
    private static final double NOISE = 0.05;
    private final double strength;
    private final int length;
    private final GeneratorOptional generator;
    private final Tensor steps;
    private final Scalar middle;
    private final Scalar first = Tensors.keep(new Scalar(0));
    private final Scalar last;
    private final Scalar one = Tensors.keep(new Scalar(1));

    Distortion(double strength, int length, Kernel.Context context) {
      this.strength = strength;
      this.length = length;
      this.generator = context.generator();
      float[] fromMiddle = new float[length];
      for (int t = 0; t < length; t++) {
        fromMiddle[t] = t - (length - 1) / 2f;
      }
      try (PointerScope scope = new PointerScope()) {
        steps = Tensors.keep(Tensors.of(fromMiddle, context.device(), 1, 1, 1, length));
      }
      middle = Tensors.keep(new Scalar((length - 1) / 2.0));
      last = Tensors.keep(new Scalar(length - 1.0));
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      if (!training || strength == 0) {
        return new Tensor(inputs[0]);
      }
      Tensor x = inputs[0];
      Tensor each = torch.empty_like(x.narrow(1, 0, 1).narrow(3, 0, 1)); // [B,1,1,1]
      Tensor speed = each.clone().uniform_(1 - SPEED * strength, 1 + SPEED * strength, generator);
      double most = MOVE * strength * length;
      Tensor move = each.clone().uniform_(-most, most, generator);
      Tensor times = steps.mul(speed).add_(move).add_(middle).clamp_(scalar(first), scalar(last));
      Tensor floor = times.floor();
      Tensor earlier = at(x, floor.to(ScalarType.Long));
      Tensor later = at(x, floor.add(one).clamp_max(last).to(ScalarType.Long));
      Tensor there = there(earlier).mul(there(later));
      Tensor scale = each.normal_(1, SCALE * strength, generator);
      Tensor read = values(earlier).lerp(values(later), times.sub(floor)).mul(scale);
      Tensor noise = torch.empty_like(read).normal_(0, NOISE * strength, generator);
      return joined(read.add(noise).mul(there), there);
    }

    private static ScalarOptional scalar(Scalar value) {
      return new ScalarOptional(value);
    }

    private static Tensor at(Tensor x, Tensor steps) {
      return x.gather(3, steps.expand(x.size(0), x.size(1), 1, x.size(3)));
    }

    @Override
    public void close() {
      Tensors.release(steps);
      Tensors.release(middle);
      Tensors.release(first);
      Tensors.release(last);
      Tensors.release(one);
    }
  }
}
