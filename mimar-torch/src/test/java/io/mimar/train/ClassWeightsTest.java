package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class ClassWeightsTest {
  private static final int[] LABELS = {0, 0, 0, 0, 0, 0, 2, 2};

  @Test
  void withBalance1AllClassesTogetherWeighTheSame() {
    float[] weights = ClassWeights.of(LABELS, 3, 1).values();
    assertArrayEquals(new float[] {8f / 12, 1, 2}, weights, 1e-6f);
  }

  @Test
  void betweenIsTheGeometricWayAndZeroIsNone() {
    float half = (float) Math.sqrt(8.0 / 12);
    assertArrayEquals(
        new float[] {half, 1, (float) Math.sqrt(2)},
        ClassWeights.of(LABELS, 3, 0.5).values(),
        1e-6f);
    assertArrayEquals(new float[] {1, 1, 1}, ClassWeights.of(LABELS, 3, 0).values(), 0);
  }
}
