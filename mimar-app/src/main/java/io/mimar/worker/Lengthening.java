package io.mimar.worker;

import io.mimar.data.Fold;
import io.mimar.train.CostProbe;
import io.mimar.train.ScoreText;
import io.mimar.train.TrainOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether the winner trains longer than a candidate, where that is not given: on some data
 * more epochs only fit noise, on others a search that tries many leaves the best of them far from
 * done. The winner is trained again as in the search, and three times as long, on as many folds as
 * a share of the time allows. Where candidates are too slow for that, the search was short, and
 * longer is believed to be better.
 *
 * @param again trains the winner again
 */
record Lengthening(Retraining again) {
  private static final int TIMES = 3;

  /** The share of the time that the comparison should take, and a half more at most. */
  private static final double SHARE = 0.3;

  private static final double LATEST = 1.5;

  /**
   * What is believed before any row is judged: longer makes a tenth fewer errors, give or take two
   * tenths.
   */
  private static final double GAIN = 0.1;

  private static final double SPREAD = 0.2;

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
   * @param time that is left for it; without one trials and seed alone shall say what comes out,
   *     and nothing is changed
   */
  Length of(TrainOptions options, Optional<Duration> time) {
    Workplace place = again.place();
    int wanted = again.last().members().size();
    TrainOptions once = place.options(again.winner(), options);
    boolean stretched = place.job().mostLastEpochs() > options.epochs();
    Length same = new Length(1, 1, wanted);
    if (time.isEmpty() || stretched || once.epochs() < options.epochs()) {
      return same; // it wants less than others, or gets all the time that there is
    }
    CostProbe cost = again.cost(once);
    List<Fold> folds = place.job().sampling().folds(place.data());
    double threadSeconds = time.get().toMillis() / 1e3 * Math.pow(again.lanes(), -SLOWER);
    double fold = Retraining.seconds(folds.get(0), once, cost);
    int judged = judged(folds.size(), SHARE * threadSeconds / fold);
    double left = judged == 0 ? threadSeconds : (1 - SHARE) * threadSeconds;
    double each = seconds(once, cost);
    int members = (int) Math.min(wanted, left * again.lanes() / each);
    boolean fits = members >= Math.min(2, wanted) && left >= each;
    boolean pays = fits && pays(options, folds.subList(0, judged), time.get());
    return pays ? new Length(TIMES, TIMES * TIMES, members) : same;
  }

  /** Whether the folds, if there are any, say that longer is better. */
  boolean pays(TrainOptions options, List<Fold> folds, Duration time) {
    if (folds.isEmpty()) {
      again.note(
          "The final training is longer than a candidate's: there is no time to judge whether"
              + " validation gains by it.");
      return true;
    }
    List<Double> scores =
        again.scores(
            List.of(options.withEpochs(TIMES * options.epochs()), options), // the slow ones first
            folds,
            Duration.ofMillis((long) (LATEST * SHARE * time.toMillis())));
    double longer = scores.get(0);
    double once = scores.get(1);
    if (Double.isNaN(longer + once)) {
      again.note(
          "The final training is no longer than a candidate's: one of the trainings that should tell"
              + " failed, or did not end in time.");
      return false;
    }
    int rows = folds.stream().mapToInt(fold -> fold.judged().size()).sum();
    boolean pays = isBetter(longer, once, rows);
    again.note(
        "The final training is %s than a candidate's: validation on %d rows is %s after %d times as"
            + " many epochs, else %s%s.",
        pays ? "longer" : "no longer",
        rows,
        ScoreText.of(longer),
        TIMES,
        ScoreText.of(once),
        pays && !again.place().metric().objective().isBetter(longer, once)
            ? ": too few to speak against it"
            : "");
    return pays;
  }

  /**
   * Whether it is likelier than not that longer is better, seen from both scores and from what is
   * believed before, both taken as normal: the fewer rows are judged, the less they weigh. How far
   * the difference may be off is taken to be how far one score may: the same rows are judged.
   */
  boolean isBetter(double longer, double once, int rows) {
    double errors = again.errors(once);
    double chance = again.chance(once, rows);
    double forgiven = errors > 0 ? GAIN / (SPREAD * SPREAD) * chance * chance / errors : 0;
    return again.errors(longer) < errors + forgiven;
  }

  /**
   * How many folds can be trained on both ways. The last one may wait for an even share of all, and
   * for a long training that began late.
   *
   * @param time in units of the shorter training
   */
  private int judged(int folds, double time) {
    int lanes = again.lanes();
    double late = TIMES * (1 - 1.0 / lanes);
    return (int) Math.max(0, Math.min(folds, (time - late) * lanes / (TIMES + 1)));
  }

  /** What a longer training on all rows takes. */
  private double seconds(TrainOptions once, CostProbe cost) {
    int rows = again.place().data().train().size() + again.place().data().validation().size();
    return TIMES * Retraining.seconds(rows, once, cost);
  }
}
