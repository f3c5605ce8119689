package io.mimar.peer;

import io.mimar.embed.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A network whose scores are in the right order: it learns from all pairs which one is better.
 * Lives in the pointer scope it is made in.
 *
 * <p>Paper: Burges et al., Learning to Rank using Gradient Descent, ICML 2005; sizes of SAENAS-NE.
 * A batch of pairs has few different rows, so each row passes the network once: the gradient of its
 * score is the sum over its pairs, as if each pair had passed.
 */
@SuppressWarnings("try") // a PointerScope works by being open
final class RankNet {
  private static final List<Integer> WIDTHS = List.of(64, 64, 32, 1);
  private static final float MOST = 6; // ReLU6
  private static final int EPOCHS = 50;
  private static final int BATCH = 512;
  private static final double RATE = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private final Perceptrons network;

  private RankNet(Perceptrons network) {
    this.network = network;
  }

  /**
   * A network that learned the order of {@code gains}.
   *
   * @param points {@code [N, D]}
   * @param gains {@code [N]}, more is better
   */
  static RankNet fit(double[][] points, double[] gains, RandomGenerator rng) {
    List<Integer> widths = new ArrayList<>(List.of(points[0].length));
    widths.addAll(WIDTHS);
    Perceptrons network = new Perceptrons(1, widths, Perceptrons.KAIMING, MOST, rng);
    try (PointerScope scope = new PointerScope()) {
      Tensor rows = Perceptrons.input(points, 1);
      int[][] pairs = pairs(points.length);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (int[] batch : Shuffled.batches(pairs.length, BATCH, rng)) {
          step(network, rows, gains, Arrays.stream(batch).mapToObj(p -> pairs[p]).toList());
        }
      }
    }
    return new RankNet(network);
  }

  private static int[][] pairs(int count) {
    int[][] pairs = new int[count * (count - 1) / 2][];
    for (int i = 0, at = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        pairs[at++] = new int[] {i, j};
      }
    }
    return pairs;
  }

  /** Down the binary cross-entropy of {@code sigmoid(score i - score j)}, the mean over pairs. */
  private static void step(Perceptrons network, Tensor rows, double[] gains, List<int[]> pairs) {
    long[] left = pairs.stream().mapToLong(p -> p[0]).toArray();
    long[] right = pairs.stream().mapToLong(p -> p[1]).toArray();
    float[] better = new float[left.length];
    for (int p = 0; p < better.length; p++) {
      better[p] = (float) (Math.signum(gains[(int) left[p]] - gains[(int) right[p]]) + 1) / 2;
    }
    Parameters parameters = network.parameters();
    parameters.zeroGradient();
    try (PointerScope scope = new PointerScope()) {
      Tensor scores = network.forward(rows).flatten();
      Tensor difference =
          scores
              .index_select(0, Tensor.create(left, left.length))
              .sub(scores.index_select(0, Tensor.create(right, right.length)));
      torch
          .binary_cross_entropy_with_logits(difference, Tensor.create(better, better.length))
          .backward();
    }
    parameters.step(RATE, BETA1, BETA2);
  }

  /** Scores, of which only the order counts. */
  double[] scores(double[][] points) {
    try (PointerScope scope = new PointerScope()) {
      return Perceptrons.numbers(network.forward(Perceptrons.input(points, 1)));
    }
  }
}
