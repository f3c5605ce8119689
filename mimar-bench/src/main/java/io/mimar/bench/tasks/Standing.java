package io.mimar.bench.tasks;

import io.mimar.random.Seeds;
import io.mimar.stats.Interval;
import io.mimar.stats.Paired;
import io.mimar.stats.Wilson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * How the product stands in an exam.
 *
 * @param exam which
 * @param runs how many there were
 * @param mean test accuracy, over the runs
 * @param interval in which it lies with 95 % confidence
 * @param seconds of a run, on average
 * @param parity the largest of any exported model
 * @param unsound runs whose exported model did not agree with the trained one
 * @param beside how the peers stand that sat it
 */
record Standing(
    Exam exam,
    int runs,
    double mean,
    Interval interval,
    double seconds,
    double parity,
    long unsound,
    List<Beside> beside) {
  /** Splits from which on they are what an interval is drawn over. */
  private static final int ENOUGH_SPLITS = 5;

  /**
   * How a peer stands.
   *
   * @param peer which
   * @param mean its test accuracy, over the runs that both sat
   * @param lead the product's accuracy less the peer's, on the same samples
   * @param seconds of a run, on average
   */
  record Beside(Peer peer, double mean, Paired lead, double seconds) {
    /** Whether chance may have made the difference. */
    boolean isWithinChance() {
      return lead.low() <= 0 && lead.high() >= 0;
    }
  }

  /** The standing in {@code exam}; empty where the product has not sat it. */
  static Optional<Standing> of(Exam exam, SittingLog log) {
    List<Sitting> own = log.of(exam, Sitting.MIMAR);
    return own.isEmpty() ? Optional.empty() : Optional.of(of(exam, own, log));
  }

  private static Standing of(Exam exam, List<Sitting> own, SittingLog log) {
    return new Standing(
        exam,
        own.size(),
        mean(own.stream().mapToDouble(Sitting::accuracy)),
        interval(exam, own),
        mean(own.stream().mapToDouble(Sitting::seconds)),
        own.stream()
            .flatMap(s -> s.checks().stream())
            .mapToDouble(Sitting.Checks::parity)
            .max()
            .orElse(0),
        own.stream().filter(s -> !s.agrees()).count(),
        Peer.of(exam).stream()
            .flatMap(peer -> beside(exam, own, peer, log.of(exam, peer.toString())).stream())
            .toList());
  }

  private static Optional<Beside> beside(
      Exam exam, List<Sitting> all, Peer peer, List<Sitting> others) {
    List<Sitting> own = all.stream().filter(s -> find(others, s.seed()).isPresent()).toList();
    if (own.isEmpty()) {
      return Optional.empty();
    }
    List<Sitting> theirs = own.stream().map(s -> find(others, s.seed()).orElseThrow()).toList();
    Paired lead =
        Paired.of(units(exam, own), units(exam, theirs), Seeds.root(0).at("standing").rng());
    return Optional.of(
        new Beside(
            peer,
            mean(theirs.stream().mapToDouble(Sitting::accuracy)),
            lead,
            mean(theirs.stream().mapToDouble(Sitting::seconds))));
  }

  private static Optional<Sitting> find(List<Sitting> sittings, int seed) {
    return sittings.stream().filter(s -> s.seed() == seed).findFirst();
  }

  private static double mean(DoubleStream values) {
    return values.average().orElseThrow();
  }

  private static Interval interval(Exam exam, List<Sitting> own) {
    double[] units = units(exam, own);
    if (isOverSplits(exam, own)) {
      Paired alone = Paired.of(units, new double[units.length], Seeds.root(0).at("own").rng());
      return new Interval(alone.low(), alone.high());
    }
    double share = Math.min(1, mean(Arrays.stream(units))); // a mean of means may be rounded up
    Wilson wilson = Wilson.interval95(share, units.length);
    return new Interval(wilson.low(), wilson.high());
  }

  private static boolean isOverSplits(Exam exam, List<Sitting> sittings) {
    return exam.data().redrawn() && sittings.size() >= ENOUGH_SPLITS;
  }

  /**
   * What an interval is drawn over: the accuracy on each of many splits; the answers on each of a
   * few splits, side by side; or each sample of a fixed test part, with the share of the runs that
   * told it right.
   */
  static double[] units(Exam exam, List<Sitting> sittings) {
    if (isOverSplits(exam, sittings)) {
      return sittings.stream().mapToDouble(Sitting::accuracy).toArray();
    }
    if (exam.data().redrawn()) {
      return sittings.stream().flatMapToDouble(s -> Arrays.stream(right(s))).toArray();
    }
    double[] shares = new double[sittings.get(0).rows()];
    for (Sitting sitting : sittings) {
      double[] right = right(sitting);
      Arrays.setAll(shares, row -> shares[row] + right[row] / sittings.size());
    }
    return shares;
  }

  private static double[] right(Sitting sitting) {
    double[] right = new double[sitting.rows()];
    Arrays.fill(right, 1);
    sitting.wrong().forEach(row -> right[row] = 0);
    return right;
  }

  // ---- what follows from it

  /** Whether the goal is reached; empty where a peer that it is measured by has not sat. */
  Optional<Boolean> reached() {
    if (exam.goal() instanceof Goal.Least least) {
      return Optional.of(mean >= least.accuracy());
    }
    List<Beside> rivals =
        beside.stream().filter(b -> exam.goal().peers().contains(b.peer())).toList();
    if (rivals.size() < exam.goal().peers().size()) {
      return Optional.empty();
    }
    boolean chance = exam.goal() instanceof Goal.Within;
    return Optional.of(
        rivals.stream()
            .map(Beside::lead)
            .allMatch(lead -> chance ? lead.high() >= 0 : lead.mean() >= 0));
  }

  /** The best peer; empty where none has sat. */
  Optional<Beside> rival() {
    return beside.stream().max((a, b) -> Double.compare(a.mean(), b.mean()));
  }
}
