package io.mimar.bench.tasks;

import io.mimar.Check;
import io.mimar.onnx.Parity;
import java.util.List;
import java.util.Optional;

/**
 * What one method reached in an exam with one seed.
 *
 * @param exam the exam's name
 * @param seed of the run, and of its split where each seed has one
 * @param who {@link #MIMAR} or a peer's name
 * @param budget the time it was given, as in 10m
 * @param rows test samples
 * @param wrong the test samples that were told wrong, by their places in the test part
 * @param seconds wall time that it took
 * @param setting what was found or chosen, for people
 * @param checks what was checked of an exported model
 * @param commit of the code that ran
 * @param when it ended
 */
record Sitting(
    String exam,
    int seed,
    String who,
    String budget,
    int rows,
    List<Integer> wrong,
    double seconds,
    String setting,
    Optional<Checks> checks,
    String commit,
    String when) {
  static final String MIMAR = "mimar";

  Sitting {
    wrong = List.copyOf(wrong);
    Check.range("test rows", rows, 1, Integer.MAX_VALUE);
    Check.range("wrong answers", wrong.size(), 0, rows);
  }

  /** The share of the test samples that was told right. */
  double accuracy() {
    return (double) (rows - wrong.size()) / rows;
  }

  /** Whether the exported model agrees with the trained one; true where none was exported. */
  boolean agrees() {
    return checks.map(c -> c.agreeWith(accuracy())).orElse(true);
  }

  /**
   * What must agree with what {@code predict} told of the raw test samples.
   *
   * @param printed the test accuracy that the search printed
   * @param evaluated that of the exported model, as the verb says
   * @param parity the largest difference of a probability between exported and trained model
   * @param params trainable parameters
   */
  record Checks(double printed, double evaluated, double parity, long params) {
    private static final double ROUNDING = 1e-9; // of two ways to divide the same counts

    private boolean agreeWith(double predicted) {
      return parity <= Parity.TOLERANCE
          && Math.abs(printed - predicted) < ROUNDING
          && Math.abs(evaluated - predicted) < ROUNDING;
    }
  }
}
