package io.mimar.embed;

import java.util.Arrays;
import tagbio.umap.Umap;

/**
 * Points of a space of many dimensions on a plane, near ones near each other: by UMAP, or by
 * principal components where they are few.
 *
 * <p>Paper: McInnes, Healy, Melville, UMAP: Uniform Manifold Approximation and Projection for
 * Dimension Reduction, 2018, doi 10.48550/arXiv.1802.03426.
 *
 * @param places {@code [N,2]}
 * @param method how they were found, for people
 */
@SuppressWarnings("ArrayRecordComponent") // made for one drawing, not written to
public record Plane(double[][] places, String method) {
  /** Of fewer points UMAP makes a cloud. */
  private static final int FEW = 30;

  private static final int NEIGHBOURS = 15;

  /**
   * The plane of {@code points}, at least one.
   *
   * @param seed the same gives the same plane
   */
  public static Plane of(double[][] points, long seed) {
    return points.length < FEW ? components(points) : umap(points, seed);
  }

  /** The plane in which {@code points}, at least one, vary most: at once, however many they are. */
  public static Plane components(double[][] points) {
    Projection projection = Projection.of(points);
    long percent = Math.round(100 * (projection.share()[0] + projection.share()[1]));
    return new Plane(
        Arrays.stream(points).map(projection::of).toArray(double[][]::new),
        "the two main directions (" + percent + " % of all variance)");
  }

  private static Plane umap(double[][] points, long seed) {
    Umap umap = new Umap();
    umap.setNumberComponents(2);
    umap.setNumberNearestNeighbours(NEIGHBOURS);
    umap.setThreads(1);
    umap.setSeed(seed);
    return new Plane(umap.fitTransform(points), "UMAP");
  }
}
