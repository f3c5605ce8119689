package io.mimar.run;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.Quantity;
import io.mimar.network.Costs;
import io.mimar.train.Trainer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Divides a time budget: overhead, search, final training; and chooses how long candidates train so
 * that enough of them can be tried. Without a time budget it gives fixed numbers, the same on every
 * machine, so that a number of trials and a seed make a study.
 *
 * @param config what the user fixed
 * @param rows rows of the training and of the validation split
 * @param tempo how such data are trained on
 * @param cores processors of this machine; how many workers there are does not count, so that the
 *     trials do not depend on it
 */
record Planner(Config config, Rows rows, Tempo tempo, int cores) {
  /** Multiply-adds allowed when nothing else bounds them. */
  static final long DEFAULT_MAX_MACS = 10_000_000;

  private static final OptionalInt WORK_MODEL = OptionalInt.of(Costs.WORK_MODEL);

  private static final int DEFAULT_ROWS = 10_000;

  /** Loading, exporting, checking and reporting take about this. */
  private static final double FIXED_OVERHEAD_SECONDS = 7;

  private static final double OVERHEAD_SHARE = 0.02;

  /** What a trial takes on average: the first few are never stopped, most others are. */
  private static final double MEAN_SHARE_OF_TRIAL = 0.6;

  private static final int FEWEST_EPOCHS = 3;

  /** Of many rows candidates see few: the winner may then take as long as the whole search. */
  private static final double LEAST_SEARCH = 0.5;

  /** Fewer than these in each of several folds teach too little. */
  private static final int USEFUL_EPOCHS = 10;

  /** With fewer trials there is little to choose from. */
  private static final int FEWEST_TRIALS = 12;

  /** Networks may become so many times smaller for that; smaller ones would be no choice either. */
  private static final double MOST_TIMES_SMALLER = 8;

  /** Of a typical network's work; where the time is short for more, final epochs are fewer. */
  private static final double LEAST_OF_TYPICAL = 0.25;

  /** Of fewer rows than these, a part says little: all take turns, if there is time for one. */
  private static final int FEW_ROWS = 500;

  /** Judging well is worth so many times fewer trials. */
  private static final double MOST_TIMES_WISHED = 4;

  private static final int FEWEST_ROWS = 500;
  private static final int USEFUL_ROWS = 2_000;

  /** Of a single row no metric but accuracy tells anything. */
  private static final int FEWEST_ROWS_OF_FOLD = 2;

  /** Epochs that the final training of the largest allowed network should get on few rows. */
  private static final double MOST_FINAL_EPOCHS = 70;

  /** As {@link #MOST_FINAL_EPOCHS}, however many rows there are. */
  private static final double FEWEST_FINAL_EPOCHS = 10;

  /** Of so many rows, 80 epochs are enough; of more, fewer by a power of their number. */
  private static final double ROWS_OF_80_EPOCHS = 5_000;

  private static final double FALL_OF_EPOCHS = 0.65;

  /** Work of the slowest candidate that is tried, against a typical one's. */
  private static final double MOST_TIMES_TYPICAL = 4;

  /** What processors gain on networks that train side by side, as a power of their number. */
  private static final double THREAD_GAIN = 0.75;

  /**
   * Sizes of the splits.
   *
   * @param train rows to learn from
   * @param validation rows to judge on
   * @param divisible whether both may be divided anew, into folds
   * @param rarest rows of the rarest class in both; of amounts all
   */
  record Rows(int train, int validation, boolean divisible, int rarest) {
    /** From so many rows on, those held back tell enough. */
    private static final int MANY = 2_000;

    private static final int FOLDS = 5;

    /** Fewer folds would leave too little to learn from, even of other classes. */
    private static final int FEWEST_FOLDS = 3;

    /**
     * Into how many folds candidates' rows are divided where there is time; 1 for not at all. Each
     * fold should have a row of the rarest class.
     */
    int folds() {
      return divisible && all() < MANY ? Math.max(FEWEST_FOLDS, Math.min(FOLDS, rarest)) : 1;
    }

