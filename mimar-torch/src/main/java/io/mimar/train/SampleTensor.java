package io.mimar.train;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Tensors;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/** A whole set of samples on a device: moved once, pixels one byte each. */
@SuppressWarnings("try") // a PointerScope works by being open
final class SampleTensor implements AutoCloseable {
  private final Shape shape;
  private final int size;
  private final Tensor numbers;
  private final Tensor targets;

  private SampleTensor(Shape shape, int size, Tensor numbers, Tensor targets) {
    this.shape = shape;
    this.size = size;
    this.numbers = numbers;
    this.targets = targets;
  }

  static SampleTensor of(LabelledSamples samples, Output output, Device device) {
    Shape shape = samples.shape();
    int count = samples.size();
    long area = (long) shape.height() * shape.width();
    try (PointerScope scope = new PointerScope()) {
      long[] extents = {count, shape.channels(), area};
      Tensor numbers =
          samples.numbers() instanceof Numbers.Bytes bytes
              ? Tensors.of(bytes.values(), device, extents)
              : Tensors.of(((Numbers.Floats) samples.numbers()).values(), device, extents);
      Tensor targets =
          output instanceof Output.Classes
              ? Tensors.of(classes(samples), device, count)
              : Tensors.of(samples.targets(), device, count);
      return new SampleTensor(shape, count, Tensors.keep(numbers), Tensors.keep(targets));
    }
  }

  private static long[] classes(LabelledSamples samples) {
    return Arrays.stream(samples.labels()).asLongStream().toArray();
  }

  int size() {
    return size;
  }

  Shape shape() {
    return shape;
  }

  /** The samples at {@code rows} (int64), {@code [B,C,H*W]}. */
  Tensor numbers(Tensor rows) {
    return numbers.index_select(0, rows);
  }

  /** Their classes (int64) or amounts (float32), {@code [B]}. */
  Tensor targets(Tensor rows) {
    return targets.index_select(0, rows);
  }

  /** The samples from {@code start} to before {@code end}, {@code [B,C,H,W]}. */
  Tensor range(int start, int end) {
    return numbers
        .slice(0, new LongOptional(start), new LongOptional(end), 1)
        .view(end - start, shape.channels(), shape.height(), shape.width());
  }

  @Override
  public void close() {
    Tensors.release(targets);
    Tensors.release(numbers);
  }
}
