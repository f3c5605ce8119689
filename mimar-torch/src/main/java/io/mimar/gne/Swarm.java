package io.mimar.gne;

import io.mimar.search.Acquisition;
import io.mimar.search.Encoder;
import io.mimar.search.Proposer;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A particle swarm in the embedding that climbs the acquisition; all that it decodes on its way is
 * proposed. Half the particles start near the elite, half at random architectures. It starts anew
 * at each ask, so that it is a function of the history.
 *
 * <p>Paper: Kennedy, Eberhart, Particle Swarm Optimization, 1995, with inertia (Shi, Eberhart,
 * 1998). Differs: decoded with some noise, so that a resting particle still varies.
 */
final class Swarm implements Proposer {
  static final String NAME = "swarm";
  private static final int PARTICLES = 20;
  private static final double INERTIA = 0.7; // paper: w
  private static final double PULL = 1.5; // paper: c1, c2
  private static final double FASTEST = 1.0; // paper: Vmax
  private static final double SPREAD = 0.3;
  private static final double TEMPERATURE = 0.7;

  private final SearchSpace space;
  private final Encoder.Decoder encoder;

  Swarm(SearchSpace space, Encoder.Decoder encoder) {
    this.space = space;
    this.encoder = encoder;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Architecture> propose(
      List<Architecture> elite, Acquisition acquisition, int count, RandomGenerator rng) {
    int size = Math.min(PARTICLES, count);
    double[][] place = start(elite, size, rng);
    double[][] velocity = noise(size, encoder.dimensions(), rng);
    double[][] own = copy(place); // the best place each particle has seen
    double[] ownValue = filled(size, Double.NEGATIVE_INFINITY);
    int leader = 0;
    List<Architecture> proposed = new ArrayList<>(count);
    while (proposed.size() + size <= Math.max(count, size)) {
      List<Architecture> decoded = encoder.decode(place, TEMPERATURE, rng);
      double[] value = acquisition.of(decoded);
      proposed.addAll(decoded);
      for (int p = 0; p < size; p++) {
        if (value[p] > ownValue[p]) {
          ownValue[p] = value[p];
          own[p] = place[p].clone();
        }
        leader = ownValue[p] > ownValue[leader] ? p : leader;
      }
      move(place, velocity, own, own[leader], rng);
    }
    return proposed;
  }

  private double[][] start(List<Architecture> elite, int size, RandomGenerator rng) {
    List<Architecture> at = new ArrayList<>(size);
    for (int p = 0; p < size; p++) {
      at.add(p < size / 2 ? elite.get(rng.nextInt(elite.size())) : space.random(rng));
    }
    double[][] place = copy(encoder.encode(at));
    double[][] noise = noise(size / 2, encoder.dimensions(), rng);
    for (int p = 0; p < noise.length; p++) {
      for (int d = 0; d < noise[p].length; d++) {
        place[p][d] += noise[p][d];
      }
    }
    return place;
  }

  private static void move(
      double[][] place, double[][] velocity, double[][] own, double[] best, RandomGenerator rng) {
    for (int p = 0; p < place.length; p++) {
      for (int d = 0; d < place[p].length; d++) {
        double pulled =
            INERTIA * velocity[p][d]
                + PULL * rng.nextDouble() * (own[p][d] - place[p][d])
                + PULL * rng.nextDouble() * (best[d] - place[p][d]);
        velocity[p][d] = Math.max(-FASTEST, Math.min(FASTEST, pulled));
        place[p][d] += velocity[p][d];
      }
    }
  }

  private static double[][] noise(int rows, int columns, RandomGenerator rng) {
    double[][] noise = new double[rows][columns];
    for (double[] row : noise) {
      for (int d = 0; d < columns; d++) {
        row[d] = SPREAD * rng.nextGaussian();
      }
    }
    return noise;
  }

  private static double[][] copy(double[][] rows) {
    double[][] copies = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      copies[i] = rows[i].clone();
    }
    return copies;
  }

  private static double[] filled(int size, double value) {
    double[] array = new double[size];
    Arrays.fill(array, value);
    return array;
  }
}