    int all() {
      return train + validation;
    }

    /** Rows that one training of a candidate may learn from. */
    int learned(int folds) {
      return folds == 1 ? train : all() - judged(folds);
    }

    /** Rows that it is judged on. */
    int judged(int folds) {
      return folds == 1 ? validation : all() / folds;
    }
  }

  /**
   * How fast a machine trains, roughly. A plan made of what was measured would differ a little each
   * time, and with it the trials; so speeds come in grades far apart, and machines of one grade, as
   * most are, plan the same.
   *
   * @param typicalWork of a candidate, see {@link io.mimar.network.Costs#work}
   * @param millisPerWork of one thread, one training image, one unit of work
   */
  record Speed(double typicalWork, double millisPerWork) {
    /** The grades are this times powers of the step. */
    private static final double ORDINARY = 0.9e-7;

    private static final double STEP = 4;

    /** Judging an image against training on it. */
    private static final double JUDGED_SHARE = 0.25;

    /** Candidates of a search under a limit use so much of it on average. */
    private static final double USED_SHARE = 0.75;

    /**
     * The grade of what random networks were measured at.
     *
     * @param chosen see {@link Tempo#chosen}
     */
    Speed graded(double chosen) {
      double grade = Math.rint(Math.log(millisPerWork / ORDINARY) / Math.log(STEP));
      return new Speed(typicalWork, chosen * ORDINARY * Math.pow(STEP, grade));
    }

    /** The speed for typical candidates under a limit of work. */
    Speed forWork(long most) {
      return new Speed(Math.min(typicalWork, USED_SHARE * most), millisPerWork);
    }

    /** Milliseconds of training on one image. */
    double trainMillis() {
      return typicalWork * millisPerWork;
    }

    /** Milliseconds of an epoch on {@code train} images, judged on {@code judged}. */
    double epochMillis(double train, int judged) {
      return trainMillis() * (train + JUDGED_SHARE * judged);
    }
  }

  /** As the user says: rows that candidates do not see take no turns either. */
  private int folds() {
    int usual = config.schedule().rows().isPresent() ? 1 : rows.folds();
    return config.schedule().folds().orElse(usual);
  }

  /**
   * Checks the folds that the user wishes.
   *
   * @throws MimarException where these data cannot be divided so
   */
  void requireFolds() {
    int folds = config.schedule().folds().orElse(1);
    if (folds == 1) {
      return;
    }
    config.schedule().rows().ifPresent(seen -> refuseRows(folds, seen));
    if (!rows.divisible()) {
      throw new MimarException(
          "schedule.folds is " + folds + ", but what is held back for validation is given",
          "Leave it out; or, for folds, leave out the validation part and --group-by.");
    }
    int most = rows.all() / FEWEST_ROWS_OF_FOLD;
    if (folds > most) {
      throw new MimarException(
          "schedule.folds is " + folds + ", but there are " + rows.all() + " rows to divide",
          "Give " + Math.max(1, most) + " or fewer, or leave it out.");
    }
  }

  private static void refuseRows(int folds, int seen) {
    throw new MimarException(
        "schedule.folds is "
            + folds
            + ", but schedule.rows is "
            + seen
            + ": in folds all rows count",
        "Leave one of them out.");
  }

  /** The plan for a number of trials without a time: nothing measured. */
  Plan fixed() {
    int epochs = config.schedule().epochs().orElse(tempo.epochs());
    int folds = folds();
    int wished = config.schedule().rows().orElse(DEFAULT_ROWS);
    int seen = folds == 1 ? Math.min(rows.train(), wished) : rows.learned(folds);
    long macs = config.limits().macs().isPresent() ? 0 : DEFAULT_MAX_MACS;
    return new Plan(
        seen,
        folds,
        epochs,
        Plan.rungsOf(Plan.pointsOf(folds, epochs)),
        0,
        0,
        0,
        macs,
        0,
        false,
        WORK_MODEL);
  }

