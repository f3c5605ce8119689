package io.mimar.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A network whose scores are in the right order: it learns from all pairs which one is better.
 *
 * <p>Paper: Burges et al., Learning to Rank using Gradient Descent, ICML 2005; sizes of SAENAS-NE.
 * A batch of pairs has few different rows, so each row passes the network once: the gradient of its
 * score is the sum over its pairs, as if each pair had passed.
 */
final class RankNet {
  private static final int[] WIDTHS = {64, 64, 32};
  private static final float MOST = 6; // ReLU6
  private static final int EPOCHS = 50;
  private static final int BATCH = 512;
  private static final double RATE = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private final Chain network;

  private RankNet(int dimensions, RandomGenerator rng) {
    List<Layer> layers = new ArrayList<>();
    int in = dimensions;
    for (int width : WIDTHS) {
      layers.add(Linear.kaiming(in, width, rng));
      layers.add(new Relu(MOST));
      in = width;
    }
    layers.add(Linear.kaiming(in, 1, rng));
    this.network = new Chain(layers);
  }

  /**
   * A network that learned the order of {@code gains}.
   *
   * @param points {@code [N, D]}
   * @param gains {@code [N]}, more is better
   */
  static RankNet fit(double[][] points, double[] gains, RandomGenerator rng) {
    RankNet net = new RankNet(points[0].length, rng);
    float[][] rows = Rows.of(points);
    int[][] pairs = pairs(points.length);
    Adam adam = new Adam(net.network.parameters(), BETA1, BETA2, 0);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int[] batch : Shuffled.batches(pairs.length, BATCH, rng)) {
        float[][] scores = net.network.forward(rows);
        net.network.backward(gradient(scores, gains, pairs, batch));
        adam.step(RATE);
      }
    }
    return net;
  }

  private static int[][] pairs(int count) {
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        pairs.add(new int[] {i, j});
      }
    }
    return pairs.toArray(int[][]::new);
  }

  /** Of the binary cross-entropy of {@code sigmoid(score i - score j)}, the mean over pairs. */
  private static float[][] gradient(float[][] scores, double[] gains, int[][] pairs, int[] batch) {
    float[][] gradient = new float[scores.length][1];
    for (int p : batch) {
      int i = pairs[p][0];
      int j = pairs[p][1];
      double better = (Math.signum(gains[i] - gains[j]) + 1) / 2;
      double excess = Sigmoid.of(scores[i][0] - scores[j][0]) - better;
      gradient[i][0] += (float) (excess / batch.length);
      gradient[j][0] -= (float) (excess / batch.length);
    }
    return gradient;
  }

  /** Scores, of which only the order counts. */
  double[] scores(double[][] points) {
    return Arrays.stream(network.forward(Rows.of(points))).mapToDouble(s -> s[0]).toArray();
  }
}
