package io.mimar.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Architectures on a plane, coloured by how good they are.
 *
 * @param places {@code [N,2]}
 * @param ranks {@code [N]}, in [0, 1], 1 for the best
 * @param share how much of all variance the plane shows, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // made for one drawing, not written to
public record EmbeddingMap(double[][] places, double[] ranks, double share) {
  private static final double RADIUS = 2.6;

  /** From worst to best; told apart by the colour-blind too (after viridis, van der Walt 2015). */
  private static final int[][] COLOURS = {
    {68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}
  };

  /**
   * Writes the map as a page of its own.
   *
   * @param title of the page
   * @throws MimarException when {@code file} cannot be written
   */
  public void write(Path file, String title) {
    Map<String, Object> model =
        Map.of("css", Page.css(), "title", title, "map", draw(), "caption", caption());
    Page.write(file, Page.render(EmbeddingMap.class, "map.mustache", model));
  }

  private String caption() {
    return String.format(
        Locale.ROOT,
        "%s architectures in the embedding, which never saw a score: the two directions in which"
            + " their points vary most, %.0f %% of all variance. Yellow is best, violet worst.",
        Format.count(places.length),
        100 * share);
  }

  /** The map, the best on top. */
  private Figure draw() {
    String title = "Architectures in the embedding, coloured by rank";
    Plot plot = new Plot("embedding", title, range(0), range(1));
    plot.frame("first direction", "second direction", t -> String.format(Locale.ROOT, "%.0f", t));
    IntStream.range(0, places.length)
        .boxed()
        .sorted((a, b) -> Double.compare(ranks[a], ranks[b]))
        .forEach(i -> dot(plot, i));
    return plot.finish();
  }

  private void dot(Plot plot, int i) {
    plot.svg()
        .empty(
            "circle",
            "cx",
            plot.x(places[i][0]),
            "cy",
            plot.y(places[i][1]),
            "r",
            RADIUS,
            "fill",
            colour(ranks[i]));
  }

  private double[] range(int axis) {
    double[] along = Arrays.stream(places).mapToDouble(p -> p[axis]).toArray();
    return new double[] {
      Arrays.stream(along).min().orElse(0), Arrays.stream(along).max().orElse(1)
    };
  }

  static String colour(double rank) {
    double at = Math.max(0, Math.min(1, rank)) * (COLOURS.length - 1);
    int low = Math.min(COLOURS.length - 2, (int) at);
    int[] mixed = new int[3];
    for (int c = 0; c < 3; c++) {
      double value = COLOURS[low][c] + (at - low) * (COLOURS[low + 1][c] - COLOURS[low][c]);
      mixed[c] = (int) Math.round(value);
    }
    return String.format("#%02x%02x%02x", mixed[0], mixed[1], mixed[2]);
  }
}
