package io.mimar.run;

import io.mimar.embed.Encoders;
import io.mimar.embed.OneHot;
import io.mimar.embed.Projection;
import io.mimar.search.Encoder;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Architectures on a plane, by the two directions in which their points vary most: quick enough to
 * be made while a search goes on. {@link Mapping} takes longer and shows more.
 *
 * @param places {@code [N,2]}
 * @param share how much of all variance the plane shows, in [0, 1]
 * @param encoding what the points are, in words
 */
@SuppressWarnings("ArrayRecordComponent") // made for one drawing, not written to
public record ArchitectureMap(double[][] places, double share, String encoding) {

  /** How the places were found, in words. */
  public String words() {
    long percent = Math.round(100 * share);
    return "%s, the two directions in which they vary most (%d %% of all variance)"
        .formatted(encoding, percent);
  }

  /**
   * The map of {@code architectures}, by the embedding that ships where that is of {@code space},
   * else by their choices; nothing is trained for it.
   */
  public static ArchitectureMap of(SearchSpace space, List<Architecture> architectures) {
    if (architectures.isEmpty()) {
      return new ArchitectureMap(new double[0][], 0, "");
    }
    Optional<? extends Encoder> embedding =
        space.isStructured() ? Encoders.shipped(space) : Optional.empty();
    double[][] points =
        embedding.isPresent()
            ? embedding.get().encode(architectures)
            : new OneHot(space).encode(architectures);
    Projection projection = Projection.of(points);
    return new ArchitectureMap(
        Arrays.stream(points).map(projection::of).toArray(double[][]::new),
        projection.share()[0] + projection.share()[1],
        embedding.isPresent() ? "the embedding, which never saw a score" : "their choices");
  }
}
