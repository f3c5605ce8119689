package io.mimar.worker;

import io.mimar.data.Fold;
import io.mimar.nn.Engine;
import io.mimar.train.CostProbe;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Decides whether the winner trains longer than a candidate, where that is not given: on some data
 * more epochs only fit noise, on others a search that tries many leaves the best of them far from
 * done. The winner is trained again as in the search, and three times as long, on as many folds as
 * a share of the time allows.
 *
 * @param place what the worker works on
 * @param last the final training that is asked for
 * @param nanoTime a monotonic clock, nanoseconds
 * @param pulse tells how it goes, and the decision
 */
record Lengthening(Workplace place, Message.TrainFinal last, LongSupplier nanoTime, Pulse pulse) {
  private static final int TIMES = 3;

  /** The share of the time that the comparison may take. */
  private static final double SHARE = 0.25;

  /**
   * How long members train.
   *
   * @param times so many times as long as candidates
   * @param most so many times at most, where there is time
   * @param members how many should be trained: not all where they could not train so long
   */
  record Length(int times, int most, int members) {}

  /**
   * The length that fits the validation rows and the time.
   *
   * @param options of the final training
   * @param seconds that are left for it; 0 for no limit: then trials and seed alone shall say what
   *     comes out, and nothing is changed
   */
  Length of(TrainOptions options, double seconds) {
    Length same = new Length(1, 1, last.members().size());
    Retraining retraining = new Retraining(place, last, nanoTime, pulse);
    TrainOptions once = place.options(retraining.winner(), options);
    boolean stretched = place.job().mostLastEpochs() > options.epochs();
    if (seconds == 0 || stretched || once.epochs() < options.epochs()) {
      return same; // it wants less than others, or gets all the time that there is
    }
    double perRow = secondsPerRow(retraining, once);
    List<Fold> folds = place.job().sampling().folds(place.data());
    double onFold = perRow * shown(folds.get(0).train().size());
    double affordable = SHARE * seconds * place.threads() / ((TIMES + 1) * onFold);
    int judged = (int) Math.min(folds.size(), affordable);
    if (judged == 0 || TIMES * onFold > SHARE * seconds) {
      return same;
    }
    TrainOptions longer = options.withEpochs(TIMES * options.epochs());
    List<Double> scores =
        retraining.scores(List.of(longer, options), folds.subList(0, judged)); // the slow first
    boolean pays = place.metric().objective().isBetter(scores.get(0), scores.get(1));
    pulse.say(
        new Message.Note(
            String.format(
                Locale.ROOT,
                "The final training is %s than a candidate's: validation is %.4f after %d times as"
                    + " many epochs, else %.4f.",
                pays ? "longer" : "no longer",
                scores.get(0),
                TIMES,
                scores.get(1))));
    return pays ? new Length(TIMES, TIMES * TIMES, members(TIMES * perRow, seconds)) : same;
  }

  /** How many can train so long, by the winner. */
  private int members(double perRow, double seconds) {
    int rows = place.data().train().size() + place.data().validation().size();
    double fitting = (1 - SHARE) * seconds * place.threads() / (perRow * shown(rows));
    return (int) Math.max(1, Math.min(last.members().size(), fitting));
  }

  /** What one thread takes for a row, in all epochs. */
  private double secondsPerRow(Retraining retraining, TrainOptions options) {
    Engine.start(1);
    CostProbe cost =
        CostProbe.measure(place.network(retraining.winner()), options, place.device(), nanoTime);
    pulse.run();
    return options.epochs() * cost.trainMillis() / 1e3;
  }

  /** Rows that an epoch shows. */
  private static double shown(int rows) {
    return (double) rows * Trainer.passes(rows);
  }
}
