package io.mimar.search;

import io.mimar.space.Architecture;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes architectures as points of a vector space in which similar ones lie close. */
public interface Encoder {

  /** The length of a point. */
  int dimensions();

  /**
   * The points of {@code architectures}.
   *
   * @return {@code [B,D]}
   */
  double[][] encode(List<Architecture> architectures);

  /** An encoder that can go back. */
  interface Decoder extends Encoder {
    /**
     * The architectures near {@code points}; each is valid, repaired where need be.
     *
     * @param points {@code [B,D]}
     * @param temperature 0 gives the most likely one, more gives variety
     */
    List<Architecture> decode(double[][] points, double temperature, RandomGenerator rng);
  }
}
