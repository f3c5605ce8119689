package io.mimar.train;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Tensors;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/** A whole set of images on a device: moved once, one byte a value. */
@SuppressWarnings("try") // a PointerScope works by being open
final class ImageTensor implements AutoCloseable {
  private final Shape shape;
  private final int size;
  private final Tensor pixels;
  private final Tensor labels;

  private ImageTensor(Shape shape, int size, Tensor pixels, Tensor labels) {
    this.shape = shape;
    this.size = size;
    this.pixels = pixels;
    this.labels = labels;
  }

  static ImageTensor of(LabelledSamples images, Device device) {
    Shape shape = images.shape();
    int count = images.size();
    long area = (long) shape.height() * shape.width();
    long[] classes = Arrays.stream(images.labels()).asLongStream().toArray();
    try (PointerScope scope = new PointerScope()) {
      Tensor pixels = Tensors.of(images.pixels(), device, count, shape.channels(), area);
      Tensor labels = Tensors.of(classes, device, count);
      return new ImageTensor(shape, count, Tensors.keep(pixels), Tensors.keep(labels));
    }
  }

  int size() {
    return size;
  }

  Shape shape() {
    return shape;
  }

  /** The images at {@code rows} (int64), {@code [B,C,H*W]}. */
  Tensor pixels(Tensor rows) {
    return pixels.index_select(0, rows);
  }

  /** Their classes, {@code [B]}. */
  Tensor labels(Tensor rows) {
    return labels.index_select(0, rows);
  }

  /** The images from {@code start} to before {@code end}, {@code [B,C,H,W]}. */
  Tensor range(int start, int end) {
    return pixels
        .slice(0, new LongOptional(start), new LongOptional(end), 1)
        .view(end - start, shape.channels(), shape.height(), shape.width());
  }

  @Override
  public void close() {
    Tensors.release(labels);
    Tensors.release(pixels);
  }
}
