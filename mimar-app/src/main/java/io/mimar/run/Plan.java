package io.mimar.run;

import io.mimar.evaluate.CandidateTrainer;
import io.mimar.network.Costs;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How a run spends its time. Planned once, kept with the run.
 *
 * @param rows training rows that candidates see
 * @param folds into how many folds training and validation rows are divided for candidates; 1 for
 *     not at all
 * @param epochs of a candidate that is never stopped, in each fold
 * @param rungs epochs, or folds where there are several, after which the weak are stopped
 * @param trialSeconds what a candidate takes that is never stopped, on one worker
 * @param searchSeconds time for the search; 0 without a time budget
 * @param finalSeconds time for the final training; 0 without a time budget
 * @param maxMacs the multiply-adds allowed where neither the user nor the time bounds them; else 0
 * @param maxWork the training work of a network, see {@link io.mimar.network.Costs#work}, that fits
 *     the time; 0 without a time budget
 * @param measured whether the machine's speed went into it
 * @param workModel the {@link io.mimar.network.Costs#WORK_MODEL} that the work was counted by;
 *     empty for the first
 */
public record Plan(
    int rows,
    int folds,
    int epochs,
    List<Integer> rungs,
    double trialSeconds,
    double searchSeconds,
    double finalSeconds,
    long maxMacs,
    long maxWork,
    boolean measured,
    OptionalInt workModel) {
  public Plan {
    rungs = List.copyOf(rungs);
  }

  /** The training work allowed, as it is counted now; 0 for any. */
  long allowedWork() {
    return workModel.orElse(1) == Costs.WORK_MODEL ? maxWork : 0;
  }

  /** Points of a candidate's curve that is never stopped. */
  int points() {
    return pointsOf(folds, epochs);
  }

  /** Points of a whole curve: epochs, or folds where there are several. */
  public static int pointsOf(int folds, int epochs) {
    return folds > 1 ? folds : epochs;
  }

  /**
   * A third and two thirds of the points, where that is at least one and below all. Earlier rungs
   * misjudge: docs/benchmarks.md.
   */
  public static List<Integer> rungsOf(int points) {
    return IntStream.of(Math.max(1, Math.round(points / 3f)), Math.round(2 * points / 3f))
        .filter(rung -> rung > 0 && rung < points)
        .distinct()
        .boxed()
        .toList();
  }

  /** What of the data candidates see. */
  CandidateTrainer.Sampling sampling() {
    return new CandidateTrainer.Sampling(rows, folds);
  }
}
