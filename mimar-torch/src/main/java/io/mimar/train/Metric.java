package io.mimar.train;

import io.mimar.Check;
import io.mimar.network.Output;
import io.mimar.objective.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How well a network knows samples, as one number. */
public enum Metric {
  /** The share of samples classified right. */
  ACCURACY("accuracy", true, true),
  /** The mean of -ln of the true class's probability, which counts as 1e-12 at least. */
  LOG_LOSS("log_loss", true, false),
  /** The root of the mean squared error, in the target's unit. */
  RMSE("rmse", false, false);

  private final String label;
  private final boolean ofClasses;
  private final boolean more;

  Metric(String label, boolean ofClasses, boolean more) {
    this.label = label;
    this.ofClasses = ofClasses;
    this.more = more;
  }

  /** The metric that is improved unless something else is asked for. */
  public static Metric standard(Output output) {
    return output instanceof Output.Classes ? ACCURACY : RMSE;
  }

  /** All metrics of what is told. */
  public static List<Metric> of(Output output) {
    boolean classes = output instanceof Output.Classes;
    return Arrays.stream(values()).filter(m -> m.ofClasses == classes).toList();
  }

  /**
   * The metric that a user calls {@code label}, {@code auto} for the standard one.
   *
   * @throws io.mimar.MimarException when there is none of that name for {@code output}
   */
  public static Metric parse(String label, Output output) {
    if (label.equals("auto")) {
      return standard(output);
    }
    List<Metric> fit = of(output);
    return fit.stream()
        .filter(m -> m.label.equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseGet(
            () -> {
              Check.that(false, "metric", label, "auto or one of " + fit);
              return ACCURACY;
            });
  }

  /** As an objective of a search. */
  public Objective objective() {
    return new Objective(label, more ? Objective.Direction.MAXIMIZE : Objective.Direction.MINIMIZE);
  }

  /** Its value; 0 of no samples. */
  public double of(Evaluation evaluation) {
    if (evaluation.size() == 0) {
      return 0;
    }
    return switch (this) {
      case ACCURACY -> accuracy(evaluation);
      case LOG_LOSS -> logLoss(evaluation);
      case RMSE -> Math.sqrt(meanSquare(evaluation));
    };
  }

  private static double accuracy(Evaluation evaluation) {
    int[] predictions = evaluation.predictions();
    int right = 0;
    for (int i = 0; i < predictions.length; i++) {
      right += predictions[i] == (int) evaluation.targets()[i] ? 1 : 0;
    }
    return (double) right / predictions.length;
  }

  private static double logLoss(Evaluation evaluation) {
    double sum = 0;
    for (int i = 0; i < evaluation.size(); i++) {
      sum -= Math.log(Math.max(1e-12, evaluation.answers()[i][(int) evaluation.targets()[i]]));
    }
    return sum / evaluation.size();
  }

  private static double meanSquare(Evaluation evaluation) {
    double sum = 0;
    for (int i = 0; i < evaluation.size(); i++) {
      double off = evaluation.answers()[i][0] - evaluation.targets()[i];
      sum += off * off;
    }
    return sum / evaluation.size();
  }

  @Override
  public String toString() {
    return label;
  }
}
