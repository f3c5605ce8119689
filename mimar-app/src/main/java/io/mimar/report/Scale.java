package io.mimar.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A straight line from data to pixels.
 *
 * @param from the smallest value shown
 * @param to the largest value shown, above {@code from}
 * @param start the pixel of {@code from}
 * @param end the pixel of {@code to}
 */
record Scale(double from, double to, double start, double end) {
  /** Ends that differ by a smaller share are one: no round value need lie between them. */
  private static final double ROUNDING = 1e-9;

  private static final int MOST_POWERS = 50;

  /** A scale that leaves no division by zero. */
  static Scale of(double from, double to, double start, double end) {
    double size = Math.max(Math.abs(from), Math.abs(to));
    double margin = to - from > ROUNDING * size ? 0 : Math.max(1e-6, size * 0.05);
    return new Scale(from - margin, to + margin, start, end);
  }

  /** The pixel of {@code value}, kept inside. */
  double at(double value) {
    double inside = Math.max(from, Math.min(to, value));
    return start + (inside - from) / (to - from) * (end - start);
  }

  /**
   * Round values on a scale of powers of ten, as their logarithms: 1, 2 and 5 times powers where
   * the scale is short, else powers alone.
   *
   * @param most how many at most, of a scale that has no more powers
   */
  List<Double> powerTicks(int most) {
    if (to - from > MOST_POWERS) {
      return ticks(most);
    }
    for (double[] leads : new double[][] {{1, 2, 5}, {1, 3}, {1}}) {
      List<Double> ticks = new ArrayList<>();
      for (double power = Math.floor(from); power <= to; power++) {
        for (double lead : leads) {
          double tick = power + Math.log10(lead);
          if (tick >= from - ROUNDING && tick <= to + ROUNDING) {
            ticks.add(tick);
          }
        }
      }
      if (ticks.size() <= most && ticks.size() > 1) {
        return ticks;
      }
    }
    return ticks(most);
  }

  /** About {@code wanted} round values on the scale. */
  List<Double> ticks(int wanted) {
    double rough = (to - from) / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
