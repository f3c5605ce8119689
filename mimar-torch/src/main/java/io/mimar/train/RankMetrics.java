package io.mimar.train;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Metrics of the order in which a network puts samples. */
final class RankMetrics {
  /** So many ranks, samples times classes, take 0.1 GB, and a minute to draw a thousand times. */
  private static final long MOST_KEPT = 10_000_000;

  /** Where they are not kept, so many are drawn from, which takes seconds. */
  private static final int MOST_DRAWN = 1_000_000;

  private RankMetrics() {}

  /** From how many samples is drawn where not all ranks are kept. */
  static int mostDrawn(Evaluation evaluation) {
    return Math.max(1_000, MOST_DRAWN / evaluation.output().size());
  }

  /** Whether the ranks of so many samples can be kept, to count them again and again. */
  static boolean areKept(Evaluation evaluation) {
    return (long) evaluation.size() * evaluation.output().size() <= MOST_KEPT;
  }

  /**
   * The area under the curve of recall against false alarms, as a statistic of ranks.
   *
   * <p>Paper: Hanley and McNeil, The meaning and use of the area under a receiver operating
   * characteristic (ROC) curve, Radiology 143(1), 1982, doi 10.1148/radiology.143.1.7063747. Cost:
   * sorting once for each class, then linear; where ranks are not kept, sorting each time.
   */
  static Weighted auc(Evaluation evaluation) {
    if (!areKept(evaluation)) {
      return times -> mean(eachAgainstRest(evaluation), times);
    }
    List<OneAgainstRest> all = eachAgainstRest(evaluation).toList();
    return times -> mean(all.stream(), times);
  }

  private static Stream<OneAgainstRest> eachAgainstRest(Evaluation evaluation) {
    int classes = evaluation.output().size();
    return IntStream.range(classes == 2 ? 1 : 0, classes)
        .mapToObj(c -> OneAgainstRest.of(evaluation, c));
  }

  private static double mean(Stream<OneAgainstRest> all, int[] times) {
    return all.map(one -> one.auc(times))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average()
        .orElse(0.5);
  }

  /** The samples in the order of their probability of one class. */
  @SuppressWarnings("ArrayRecordComponent") // private to this file
  private record OneAgainstRest(int[] order, float[] sorted, boolean[] own) {

    static OneAgainstRest of(Evaluation evaluation, int label) {
      float[][] answers = evaluation.answers();
      int[] order =
          IntStream.range(0, evaluation.size())
              .boxed()
              .sorted((i, j) -> Float.compare(answers[i][label], answers[j][label]))
              .mapToInt(Integer::intValue)
              .toArray();
      float[] sorted = new float[order.length];
      boolean[] own = new boolean[order.length];
      for (int i = 0; i < order.length; i++) {
        sorted[i] = answers[order[i]][label];
        own[i] = (int) evaluation.targets()[order[i]] == label;
      }
      return new OneAgainstRest(order, sorted, own);
    }

    /** Empty where there are no samples of the class, or no others. */
    OptionalDouble auc(int[] times) {
      long below = 0;
      long inside = 0;
      double pairs = 0;
      for (int from = 0; from < order.length; ) {
        long tiedOwn = 0;
        long tiedOther = 0;
        int to = from;
        for (; to < order.length && sorted[to] == sorted[from]; to++) {
          tiedOwn += own[to] ? times[order[to]] : 0;
          tiedOther += own[to] ? 0 : times[order[to]];
        }
        pairs += tiedOwn * (below + tiedOther / 2.0);
        below += tiedOther;
        inside += tiedOwn;
        from = to;
      }
      return below == 0 || inside == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(pairs / ((double) below * inside));
    }
  }
}
