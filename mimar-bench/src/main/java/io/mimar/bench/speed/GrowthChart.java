package io.mimar.bench.speed;

import io.mimar.bench.speed.GrowthStudy.Part;
import io.mimar.report.Plot;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A line on two logarithmic axes: what grows in proportion rises by one decade a decade. */
final class GrowthChart {
  private static final MathContext ROUNDED = new MathContext(3);

  private GrowthChart() {}

  /** The chart as an SVG file's text. */
  static String draw(Part part, String unit, List<Growth> points, ToDoubleFunction<Growth> value) {
    double[] x = points.stream().mapToDouble(p -> Math.log10(p.size())).toArray();
    double[] y = points.stream().mapToDouble(p -> log(value.applyAsDouble(p))).toArray();
    double low = Math.floor(min(y));
    double high = Math.max(low + 1, Math.ceil(max(y)));
    Plot plot =
        new Plot(
            part.word(), part.grows(), new double[] {min(x), max(x)}, new double[] {low, high});
    plot.powerFrame(part.grows(), GrowthChart::power, unit, GrowthChart::power);
    String line =
        IntStream.range(0, x.length)
            .mapToObj(i -> String.format(Locale.ROOT, "%.1f,%.1f", plot.x(x[i]), plot.y(y[i])))
            .collect(Collectors.joining(" "));
    plot.svg().empty("polyline", "class", "best", "points", line);
    for (int i = 0; i < x.length; i++) {
      plot.svg()
          .empty("circle", "class", "complete", "cx", plot.x(x[i]), "cy", plot.y(y[i]), "r", 4);
    }
    return plot.finish().file();
  }

  private static double log(double value) {
    return Math.log10(Math.max(value, 1e-6));
  }

  /** Empty for what is no whole power of ten. */
  private static String power(double exponent) {
    boolean whole = Math.abs(exponent - Math.rint(exponent)) < 1e-9;
    return whole ? new BigDecimal(Math.pow(10, exponent), ROUNDED).toPlainString() : "";
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
