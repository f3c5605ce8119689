package io.mimar.bench.speed;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Tensors;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Samples fall where a thread spends its time. */
@SuppressWarnings("try") // a PointerScope works by being open
final class EngineShareTest {
  private static final long CPU_NANOS = 1_000_000_000;

  /** Of this thread while it repeats {@code work} for a second. */
  private static double share(Runnable work) throws IOException {
    EngineShare share = new EngineShare(Thread.currentThread());
    share.start();
    long end = System.nanoTime() + CPU_NANOS;
    while (System.nanoTime() < end) {
      work.run();
    }
    return share.stop();
  }

  @Test
  void javaIsNotTheEngine() throws IOException {
    RandomGenerator rng = Seeds.root(1).rng();
    double[] sum = new double[1];
    double share =
        share(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                sum[0] += rng.nextGaussian();
              }
            });
    assertTrue(Double.isFinite(sum[0]) && share < 0.2, "" + share);
  }

  @Test
  void largeProductsAreTheEngine() throws IOException {
    Engine.start(1);
    int size = 512;
    float[] ones = new float[size * size];
    double share =
        share(
            () -> {
              try (PointerScope scope = new PointerScope()) {
                Tensor matrix = Tensors.of(ones, Device.CPU, size, size);
                for (int i = 0; i < 20; i++) {
                  matrix = matrix.mm(matrix);
                }
              }
            });
    assertTrue(share > 0.8, "" + share);
  }
}