  /**
   * The work of a network with which the final training fits the time, and so many candidates fit
   * the search that there is something to choose from: of few rows all take turns, whatever the
   * time. Where the final training is as long as a candidate's, slow candidates are what must be
   * kept out: those of many times the typical work. Where the time is short, it is what leaves some
   * networks of the space.
   *
   * @param time of the whole run
   */
  long fittingWork(Duration time, Speed speed) {
    if (!tempo.stretched()) {
      return (long) (MOST_TIMES_TYPICAL * speed.typicalWork());
    }
    double perUnit = finalEpochs() * shown(rows.all()) * speed.millisPerWork();
    double last = 1e3 * finalSeconds(time) * Math.pow(cores, THREAD_GAIN) / perUnit;
    double searched = rows.all() < FEW_ROWS ? searchedWork(time, speed) : last;
    double fitting = Math.min(last, Math.max(searched, last / MOST_TIMES_SMALLER));
    return (long) Math.max(fitting, LEAST_OF_TYPICAL * speed.typicalWork());
  }

  /** The work of networks of which {@link #FEWEST_TRIALS} fit the search. */
  private double searchedWork(Duration time, Speed speed) {
    int folds = folds();
    int epochs = config.schedule().epochs().orElse(fewestEpochs(folds));
    double judged = Speed.JUDGED_SHARE * rows.judged(folds);
    int learned = rows.learned(folds);
    int seen = Math.min(learned, config.schedule().rows().orElse(learned));
    double images = folds * epochs * (shown(seen) + judged);
    double perWork = images * speed.millisPerWork() * Speed.USED_SHARE * MEAN_SHARE_OF_TRIAL;
    return 1e3 * searchSeconds(time) * busy() / FEWEST_TRIALS / perWork;
  }

  private double finalEpochs() {
    double wanted = 80 * Math.pow(ROWS_OF_80_EPOCHS / rows.all(), FALL_OF_EPOCHS);
    return Math.max(FEWEST_FINAL_EPOCHS, Math.min(MOST_FINAL_EPOCHS, wanted));
  }

