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
 * @param isOptimal whether the search was at the optimum after each query
 * @param optimum the best there was for it
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by the statistics alone
record Judgement(
    FinishedSearch search,
    double[] reached,
    double[] reports,
    boolean[] isOptimal,
    double optimum) {

  /** The judgement of {@code search} in {@code contest}. */
  static Judgement of(Contest contest, Judge judge, FinishedSearch search) {
    List<Integer> rows = search.rows();
    int queries = contest.options().queries();
    double[] reached = padded(judge.reached(rows), queries);
    boolean[] isOptimal = new boolean[queries];
    for (int q = 0; q < queries; q++) {
      isOptimal[q] = judge.isOptimum(reached[q]);
    }
    return new Judgement(
        search,
        reached,
        contest
            .report()
            .map(r -> reports(contest, search, contest.truth(r.metric(), search.seed())))
            .map(own -> padded(own, queries))
            .orElse(new double[0]),
        isOptimal,
        judge.optimum());
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

  /** The number of the query, from 1, since which it was at the optimum. */
  OptionalInt optimumAt() {
    int since = isOptimal.length;
    while (since > 0 && isOptimal[since - 1]) {
      since--;
    }
    return since < isOptimal.length ? OptionalInt.of(since + 1) : OptionalInt.empty();
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
