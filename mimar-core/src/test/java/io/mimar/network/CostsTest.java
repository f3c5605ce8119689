package io.mimar.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What training costs beyond its multiply-adds. */
final class CostsTest {
  private static final Shape MAP = new Shape(4, 6, 5);
  private static final int NUMBERS = 4 * 6 * 5;

  /** A network of {@code layers}, a pooling to a single position and a linear layer. */
  private static Costs costs(Layer... layers) {
    Network.Builder builder = Network.builder(Task.images(MAP, 2));
    int last = 0;
    for (Layer layer : layers) {
      last = builder.add(layer, last);
    }
    builder.add(new Layer.Linear(2), builder.add(new Layer.GlobalAverage(), last));
    return Costs.of(builder.build());
  }

  @Test
  void aLayerOnAMapCostsItsStartAndTheNumbersItMoves() {
    Costs one = costs(new Layer.Relu());
    Costs two = costs(new Layer.Relu(), new Layer.Relu());
    assertEquals(0, two.macs() - one.macs());
    assertEquals(45_000 + 40 * NUMBERS, two.work() - one.work());
  }

  @Test
  void aDilatedDenseKernelCostsMoreThanAPlainOne() {
    Costs plain = costs(new Layer.Convolution(4, 3, 1, 1, 1));
    Costs dilated = costs(new Layer.Convolution(4, 3, 1, 2, 1));
    long macs = 9 * 4 * NUMBERS;
    assertEquals(plain.macs(), dilated.macs());
    assertEquals(3 * macs / 2, dilated.work() - plain.work());
  }

  /** What the layers put out, twice for each sample; weights and shifts four times. */
  @Test
  void trainingTakesWhatLayersPutOutTwiceAndWeightsFourTimes() {
    Costs costs = costs(new Layer.Relu());
    long numbers = NUMBERS + 4 + 2;
    assertEquals(4 * (2L * 32 * numbers + 4 * (4 * 2 + 2)), costs.trainingBytes(32));
  }

  @Test
  void aLayerOnASinglePositionCostsNoStart() {
    Costs costs = costs();
    assertEquals(costs.macs() + 40 * (4 + 2), costs.work());
  }
}
