package io.mimar.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Target;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.nn.Networks;
import io.mimar.random.Seeds;
import io.mimar.space.ImageSpace;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private static final Shape SHAPE = new Shape(1, 12, 12);
  private static final LabelledSamples IMAGES = Networks.bands(SHAPE, 4, 3, Seeds.root(1).rng());

  private static byte[] model() {
    Engine.start(1);
    Network network = Networks.random(ImageSpace.standard(), SHAPE, 4, Seeds.root(2).rng());
    ModelCard card =
        new ModelCard(
            new Format.Image(SHAPE),
            new Target.Classes(List.of("a", "b", "c", "d")),
            "",
            0,
            "accuracy",
            0,
            "",
            0,
            0,
            "t 1");
    Constants constants = Constants.neutral(network.task());
    try (Model model = Model.of(network, constants, Seeds.root(1), Device.CPU)) {
      return OnnxExport.bytes(network, model.weights(), card);
    }
  }

  @Test
  void itIsTheLeastMedianOfTheRunsAfterThoseToWarmUp() {
    AtomicLong now = new AtomicLong();
    AtomicInteger asked = new AtomicInteger();
    // a run takes 4 ms, but every seventh 60 ms; the first 30, warm or not, are disturbed
    double millis =
        Latency.millis(
            model(),
            IMAGES,
            () -> {
              int run = asked.getAndIncrement() / 2;
              long taken = run < 30 ? 20_000_000L : run % 7 == 0 ? 60_000_000L : 4_000_000L;
              return asked.get() % 2 == 1 ? now.get() : now.addAndGet(taken);
            });
    assertEquals(4.0, millis);
    assertTrue(asked.get() / 2 >= 63, asked + " readings");
  }

  @Test
  void aSlowModelIsNotRunForLong() {
    AtomicLong now = new AtomicLong();
    assertEquals(3_000, Latency.millis(model(), IMAGES, () -> now.addAndGet(3_000_000_000L)));
    assertEquals(24, now.get() / 3_000_000_000L, "three runs to warm up, three times three");
  }

  @Test
  void onThisMachineItIsSomeTime() {
    double millis = Latency.millis(model(), IMAGES, System::nanoTime);
    assertTrue(millis > 0.001 && millis < 1_000, millis + " ms");
  }
}
