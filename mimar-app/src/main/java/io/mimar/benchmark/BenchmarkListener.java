package io.mimar.benchmark;

import java.util.OptionalInt;

/** Hears how a benchmark goes on, from one thread. */
public interface BenchmarkListener {

  /** Something worth a sentence. */
  void note(String sentence);

  /**
   * Searches begin.
   *
   * @param done kept from earlier calls
   * @param all in the end
   */
  void begin(int done, int all);

  /** A search has ended and is kept. */
  void finished(Ended ended);

  /**
   * A search that has ended.
   *
   * @param searcher its name
   * @param seed its seed
   * @param measure what is improved
   * @param reached what it reached
   * @param optimumAt the query that reached the optimum, from 1
   * @param cpuSeconds processor time
   */
  record Ended(
      String searcher,
      long seed,
      String measure,
      double reached,
      OptionalInt optimumAt,
      double cpuSeconds) {}
}
