package io.mimar.benchmark;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out of a benchmark; its JSON form is promised to programs.
 *
 * @param table the table's name
 * @param objectives the columns that were improved; in JSON a text where there is one
 * @param report the column that was reported
 * @param queries rows that each search asked for
 * @param seeds searches of each searcher
 * @param searchers results by searcher, in the order they were named
 * @param firstSeed the first seed
 * @param batch rows asked for at a time
 * @param limits as {@code COLUMN<=NUMBER}
 * @param transform what was told instead of the true values
 * @param sharedStart whether all had the same first rows
 * @param measure what curves show: the objective, or hypervolume where there are two
 * @param direction of the measure
 * @param optimum the best there is under the limits; the mean over the seeds where a transform
 *     gives each its own
 * @param rows of the table that had all values
 * @param feasibleRows of these, that hold the limits
 * @param pairs every two searchers on the same seeds; none where there is one seed
 * @param ranks the mean place of each searcher in the end, 1 for the best
 * @param rankErrors the standard error of each
 * @param settings all that the results depend on
 */
public record BenchmarkSummary(
    String table,
    @JsonProperty("objective")
        @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
        List<String> objectives,
    Optional<String> report,
    int queries,
    int seeds,
    Map<String, Result> searchers,
    long firstSeed,
    int batch,
    List<String> limits,
    Optional<String> transform,
    boolean sharedStart,
    String measure,
    String direction,
    double optimum,
    int rows,
    int feasibleRows,
    List<Pair> pairs,
    Map<String, Double> ranks,
    Map<String, Double> rankErrors,
    JsonNode settings) {
  /** What pairs are compared by besides columns: fewer are better. */
  public static final String QUERIES = "queries to the optimum";

  public BenchmarkSummary {
    objectives = List.copyOf(objectives);
    searchers = Collections.unmodifiableMap(new LinkedHashMap<>(searchers));
    limits = List.copyOf(limits);
    pairs = List.copyOf(pairs);
    ranks = Collections.unmodifiableMap(new LinkedHashMap<>(ranks));
    rankErrors = Collections.unmodifiableMap(new LinkedHashMap<>(rankErrors));
  }

  /**
   * A searcher's results over all seeds.
   *
   * @param curve after 10, 20, … queries and after all
   * @param queriesToOptimumMean the mean number of queries to the optimum; a search that did not
   *     reach it counts with all its queries
   * @param queriesToOptimumMedian the median
   * @param queriesToOptimumStd the standard deviation over seeds
   * @param queriesToOptimumMost the largest
   * @param cpuSecondsPerSearch the mean processor time, encoders not counted
   */
  public record Result(
      List<Point> curve,
      double queriesToOptimumMean,
      double queriesToOptimumMedian,
      double queriesToOptimumStd,
      double queriesToOptimumMost,
      double cpuSecondsPerSearch) {
    public Result {
      curve = List.copyOf(curve);
    }

    /** After all queries. */
    public Point last() {
      return curve.get(curve.size() - 1);
    }
  }

  /**
   * What was reached after so many queries.
   *
   * @param queries how many
   * @param objectiveMean the mean of the best
   * @param objectiveStd its standard deviation over seeds
   * @param reportMean the mean report of the best row by the first objective
   * @param reportStd its standard deviation
   * @param optimumShare the share of searches that were at the optimum
   */
  public record Point(
      int queries,
      double objectiveMean,
      double objectiveStd,
      OptionalDouble reportMean,
      OptionalDouble reportStd,
      double optimumShare) {}

  /**
   * Two searchers on the same seeds, in the end.
   *
   * @param by what they are compared by: the measure, the report, or {@link #QUERIES}
   * @param first a searcher
   * @param second another
   * @param cases how many seeds
   * @param difference how much better the first was on average; negative where it was worse
   * @param low the lower end of its 95 % bootstrap interval
   * @param high the upper end
   * @param wilcoxonP two-sided p of Wilcoxon's signed-rank test
   * @param effect Cohen's d of the differences; empty where all are the same, other than 0
   */
  public record Pair(
      String by,
      String first,
      String second,
      int cases,
      double difference,
      double low,
      double high,
      double wilcoxonP,
      OptionalDouble effect) {}
}
