package io.mimar.stop;

import io.mimar.Check;
import io.mimar.objective.Objective;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Stops a trial whose last score is foretold to be poor, judging after every epoch. The last score
 * is foretold as a linear function of an earlier one, fitted by least squares to the trials that
 * trained to the end; a trial stops where even {@code sureness} residual deviations more would not
 * bring it among the best {@code 1/eta} of those.
 *
 * <p>Paper: Baker, Gupta, Raskar, Naik, Accelerating Neural Architecture Search using Performance
 * Prediction, ICLR workshop 2018. Differs: one line for each epoch, since few trials are at hand;
 * the bar is set when the trial is asked.
 *
 * @param epochs of a trial that trains to the end
 * @param eta one in so many is wanted; paper of the rungs: η
 * @param sureness standard deviations
 * @param patience trials that must have trained to the end before it stops anyone, at least 3
 */
public record CurveExtrapolation(int epochs, double eta, double sureness, int patience)
    implements EarlyStopping {

  /** With fewer nothing is known of what a line leaves. */
  public static final int FEWEST = 3;

  public CurveExtrapolation {
    Check.range("stop.epochs", epochs, 1, 1_000_000);
    Check.range("stop.eta", eta, 1.01, 100);
    Check.range("stop.sureness", sureness, 0, 10);
    Check.range("stop.patience", patience, FEWEST, 1_000_000);
  }

  /** Epochs that foretell nothing have no bar. */
  @Override
  public List<Bar> bars(List<Trial> trials, Objective objective) {
    double[][] curves =
        trials.stream()
            .filter(t -> t.result().epochs() == epochs)
            .map(t -> curve(t.result()))
            .toArray(double[][]::new);
    if (curves.length < patience) {
      return List.of();
    }
    double[] last = column(curves, epochs - 1);
    List<Double> ranked =
        IntStream.range(0, last.length)
            .mapToObj(i -> last[i])
            .sorted(objective.order().reversed())
            .toList();
    double wanted = ranked.get((int) Math.ceil(ranked.size() / eta) - 1);
    double slack = objective.isBetter(1, 0) ? -sureness : sureness;
    List<Bar> bars = new ArrayList<>();
    for (int epoch = 1; epoch < epochs; epoch++) {
      int judged = epoch;
      Line.fit(column(curves, epoch - 1), last)
          .ifPresent(line -> bars.add(new Bar(judged, line.inverse(wanted, slack))));
    }
    return bars;
  }

  private double[] curve(Result result) {
    return IntStream.rangeClosed(1, epochs)
        .mapToDouble(epoch -> result.scoreAfter(epoch).orElseThrow())
        .toArray();
  }

  private static double[] column(double[][] curves, int at) {
    double[] column = new double[curves.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = curves[i][at];
    }
    return column;
  }

  /** {@code y = intercept + slope x}, with the deviation of what is left. */
  private record Line(double intercept, double slope, double deviation) {

    /** Of the variance of y, what a line must tell. */
    private static final double LEAST_TOLD = 0.25;

    /** Below this share of their size numbers are equal. */
    private static final double ROUNDING = 1e-9;

    /** Sums of squares that rounding leaves of equal numbers. */
    private static double rounding(double[] values) {
      double largest = DoubleStream.of(values).map(Math::abs).max().orElse(0);
      return values.length * Math.pow(ROUNDING * largest, 2);
    }

    /** Empty where a higher x does not clearly foretell a higher y. */
    static Optional<Line> fit(double[] x, double[] y) {
      double meanX = mean(x);
      double meanY = mean(y);
      double xx = 0;
      double xy = 0;
      for (int i = 0; i < x.length; i++) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        xy += (x[i] - meanX) * (y[i] - meanY);
      }
      double yy = 0;
      for (double each : y) {
        yy += (each - meanY) * (each - meanY);
      }
      boolean equal = xx <= rounding(x) || yy <= rounding(y);
      if (equal || xy <= 0 || xy * xy < LEAST_TOLD * xx * yy) {
        return Optional.empty();
      }
      double slope = xy / xx;
      double left = 0;
      for (int i = 0; i < x.length; i++) {
        double off = y[i] - meanY - slope * (x[i] - meanX);
        left += off * off;
      }
      return Optional.of(new Line(meanY - slope * meanX, slope, Math.sqrt(left / (x.length - 2))));
    }

    private static double mean(double[] values) {
      return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
    }

    /** The x that foretells {@code y} and so many deviations more. */
    double inverse(double y, double deviations) {
      return (y + deviations * deviation - intercept) / slope;
    }
  }
}
