package io.mimar.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.graph.Graph;
import io.mimar.random.Seeds;
import io.mimar.space.ImageSpace;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/** The predictors of the published searchers learn an order, the same for the same stream. */
@SuppressWarnings("try") // a PointerScope works by being open
class PredictorsTest {
  private static final int COUNT = 40;

  private static double[][] points(RandomGenerator rng) {
    return Stream.generate(() -> rng.doubles(3, -1, 1).toArray())
        .limit(COUNT)
        .toArray(double[][]::new);
  }

  private static double[] ranked(long seed, double[][] points, double[] gains) {
    try (PointerScope scope = new PointerScope()) {
      return RankNet.fit(points, gains, Seeds.root(seed).rng()).scores(points);
    }
  }

  @Test
  void aRankNetLearnsAnOrder() {
    double[][] points = points(Seeds.root(3).rng());
    double[] gains = Stream.of(points).mapToDouble(p -> 100 * (p[0] - p[1])).toArray();
    double[] scores = ranked(4, points, gains);
    assertTrue(concordant(scores, gains) > 0.9, () -> concordant(scores, gains) + " of the pairs");
    assertArrayEquals(scores, ranked(4, points, gains));
  }

  @Test
  void aGraphNetworkLearnsHowManyVerticesThereAre() {
    ImageSpace space = ImageSpace.standard();
    RandomGenerator rng = Seeds.root(5).rng();
    List<Graph> graphs = Stream.generate(() -> space.random(rng).graph()).limit(2 * COUNT).toList();
    double[] gains = graphs.stream().mapToDouble(g -> g.size() / 20.0).toArray();
    Npenas.Config config = new Npenas.Config(1, 1, 1, 1, 16, 60, 16, 5e-3, 1e-4);
    try (PointerScope scope = new PointerScope()) {
      Isomorphism network = new Isomorphism(space.vocabulary(), config, rng);
      double[] learned = IntStream.range(0, COUNT).mapToDouble(i -> gains[i]).toArray();
      network.fit(graphs.subList(0, COUNT), learned);
      double[] unseen = network.predict(graphs.subList(COUNT, 2 * COUNT));
      double[] truth = IntStream.range(COUNT, 2 * COUNT).mapToDouble(i -> gains[i]).toArray();
      double right = concordant(unseen, truth);
      assertTrue(right > 0.65, () -> right + " of the pairs never seen"); // by chance 0.5
    }
  }

  /** The share of pairs with different gains whose scores are in their order. */
  private static double concordant(double[] scores, double[] gains) {
    int right = 0;
    int all = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < i; j++) {
        all += gains[i] != gains[j] ? 1 : 0;
        right += (scores[i] - scores[j]) * (gains[i] - gains[j]) > 0 ? 1 : 0;
      }
    }
    return right / (double) all;
  }
}
