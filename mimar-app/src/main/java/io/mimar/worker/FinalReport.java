package io.mimar.worker;

import io.mimar.evaluate.FinalTrainer;
import io.mimar.onnx.Parity;
import io.mimar.train.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the final training gave.
 *
 * @param epochs it trained
 * @param seconds it took, export included
 * @param trainLoss mean loss of the last epoch
 * @param trainAccuracy on all rows it learned from
 * @param testAccuracy on the test rows, where there are some
 * @param testLogLoss mean negative log-likelihood on the test rows
 * @param confusion {@code [K,K]}: rows are true classes, columns predicted ones; empty without test
 * @param parity largest difference of a probability between the trained model and its file
 * @param parityImages how many images were compared
 */
public record FinalReport(
    int epochs,
    double seconds,
    double trainLoss,
    double trainAccuracy,
    OptionalDouble testAccuracy,
    OptionalDouble testLogLoss,
    List<List<Integer>> confusion,
    double parity,
    int parityImages) {

  /** The report on a final training. */
  static FinalReport of(FinalTrainer.Trained trained, Parity parity, double seconds) {
    Optional<Evaluation> test = trained.test();
    return new FinalReport(
        trained.training().curve().size(),
        seconds,
        trained.training().last().trainLoss(),
        trained.train().accuracy(),
        test.map(t -> OptionalDouble.of(t.accuracy())).orElse(OptionalDouble.empty()),
        test.map(t -> OptionalDouble.of(t.logLoss())).orElse(OptionalDouble.empty()),
        test.map(t -> rows(t.confusion())).orElse(List.of()),
        parity.largest(),
        parity.images());
  }

  private static List<List<Integer>> rows(int[][] confusion) {
    return Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
