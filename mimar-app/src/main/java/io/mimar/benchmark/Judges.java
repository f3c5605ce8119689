package io.mimar.benchmark;

/** Judges searches; one judge serves all seeds unless what is told is the truth. */
final class Judges {
  private final Contest contest;
  private final Judge common;

  Judges(Contest contest) {
    this.contest = contest;
    this.common = Judge.of(contest, contest.options().firstSeed());
  }

  /** The judgement of {@code search}. */
  Judgement of(FinishedSearch search) {
    boolean own = contest.transform().map(t -> t.isTruth()).orElse(false);
    Judge judge = own ? Judge.of(contest, search.seed()) : common;
    return Judgement.of(contest, judge, search);
  }

  /** The judge of the first seed; of all, but for a transform that is the truth. */
  Judge common() {
    return common;
  }
}