  /**
   * The speed that was measured on some networks, graded: by the mean, or by the median where a few
   * of them may be many times as slow as the others.
   *
   * @param work of each
   * @param millis of training each on a sample
   * @param drawn the work of many more networks, whose median is typical then: that of a few may be
   *     one kind's of several
   */
  Speed measured(double[] work, double[] millis, Supplier<double[]> drawn) {
    if (tempo.stretched()) {
      double mean = Arrays.stream(work).average().orElse(1);
      double millisOfMean = Arrays.stream(millis).average().orElse(1);
      return new Speed(mean, millisOfMean / mean).graded(tempo.chosen());
    }
    return new Speed(median(drawn.get()), median(millis) / median(work)).graded(tempo.chosen());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The speed that is planned with where networks may have {@code most} work. */
  Speed typical(Speed measured, long most) {
    return tempo.stretched() ? measured.forWork(most) : measured;
  }

  /**
   * The plan for a time budget.
   *
   * @param time of the whole run
   * @param maxWork as of {@link #fittingWork}, or 0
   */
  Plan timed(Duration time, Speed speed, long maxWork) {
    double share = searchShare(time, speed);
    Training training = training(time, share, speed);
    return new Plan(
        training.rows(),
        training.folds(),
        training.epochs(),
        Plan.rungsOf(Plan.pointsOf(training.folds(), training.epochs())),
        training.millis() / 1e3,
        share * useful(time),
        (1 - share) * useful(time),
        0,
        maxWork,
        true,
        WORK_MODEL);
  }

  /**
   * The share of the search: less than usual where candidates see but a part of the rows and the
   * winner would get too few epochs of all of them; half of the time at least.
   */
  private double searchShare(Duration time, Speed speed) {
    double usual = tempo.searchShare();
    if (training(time, usual, speed).rows() >= rows.learned(folds())) {
      return usual;
    }
    int epochs = config.schedule().epochs().orElse(tempo.epochs());
    double winner = epochs * speed.epochMillis(shown(rows.all()), 0) / 1e3;
    return Math.min(usual, Math.max(LEAST_SEARCH, 1 - winner / useful(time)));
  }

  /** How a candidate trains, and what that takes where none is stopped. */
  private record Training(int folds, int rows, int epochs, double millis) {}

  /** How candidates train where the search has a share of the time. */
  private Training training(Duration time, double share, Speed speed) {
    double search = share * useful(time);
    double millisPerTrial = 1e3 * search * busy() / tempo.trials(time) / MEAN_SHARE_OF_TRIAL;
    Training training = training(folds(), millisPerTrial, speed);
    boolean slow =
        rows.all() < FEW_ROWS
            ? training.millis() > 1e3 * search // not even one
            : training.millis() > MOST_TIMES_WISHED * millisPerTrial;
    return config.schedule().folds().isEmpty() && training.folds() > 1 && slow
        ? training(1, millisPerTrial, speed) // too little time for taking turns
        : training;
  }

  private Training training(int folds, double millisPerTrial, Speed speed) {
    double millis = millisPerTrial / folds;
    double judged = Speed.JUDGED_SHARE * rows.judged(folds);
    double samples = millis / speed.trainMillis() - FEWEST_EPOCHS * judged;
    double seen = folds > 1 ? rows.learned(folds) : seenRows(samples);
    double epochMillis = speed.epochMillis(shown(seen), rows.judged(folds));
    double fitting = Math.min(tempo.mostEpochs(), millis / epochMillis);
    double epochsThatFit = Math.max(fewestEpochs(folds), fitting);
    int epochs = config.schedule().epochs().orElse((int) epochsThatFit);
    return new Training(folds, (int) seen, epochs, folds * epochs * epochMillis);
  }

  private int fewestEpochs(int folds) {
    return folds > 1 ? Math.min(USEFUL_EPOCHS, tempo.mostEpochs()) : FEWEST_EPOCHS;
  }

  /** Samples that an epoch on so many rows shows. */
  private static double shown(double rows) {
    return rows * Trainer.passes((int) rows);
  }

  /** Candidates that can train at once. */
  private int busy() {
    return Math.min(cores, config.study().lag());
  }

  private double seenRows(double samples) {
    double wanted = Math.max(USEFUL_ROWS, samples / (2 * FEWEST_EPOCHS));
    double affordable = Math.max(FEWEST_ROWS, samples / FEWEST_EPOCHS);
    double chosen = Math.min(wanted, affordable);
    return Math.min(
        rows.train(),
        config.schedule().rows().stream().asDoubleStream().findFirst().orElse(chosen));
  }

  private static double useful(Duration time) {
    double seconds = time.toMillis() / 1e3;
    double overhead = Math.min(0.3 * seconds, FIXED_OVERHEAD_SECONDS + OVERHEAD_SHARE * seconds);
    return seconds - overhead;
  }

  /** Time for the search when so much is left in all. */
  private double searchSeconds(Duration time) {
    return tempo.searchShare() * useful(time);
  }

  /** Time for the final training when so much is left before the search. */
  private double finalSeconds(Duration time) {
    return (1 - tempo.searchShare()) * useful(time);
  }

  /**
   * Time for the final training of a run of so much time, which may be more or less than it was
   * planned for: what was planned where that is more than usual, but no larger a share.
   */
  double finalSeconds(Duration time, Optional<Plan> plan) {
    double most =
        plan.filter(p -> p.finalSeconds() > 0)
            .map(p -> p.finalSeconds() / (p.searchSeconds() + p.finalSeconds()) * useful(time))
            .orElse(0.0);
    double planned = plan.map(Plan::finalSeconds).orElse(0.0);
    return Math.max(finalSeconds(time), Math.min(planned, most));
  }

  /** How long the user's configuration lets a run take; empty for no time limit. */
  static Optional<Duration> time(Config config) {
    return config.budget().time().map(t -> Quantity.duration("budget.time", t));
  }
}
