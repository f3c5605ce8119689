package io.mimar.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A finished search as it was judged.
 *
 * @param search the search
 * @param reached what was reached after each query; a search that ran out of rows stays where it is
 * @param reports the report of the best row by the first objective after each query; empty where
 *     nothing is reported
 * @param optimumAt the number of the query, from 1, that reached the optimum
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by the statistics alone
record Judgement(FinishedSearch search, double[] reached, double[] reports, OptionalInt optimumAt) {

  /** The judgement of {@code search} in {@code contest}. */
  static Judgement of(Contest contest, Judge judge, FinishedSearch search) {
    List<Integer> rows = search.rows();
    double[] reached = judge.reached(rows);
    int queries = contest.options().queries();
    return new Judgement(
        search,
        padded(reached, queries),
        contest
            .report()
            .map(r -> reports(contest, search, contest.table().column(r.metric())))
            .map(own -> padded(own, queries))
            .orElse(new double[0]),
        IntStream.range(0, reached.length)
            .filter(q -> judge.isOptimum(reached[q]))
            .map(q -> q + 1)
            .findFirst());
  }

  private static double[] reports(Contest contest, FinishedSearch search, double[] report) {
    double[] values = Judge.truth(contest, search.seed());
    double[] reports = new double[search.rows().size()];
    int best = search.rows().get(0);
    for (int q = 0; q < reports.length; q++) {
      int row = search.rows().get(q);
      best = contest.first().isBetter(values[row], values[best]) ? row : best;
      reports[q] = report[best];
    }
    return reports;
  }

  private static double[] padded(double[] values, int length) {
    double[] padded = Arrays.copyOf(values, length);
    if (values.length < length) {
      Arrays.fill(padded, values.length, length, values[values.length - 1]);
    }
    return padded;
  }

  /** What was reached in the end. */
  double last() {
    return reached[reached.length - 1];
  }
}
