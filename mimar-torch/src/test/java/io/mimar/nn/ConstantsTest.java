package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Input;
import io.mimar.network.Output;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantsTest {
  private static final int ROWS = 200;
  private static final int LENGTH = 10;

  /** Series of one channel around {@code mean}, and amounts of the same numbers. */
  private static Constants of(double mean, double deviation) {
    RandomGenerator rng = Seeds.root(1).rng();
    float[] numbers = new float[ROWS * LENGTH];
    float[] targets = new float[ROWS];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (mean + deviation * rng.nextGaussian());
      targets[i / LENGTH] = numbers[i];
    }
    var task = new Task(new Input.Series(1, LENGTH), new Output.Amount());
    var shape = task.input().shape();
    return Constants.of(task, new LabelledSamples(shape, new Numbers.Floats(numbers), targets));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-25, 1e-13, 1e-7, 1, 1e30})
  void theUnitOfWhatVariesDoesNotMatter(double unit) {
    Constants constants = of(3 * unit, unit);
    assertEquals(1, constants.get(Constants.INPUT_DEVIATION)[0] / unit, 0.1); // of 2000 samples
    assertEquals(1, constants.get(Constants.TARGET_DEVIATION)[0] / unit, 0.2); // of 200
    assertEquals(3, constants.get(Constants.INPUT_MEAN)[0] / unit, 0.1);
  }

  /** Milliseconds since 1970 within some minutes, where floats are 131,072 apart. */
  @Test
  void whatIsFlatAroundALargeMeanStaysSmall() {
    Constants constants = of(1.7e12, 9e4);
    for (String name : List.of(Constants.INPUT_DEVIATION, Constants.TARGET_DEVIATION)) {
      assertTrue(4 * 131_072 / constants.get(name)[0] < 10, name);
    }
    float[] rows = new float[ROWS];
    RandomGenerator rng = Seeds.root(1).rng();
    for (int i = 0; i < ROWS; i++) {
      rows[i] = (float) (1.7e12 + 9e4 * rng.nextGaussian());
    }
    var task =
        new Task(new Input.Columns(List.of(new Input.Column(0, false))), new Output.Amount());
    var samples = new LabelledSamples(task.input().shape(), new Numbers.Floats(rows), rows.clone());
    Constants columns = Constants.of(task, samples);
    for (float value : rows) {
      float centred = value - columns.get(Constants.INPUT_CENTRE)[0];
      assertTrue(Math.abs(centred / columns.get(Constants.INPUT_SPREAD)[0]) < 10);
      float off = value - columns.get(Constants.INPUT_MEAN)[0];
      assertTrue(Math.abs(off / columns.get(Constants.INPUT_DEVIATION)[0]) < 10);
    }
  }

  @Test
  void whatIsFlatButForRoundingHasDeviationOne() {
    assertEquals(1, of(0.1, 0).get(Constants.INPUT_DEVIATION)[0]);
    assertEquals(1, of(0, 0).get(Constants.TARGET_DEVIATION)[0]);
    assertEquals(1, of(1e6, 1e-3).get(Constants.INPUT_DEVIATION)[0]); // floats are 0.06 apart there
    assertEquals(1, of(0, 1e-40).get(Constants.INPUT_DEVIATION)[0]);
  }
}
