package io.mimar.benchmark;

/** Judges searches; one judge serves all seeds unless each is told otherwise. */
final class Judges {
  private final Contest contest;
  private final Judge common;

  Judges(Contest contest) {
    this.contest = contest;
    this.common = Judge.of(contest, contest.options().firstSeed());
  }

  /** The judgement of {@code search}. */
  Judgement of(FinishedSearch search) {
    boolean own = contest.transform().isPresent();
    Judge judge = own ? Judge.of(contest, search.seed()) : common;
    return Judgement.of(contest, judge, search);
  }

  /** The judge of the first seed; of all, but for a transform. */
  Judge common() {
    return common;
  }
}
