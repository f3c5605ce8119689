package io.mimar.worker;

import io.mimar.train.Augmentation;
import io.mimar.train.ScoreText;
import io.mimar.train.TrainOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides whether images are mirrored in the final training: only where the validation split says
 * that it does little harm. The winner is trained twice more as in the search, with and without. A
 * few more errors are forgiven: what varies the images slows so short a training down and pays in a
 * long one, while images that must not be mirrored, digits say, double the errors.
 *
 * @param again trains the winner again
 */
record Mirroring(Retraining again) {

  /** So many times the errors without mirroring are forgiven. */
  private static final double FORGIVEN = 1.1;

  /** The share of the time that both trainings may take. */
  private static final double LATEST = 0.5;

  /** The options of the final training. */
  TrainOptions options() {
    Job job = again.place().job();
    Augmentation wanted = job.last().augmentation();
    Augmentation plain = job.candidate().augmentation();
    if (!wanted.flip() || plain.flip()) {
      return job.last();
    }
    Augmentation flipped = new Augmentation(true, plain.shift(), plain.erase());
    List<Double> scores =
        again.scores(
            Stream.of(flipped, plain).map(job.candidate()::withAugmentation).toList(),
            job.sampling().folds(again.place().data()),
            time(again.last().seconds()));
    double with = scores.get(0);
    double without = scores.get(1);
    if (Double.isNaN(with + without)) {
      again.note(
          "Mirrored images are not used in the final training: one of the trainings that should tell"
              + " whether they fit failed, or did not end in time.");
      return without(job.last());
    }
    boolean fit = again.errors(with) <= FORGIVEN * again.errors(without);
    again.note(
        "Mirrored images %s in the final training: in a training anew, as short as in the search,"
            + " validation is %s with them, %s without; up to %.0f %% more errors are accepted,"
            + " since a long training gains by them.",
        fit ? "are used" : "are not used",
        ScoreText.of(with),
        ScoreText.of(without),
        100 * (FORGIVEN - 1));
    return fit ? job.last() : without(job.last());
  }

  private static TrainOptions without(TrainOptions options) {
    Augmentation wanted = options.augmentation();
    return options.withAugmentation(new Augmentation(false, wanted.shift(), wanted.erase()));
  }

  /** How long both may take where the final training has so many seconds, 0 being no limit. */
  private static Duration time(double seconds) {
    return seconds > 0 ? Duration.ofMillis((long) (1e3 * LATEST * seconds)) : Retraining.UNLIMITED;
  }
}
