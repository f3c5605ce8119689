package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void countsAreThoseDoneByHand() {
    float[][] probabilities = {{0.9f, 0.1f}, {0.5f, 0.5f}, {0.25f, 0.75f}, {1, 0}};
    Evaluation evaluation = new Evaluation(probabilities, new int[] {0, 0, 1, 1});
    assertEquals(0.75, evaluation.accuracy());
    assertArrayEquals(new int[][] {{2, 0}, {1, 1}}, evaluation.confusion());
    double expected = -(Math.log(0.9) + Math.log(0.5) + Math.log(0.75) + Math.log(1e-12)) / 4;
    assertEquals(expected, evaluation.logLoss(), 1e-6); // probabilities are float32
  }

  @Test
  void nothingScoresNothing() {
    Evaluation evaluation = new Evaluation(new float[0][], new int[0]);
    assertEquals(0, evaluation.accuracy());
    assertEquals(0, evaluation.logLoss());
  }
}
