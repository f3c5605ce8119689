package io.mimar.nn;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * While it is open, convolutions and matrix products of this thread on the CPU run in bfloat16; all
 * weights, statistics and losses stay float32. Searches do not use it, see docs/performance.md.
 */
public final class Bfloat16 implements AutoCloseable {
  private Bfloat16() {}

  /** Goes over to bfloat16 until it is closed. */
  public static Bfloat16 open() {
    torch.set_autocast_cache_enabled(false); // casts that are kept would outlive a step's weights
    torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
    torch.set_autocast_enabled(DeviceType.CPU, true);
    return new Bfloat16();
  }

  @Override
  public void close() {
    torch.set_autocast_enabled(DeviceType.CPU, false);
    torch.set_autocast_cache_enabled(true);
  }
}
