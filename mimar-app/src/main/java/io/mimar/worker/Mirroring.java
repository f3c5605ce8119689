package io.mimar.worker;

import io.mimar.train.Augmentation;
import io.mimar.train.TrainOptions;
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
            Retraining.UNLIMITED);
    double with = scores.get(0);
    double without = scores.get(1);
    boolean fit = again.errors(with) <= FORGIVEN * again.errors(without);
    again.note(
        "Mirrored images %s in the final training: in a training anew, as short as in the search,"
            + " validation is %.4f with them, %.4f without; up to %.0f %% more errors are accepted,"
            + " since a long training gains by them.",
        fit ? "are used" : "are not used", with, without, 100 * (FORGIVEN - 1));
    return fit
        ? job.last()
        : job.last().withAugmentation(new Augmentation(false, wanted.shift(), wanted.erase()));
  }
}
