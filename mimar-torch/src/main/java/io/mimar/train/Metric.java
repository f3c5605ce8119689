package io.mimar.train;

import io.mimar.Check;
import io.mimar.network.Output;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.stats.Interval;
import io.mimar.stats.Wilson;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How well a network knows samples, as one number. */
public enum Metric {
  /** The share of samples classified right. */
  ACCURACY("accuracy", true, true, ClassMetrics::accuracy),
  /** The mean of -ln of the true class's probability, which counts as 1e-12 at least. */
  LOG_LOSS("log_loss", true, false, ClassMetrics::logLoss),
  /** The mean, over the classes that samples have, of the share of theirs classified right. */
  BALANCED_ACCURACY("balanced_accuracy", true, true, ClassMetrics::balancedAccuracy),
  /**
   * The mean, over the classes that samples have or are taken for, of the harmonic mean of recall
   * and precision; 0 for a class that is never met where it is.
   */
  MACRO_F1("macro_f1", true, true, ClassMetrics::macroF1),
  /**
   * The chance that a sample of class 1 is given a higher probability of it than one of class 0,
   * equal ones counting half; of more than two classes, the mean of each against all others, over
   * those that samples have. 0.5 where all samples have one class.
   */
  AUC("auc", true, true, RankMetrics::auc),
  /** The root of the mean squared error, in the target's unit. */
  RMSE("rmse", false, false, AmountMetrics::rmse),
  /** The mean absolute error, in the target's unit. */
  MAE("mae", false, false, AmountMetrics::mae),
  /**
   * The share of the target's variance that is told: 1 - squared errors over squared distances from
   * the target's mean. Of a constant target 1 where nothing is off, else 0.
   */
  R2("r2", false, true, AmountMetrics::r2);

  /** Standard deviations in half a 95 % interval of what is normal. */
  private static final double NORMAL_95 = 1.96;

  private final String label;
  private final boolean ofClasses;
  private final boolean more;

  @SuppressWarnings("ImmutableEnumChecker") // references to static methods
  private final Function<Evaluation, Weighted> definition;

  Metric(String label, boolean ofClasses, boolean more, Function<Evaluation, Weighted> definition) {
    this.label = label;
    this.ofClasses = ofClasses;
    this.more = more;
    this.definition = definition;
  }

  /** The metric that is improved unless something else is asked for. */
  public static Metric standard(Output output) {
    return output instanceof Output.Classes ? ACCURACY : RMSE;
  }

  /** Whether it judges classes; else amounts. */
  public boolean isOfClasses() {
    return ofClasses;
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

  /**
   * How far rare classes should weigh more in training for this metric: 1 where it counts classes
   * rather than samples, else 0. F1 wants them half way: told too often, a rare class loses more
   * than it gains. A class should be told from half of the best F1 on (Lipton, Elkan,
   * Narayanaswamy, Optimal Thresholding of Classifiers to Maximize F1 Measure, ECML 2014).
   */
  double balance() {
    return switch (this) {
      case BALANCED_ACCURACY -> 1;
      case MACRO_F1 -> 0.5;
      default -> 0;
    };
  }

  /** The share of a label that should be spread over all classes in training for this metric. */
  double labelSmoothing() {
    return this == LOG_LOSS ? 0 : 0.1; // which asks for the chances as they are
  }

  /**
   * How many samples of classes alike say as much as some of classes that are not: those of a rare
   * class decide as much of a mean over the classes as those of a common one.
   *
   * @param samples that there are
   * @param evenness how alike in number the classes are, see {@link Evenness}
   */
  public int effectiveSamples(int samples, double evenness) {
    boolean alike = this != BALANCED_ACCURACY && this != MACRO_F1 && this != AUC;
    return alike ? samples : (int) Math.ceil(samples * evenness);
  }

  /**
   * About how far a score lies from what it would be on endless samples: the standard error of a
   * share, of a mean, or of a root of squares of normal errors.
   *
   * @param samples that it was measured on, {@link #effectiveSamples} where classes are unequal
   */
  public double deviation(double score, int samples) {
    double n = Math.max(1, samples);
    return switch (this) {
      case ACCURACY, BALANCED_ACCURACY, MACRO_F1, AUC ->
          Math.sqrt(Math.max(0, score * (1 - score)) / n);
      case LOG_LOSS, MAE -> score / Math.sqrt(n);
      case RMSE -> score / Math.sqrt(2 * n);
      case R2 -> 2 * (1 - score) / Math.sqrt(n);
    };
  }

  /** Half the 95 % interval of a score, as {@link #deviation} has it. */
  public double error95(double score, int samples) {
    return NORMAL_95 * deviation(score, samples);
  }

  /**
   * Half the 95 % interval of the difference of two scores that were measured on samples of their
   * own.
   */
  public double error95(double first, int firstSamples, double second, int secondSamples) {
    return NORMAL_95 * Math.hypot(deviation(first, firstSamples), deviation(second, secondSamples));
  }

  /** Whether the metric can have this value: a worker that tells another is not to be believed. */
  public boolean isPossible(double score) {
    return switch (this) {
      case ACCURACY, BALANCED_ACCURACY, MACRO_F1, AUC -> score >= 0 && score <= 1;
      case LOG_LOSS, RMSE, MAE -> score >= 0 && Double.isFinite(score);
      case R2 -> score <= 1 && Double.isFinite(score);
    };
  }

  /** The metric of this label, if there is one. */
  public static Optional<Metric> named(String label) {
    return Arrays.stream(values()).filter(m -> m.label.equals(label)).findFirst();
  }

  /** As an objective of a search. */
  public Objective objective() {
    return new Objective(label, more ? Objective.Direction.MAXIMIZE : Objective.Direction.MINIMIZE);
  }

  /** Its value; 0 of no samples. */
  public double of(Evaluation evaluation) {
    int[] once = new int[evaluation.size()];
    Arrays.fill(once, 1);
    return once.length == 0 ? 0 : weighted(evaluation).of(once);
  }

  /**
   * Its 95 % interval, the same each time. Of accuracy it is Wilson's, and of other shares where
   * all or none are told right: samples drawn again would leave no doubt, which a share of them
   * has.
   *
   * @throws io.mimar.MimarException when there are no samples
   */
  public Interval interval(Evaluation evaluation) {
    if (this == ACCURACY && evaluation.size() > 0) {
      return wilson(evaluation);
    }
    Seeds seeds = Seeds.root(0).at("bootstrap");
    Interval drawn =
        this == AUC && !RankMetrics.areKept(evaluation)
            ? Bootstrap.interval(this, evaluation, RankMetrics.mostDrawn(evaluation), seeds)
            : Bootstrap.interval(this, evaluation, seeds);
    boolean certain = drawn.low() == drawn.high() && (drawn.low() == 0 || drawn.low() == 1);
    return isShare() && certain ? wilson(evaluation) : drawn;
  }

  private boolean isShare() {
    return this == BALANCED_ACCURACY || this == MACRO_F1 || this == AUC;
  }

  private Interval wilson(Evaluation evaluation) {
    int[] counts =
        Arrays.stream(evaluation.confusion()).mapToInt(row -> IntStream.of(row).sum()).toArray();
    int samples = effectiveSamples(evaluation.size(), Evenness.of(counts));
    Wilson wilson = Wilson.interval95(of(evaluation), samples);
    return new Interval(wilson.low(), wilson.high());
  }

  /** Its value where samples count several times or not at all. */
  Weighted weighted(Evaluation evaluation) {
    return definition.apply(evaluation);
  }

  @Override
  public String toString() {
    return label;
  }
}
