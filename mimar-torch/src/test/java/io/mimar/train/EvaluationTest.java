package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Output;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Output TWO = new Output.Classes(2);

  @Test
  void countsAreThoseDoneByHand() {
    float[][] probabilities = {{0.9f, 0.1f}, {0.5f, 0.5f}, {0.25f, 0.75f}, {1, 0}};
    Evaluation evaluation = new Evaluation(TWO, probabilities, new float[] {0, 0, 1, 1});
    assertEquals(0.75, Metric.ACCURACY.of(evaluation));
    assertArrayEquals(new int[][] {{2, 0}, {1, 1}}, evaluation.confusion());
    double expected = -(Math.log(0.9) + Math.log(0.5) + Math.log(0.75) + Math.log(1e-12)) / 4;
    assertEquals(expected, Metric.LOG_LOSS.of(evaluation), 1e-6); // probabilities are float32
  }

  @Test
  void amountsAreOffByTheRootOfTheMeanSquare() {
    Evaluation evaluation =
        new Evaluation(new Output.Amount(), new float[][] {{1}, {5}}, new float[] {4, 1});
    assertEquals(Math.sqrt((9 + 16) / 2.0), Metric.RMSE.of(evaluation), 1e-12);
  }

  @Test
  void aMetricOfSomethingElseIsRefused() {
    assertEquals(Metric.ACCURACY, Metric.parse("auto", TWO));
    assertEquals(Metric.RMSE, Metric.parse("auto", new Output.Amount()));
    String message =
        assertThrows(MimarException.class, () -> Metric.parse("rmse", TWO)).getMessage();
    assertTrue(message.contains("rmse") && message.contains("accuracy"), message);
  }

  @Test
  void nothingScoresNothing() {
    Evaluation evaluation = new Evaluation(TWO, new float[0][], new float[0]);
    assertEquals(0, Metric.ACCURACY.of(evaluation));
    assertEquals(0, Metric.LOG_LOSS.of(evaluation));
  }
}
