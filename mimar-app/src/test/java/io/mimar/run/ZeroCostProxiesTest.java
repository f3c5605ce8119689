package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ZeroCostProxiesTest {
  private static final Shape SHAPE = new Shape(1, 12, 12);
  private static final ImageSpace SPACE = ImageSpace.standard();

  private static ZeroCostProxies proxies(long seed) {
    byte[] pixels = new byte[(int) (40 * SHAPE.size())];
    Seeds.root(1).rng().nextBytes(pixels);
    int[] labels = IntStream.range(0, 40).map(i -> i % 3).toArray();
    LabelledSamples samples = LabelledSamples.images(SHAPE, pixels, labels);
    return new ZeroCostProxies(SPACE, Task.images(SHAPE, 3), samples, Seeds.root(seed));
  }

  /** A study that is gone on with must ask the same. */
  @Test
  void theyFollowFromSeedAndArchitectureAlone() {
    Architecture one = SPACE.random(Seeds.root(2).rng());
    Architecture other = SPACE.random(Seeds.root(3).rng());
    ZeroCostProxies asked = proxies(4);
    double[] ofOther = asked.of(other);
    assertArrayEquals(asked.of(one), proxies(4).of(one), "in another order");
    assertFalse(Arrays.equals(ofOther, asked.of(one)), "of another network");
    assertFalse(Arrays.equals(proxies(5).of(one), asked.of(one)), "of another seed");
  }

  @Test
  void eachHasItsName() {
    double[] told = proxies(4).of(SPACE.random(Seeds.root(2).rng()));
    assertEquals(ZeroCostProxies.NAMES.size(), told.length);
    assertTrue(Arrays.stream(told).noneMatch(Double::isNaN), () -> Arrays.toString(told));
  }
}
