package io.mimar.nn;

import io.mimar.network.Input;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What makes raw samples a network's node 0. */
interface Entry extends AutoCloseable {

  /**
   * Samples as the first layer reads them; {@code raw} stays as it is.
   *
   * @param raw {@code [B,C,H,W]}, uint8 or float32
   */
  Tensor enter(Tensor raw);

  @Override
  default void close() {}

  /** The entry of {@code input}. */
  static Entry of(Input input, Arena constants) {
    if (input instanceof Input.Pixels) {
      return new Normalised(constants);
    } else if (input instanceof Input.Series) {
      Normalised normalised = new Normalised(constants);
      return new Entry() {
        @Override
        public Tensor enter(Tensor raw) {
          return present(normalised.enter(raw));
        }

        @Override
        public void close() {
          normalised.close();
        }
      };
    }
    return raw -> raw.to(ScalarType.Float);
  }

  /** Zero for what is missing, and a last channel that is 1 where anything is there. */
  private static Tensor present(Tensor x) {
    Tensor there = x.isnan().logical_not().amax(new long[] {1}, true).to(ScalarType.Float);
    Tensor values = x.nan_to_num();
    return torch.cat(new TensorVector(values, there), 1).contiguous(MemoryFormat.ChannelsLast);
  }

  /** {@code (x - mean) / deviation} for each channel, in channels_last order. */
  final class Normalised implements Entry {
    private final MemoryFormatOptional channelsLast;
    private final MemoryFormatOptional plain;
    private final Tensor mean;
    private final Tensor deviation;

    Normalised(Arena constants) {
      channelsLast = Tensors.keep(new MemoryFormatOptional(MemoryFormat.ChannelsLast));
      plain = Tensors.keep(new MemoryFormatOptional(MemoryFormat.Contiguous));
      mean = Tensors.keep(constants.view(Constants.INPUT_MEAN).view(1, -1, 1, 1));
      deviation = Tensors.keep(constants.view(Constants.INPUT_DEVIATION).view(1, -1, 1, 1));
    }

    @Override
    public Tensor enter(Tensor raw) {
      if (mean.numel() == 1) {
        return normalise(raw.to(ScalarType.Float, false, true, channelsLast));
      }
      Tensor planes = normalise(raw.to(ScalarType.Float, false, true, plain));
      Tensor entered = planes.contiguous(MemoryFormat.ChannelsLast);
      planes.close();
      return entered;
    }

    /** Quick where a channel's numbers lie in a row: else each row is as short as the channels. */
    private Tensor normalise(Tensor own) {
      own.sub_(mean);
      return own.div_(deviation);
    }

    @Override
    public void close() {
      Tensors.release(deviation);
      Tensors.release(mean);
      Tensors.release(plain);
      Tensors.release(channelsLast);
    }
  }
}
