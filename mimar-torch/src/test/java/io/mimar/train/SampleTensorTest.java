package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.data.LabelledSamples;
import io.mimar.data.MappedPixels;
import io.mimar.data.Numbers;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Tensors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples on a device. */
@SuppressWarnings("try") // a PointerScope works by being open
final class SampleTensorTest {
  @Test
  void whatWasFetchedIsWhatItWas() {
    Engine.start(1);
    byte[] pixels = {0, 1, 10, 11, 20, 21, 30, 31, 40, 41};
    float[] classes = {0, 1, 0, 1, 0};
    Shape shape = new Shape(1, 1, 2);
    LabelledSamples samples = new LabelledSamples(shape, new Numbers.Bytes(pixels), classes);
    try (SampleTensor tensor = SampleTensor.of(samples, new Output.Classes(2), Device.CPU)) {
      long[] rows = {4, 1, 4, 3};
      assertArrayEquals(new float[] {40, 41, 10, 11, 40, 41, 30, 31}, at(tensor, rows));
      tensor.fetch(new long[] {3, 4, 1, 4, 3});
      assertArrayEquals(new float[] {40, 41, 10, 11, 40, 41, 30, 31}, at(tensor, rows));
      tensor.fetch(new long[] {0, 2});
      assertArrayEquals(new float[] {20, 21, 0, 1}, at(tensor, new long[] {2, 0}));
    }
  }

  private static float[] at(SampleTensor tensor, long[] rows) {
    try (PointerScope scope = new PointerScope()) {
      Tensor chosen = Tensors.of(rows, Device.CPU, rows.length);
      return Tensors.floats(tensor.numbers(chosen).to(ScalarType.Float).flatten());
    }
  }

  @Test
  void onlyALargeFileIsReadInPieces(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("pixels");
    int images = 800_000;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(images * 784L);
    }
    MappedPixels large = MappedPixels.of(file, 0, images * 784);
    assertEquals((128 << 10) / 784, SampleTensor.neighbours(large, images));
    assertEquals(1, SampleTensor.neighbours(large, 100), "images of 6 MB each");
    assertEquals(1, SampleTensor.neighbours(large.part(0, 784_000), 1_000));
    assertEquals(1, SampleTensor.neighbours(new Numbers.Bytes(new byte[784]), 1));
  }
}
