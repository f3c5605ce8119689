package io.mimar.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A finished search as it was judged.
 *
 * @param search the search
 * @param reached what was reached after each query; a search that ran out of rows stays where it is
 * @param reports the report of the row that the search would name as its best by the first
 *     objective, after each query; empty where nothing is reported
 * @param optimumAt the number of the query, from 1, since which it was at the optimum
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
        optimumAt(judge, reached));
  }

  private static OptionalInt optimumAt(Judge judge, double[] reached) {
    int since = reached.length;
    while (since > 0 && judge.isOptimum(reached[since - 1])) {
      since--;
    }
    return since < reached.length ? OptionalInt.of(since + 1) : OptionalInt.empty();
  }

  private static double[] reports(Contest contest, FinishedSearch search, double[] report) {
    int[] best = Incumbents.of(contest.first(), contest.told(search.seed()), search.rows());
    return Arrays.stream(best).mapToDouble(row -> report[row]).toArray();
  }

  private static double[] padded(double[] values, int length) {
    double[] padded = Arrays.copyOf(values, length);
    if (values.length < length) {
      Arrays.fill(padded, values.length, length, values[values.length - 1]);
    }
    return padded;
  }

  /** The report in the end, where there is one. */
  double lastReport() {
    return reports[reports.length - 1];
  }

  /** What was reached in the end. */
  double last() {
    return reached[reached.length - 1];
  }
}
