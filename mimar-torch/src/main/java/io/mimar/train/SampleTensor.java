package io.mimar.train;

import io.mimar.data.LabelledSamples;
import io.mimar.data.MappedPixels;
import io.mimar.data.Numbers;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Tensors;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A whole set of samples on a device: moved once, pixels one byte each; those of a mapped file stay
 * there where the device is the processor.
 */
@SuppressWarnings("try") // a PointerScope works by being open
final class SampleTensor implements AutoCloseable {
  private static final long LARGE_FILE = 512L << 20; // of no machine's, so that all train alike

  /** What a system reads ahead. */
  private static final long PIECE = 128 << 10;

  private final Shape shape;
  private final int size;
  private final Numbers source; // its memory may be that of the tensor
  private final Tensor numbers;
  private final Tensor targets;
  private Optional<Fetched> fetched = Optional.empty();

  /**
   * Samples in memory.
   *
   * @param numbers of them, as in the whole
   * @param places where each sample of the whole is among them (int64)
   */
  private record Fetched(Tensor numbers, Tensor places) {
    Tensor at(Tensor rows) {
      return numbers.index_select(0, places.index_select(0, rows));
    }

    void release() {
      Tensors.release(numbers);
      Tensors.release(places);
    }
  }

  private SampleTensor(LabelledSamples samples, Tensor numbers, Tensor targets) {
    this.shape = samples.shape();
    this.size = samples.size();
    this.source = samples.numbers();
    this.numbers = numbers;
    this.targets = targets;
  }

  static SampleTensor of(LabelledSamples samples, Output output, Device device) {
    Shape shape = samples.shape();
    int count = samples.size();
    long area = (long) shape.height() * shape.width();
    try (PointerScope scope = new PointerScope()) {
      long[] extents = {count, shape.channels(), area};
      Tensor numbers = numbers(samples.numbers(), device, extents);
      Tensor targets =
          output instanceof Output.Classes
              ? Tensors.of(classes(samples), device, count)
              : Tensors.of(samples.targets(), device, count);
      return new SampleTensor(samples, Tensors.keep(numbers), Tensors.keep(targets));
    }
  }

  private static Tensor numbers(Numbers numbers, Device device, long... extents) {
    if (numbers instanceof MappedPixels mapped) {
      return Tensors.of(mapped.values(), device, extents);
    }
    return numbers instanceof Numbers.Bytes bytes
        ? Tensors.of(bytes.values(), device, extents)
        : Tensors.of(((Numbers.Floats) numbers).values(), device, extents);
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

  /**
   * How many neighbours are read together. More than one only of a large file that stays where it
   * is: memory may not hold it, and a drive gives a few hundred pieces a second, of whatever size.
   */
  int neighbours() {
    return numbers.is_cuda() ? 1 : neighbours(source, size);
  }

  static int neighbours(Numbers source, int size) {
    boolean large = source instanceof MappedPixels && source.bytes() > LARGE_FILE;
    return large ? (int) Math.max(1, PIECE * size / source.bytes()) : 1;
  }

  /**
   * Copies samples in the order of their file, and forgets those of the last time. Until the next
   * time {@link #numbers(Tensor)} takes no others.
   */
  void fetch(long[] rows) {
    fetched.ifPresent(Fetched::release);
    fetched = Optional.empty();
    long[] sorted = Arrays.stream(rows).sorted().distinct().toArray();
    long[] places = new long[size];
    for (int i = 0; i < sorted.length; i++) {
      places[(int) sorted[i]] = i;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor copies = numbers.index_select(0, Tensors.of(sorted, Device.CPU, sorted.length));
      Tensor of = Tensors.of(places, Device.CPU, size);
      fetched = Optional.of(new Fetched(Tensors.keep(copies), Tensors.keep(of)));
    }
  }

  /** The samples at {@code rows} (int64), {@code [B,C,H*W]}. */
  Tensor numbers(Tensor rows) {
    return fetched.map(few -> few.at(rows)).orElseGet(() -> numbers.index_select(0, rows));
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
    try {
      fetched.ifPresent(Fetched::release);
      Tensors.release(targets);
      Tensors.release(numbers);
    } finally {
      Reference.reachabilityFence(source); // no collector unmaps it before
    }
  }
}
