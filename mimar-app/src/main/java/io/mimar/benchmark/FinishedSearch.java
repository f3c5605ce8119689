package io.mimar.benchmark;

import java.util.List;

/**
 * A search that has ended.
 *
 * @param searcher its name
 * @param seed its seed
 * @param cpuSeconds processor time of the thread that ran it, encoders not counted
 * @param rows the numbers of the rows it asked for, in order
 */
record FinishedSearch(String searcher, long seed, double cpuSeconds, List<Integer> rows) {
  FinishedSearch {
    rows = List.copyOf(rows);
  }

  /** Which search it is. */
  Job job() {
    return new Job(searcher, seed);
  }

  /**
   * A search to be run.
   *
   * @param searcher its name
   * @param seed its seed
   */
  record Job(String searcher, long seed) {}
}
