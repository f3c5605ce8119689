package io.mimar.worker;

import io.mimar.data.Fold;
import io.mimar.nn.Engine;
import io.mimar.train.CostProbe;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import java.time.Duration;
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

  /** The share of the time that the comparison should take, and a half more at most. */
  private static final double SHARE = 0.3;

  private static final double LATEST = 1.5;

  /** Trainings side by side get slower by this power of their number. */
  private static final double SLOWER = 0.25;

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
    CostProbe cost = cost(retraining, once);
    int lanes = retraining.lanes();
    double slower = Math.pow(lanes, SLOWER);
    int rows = place.data().train().size() + place.data().validation().size();
    double member = slower * TIMES * once.epochs() * shown(rows) * cost.trainMillis() / 1e3;
    int members = (int) Math.min(last.members().size(), (1 - SHARE) * seconds * lanes / member);
    List<Fold> folds = place.job().sampling().folds(place.data());
    int judged =
        judged(folds, SHARE * seconds / (slower * foldSeconds(folds.get(0), once, cost)), lanes);
    if (members == 0 || judged == 0) {
      return same;
    }
    List<Double> scores =
        retraining.scores(
            List.of(options.withEpochs(TIMES * options.epochs()), options), // the slow ones first
            folds.subList(0, judged),
            Duration.ofMillis((long) (1e3 * LATEST * SHARE * seconds)));
    if (scores.stream().anyMatch(s -> s.isNaN())) {
      return same;
    }
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
    return pays ? new Length(TIMES, TIMES * TIMES, members) : same;
  }

  /**
   * How many folds can be trained on both ways.
   *
   * @param time in units of the shorter training
   */
  private static int judged(List<Fold> folds, double time, int lanes) {
    int judged = folds.size();
    while (judged > 0 && longest(judged, lanes) > time) {
      judged--;
    }
    return judged;
  }

  /** What the last one may wait for: an even share of all, and a long training that began late. */
  private static double longest(int folds, int lanes) {
    return (TIMES + 1.0) * folds / lanes + TIMES * (1 - 1.0 / lanes);
  }

  /** What a training on a fold takes, judging each epoch. */
  private static double foldSeconds(Fold fold, TrainOptions options, CostProbe cost) {
    double epoch =
        shown(fold.train().size()) * cost.trainMillis()
            + fold.judged().size() * cost.evaluateMillis();
    return options.epochs() * epoch / 1e3;
  }

  /** What a row costs one thread. */
  private CostProbe cost(Retraining retraining, TrainOptions options) {
    Engine.start(1);
    CostProbe cost =
        CostProbe.measure(place.network(retraining.winner()), options, place.device(), nanoTime);
    pulse.run();
    return cost;
  }

  /** Rows that an epoch shows. */
  private static double shown(int rows) {
    return (double) rows * Trainer.passes(rows);
  }
}
