package io.mimar.nn;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tensors from Java arrays and back, and who keeps them. */
public final class Tensors {
  private Tensors() {}

  /** Options of a tensor of {@code type} on {@code device}. */
  public static TensorOptions options(ScalarType type, Device device) {
    return new TensorOptions()
        .dtype(new ScalarTypeOptional(type))
        .device(new DeviceOptional(new org.bytedeco.pytorch.Device(type(device))));
  }

  private static DeviceType type(Device device) {
    return device == Device.CUDA ? DeviceType.CUDA : DeviceType.CPU;
  }

  /** A float32 tensor with a copy of {@code values}. */
  public static Tensor of(float[] values, Device device, long... shape) {
    try (FloatPointer pointer = new FloatPointer(values)) {
      return copied(pointer, ScalarType.Float, device, shape);
    }
  }

  /** An int64 tensor with a copy of {@code values}. */
  public static Tensor of(long[] values, Device device, long... shape) {
    try (LongPointer pointer = new LongPointer(values)) {
      return copied(pointer, ScalarType.Long, device, shape);
    }
  }

  /** A uint8 tensor with a copy of {@code values}. */
  public static Tensor of(byte[] values, Device device, long... shape) {
    try (BytePointer pointer = new BytePointer(values)) {
      return copied(pointer, ScalarType.Byte, device, shape);
    }
  }

  /**
   * A uint8 tensor of what a direct buffer holds: its very memory where the device is the
   * processor, a copy elsewhere.
   *
   * @param values must stay reachable as long as the tensor is used, and may be read only: then
   *     nothing may write to the tensor either
   */
  public static Tensor of(ByteBuffer values, Device device, long... shape) {
    try (TensorOptions own = options(ScalarType.Byte, Device.CPU)) {
      BytePointer pointer = new BytePointer(values);
      return device == Device.CUDA
          ? copied(pointer, ScalarType.Byte, device, shape)
          : torch.from_blob(pointer, shape, own);
    }
  }

  private static Tensor copied(Pointer values, ScalarType type, Device device, long... shape) {
    try (TensorOptions own = options(type, Device.CPU);
        TensorOptions wished = options(type, device)) {
      Tensor borrowed = torch.from_blob(values, shape, own);
      Tensor copy = torch.zeros(shape, wished);
      copy.copy_(borrowed);
      borrowed.close();
      return copy;
    }
  }

  /** The extents of {@code tensor}. */
  static long[] sizes(Tensor tensor) {
    long[] sizes = new long[(int) tensor.dim()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = tensor.size(i);
    }
    return sizes;
  }

  /** The numbers of a float32 tensor, row-major. */
  public static float[] floats(Tensor tensor) {
    Tensor flat = tensor.detach().contiguous().cpu();
    float[] values = new float[Math.toIntExact(flat.numel())];
    flat.data_ptr_float().get(values);
    return values;
  }

  /** Makes {@code pointer} outlive the scope it was made in; {@link #release} ends it. */
  public static <P extends Pointer> P keep(P pointer) {
    pointer.retainReference();
    return pointer;
  }

  /** Gives up what {@link #keep} kept. */
  public static void release(Pointer pointer) {
    pointer.releaseReference();
  }
}
