package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.ColumnLayer;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What training never moves says nothing. */
class UnseenCategoriesTest {
  private static final int SIZE = 3;

  /** A category of five values, a number that may miss, a category of four that may miss. */
  private static final List<Input.Column> COLUMNS =
      List.of(new Input.Column(5, false), new Input.Column(0, true), new Input.Column(4, true));

  private static final Task TASK = new Task(new Input.Columns(COLUMNS), new Output.Classes(2));

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  /** Rows with the values 0, 1 and 4 of the first column, 2 and 3 of the last, none missing. */
  private static LabelledSamples rows() {
    float[] numbers = {0, 1.5f, 2, 1, -1, 3, 4, 0, 3};
    return new LabelledSamples(
        TASK.input().shape(), new Numbers.Floats(numbers), new float[] {0, 1, 1});
  }

  /** The ids whose vectors are zero. */
  private static List<Integer> silent(ColumnLayer layer) {
    Network.Builder builder = Network.builder(TASK);
    int columns = builder.add(layer, 0);
    int flat =
        layer instanceof ColumnLayer.Flat ? columns : builder.add(new Layer.Flatten(), columns);
    builder.add(new Layer.Linear(2), flat);
    try (Model model = Model.fitted(builder.build(), rows(), Seeds.root(1), Device.CPU)) {
      float[] vectors = model.weights().get(Parameter.name(columns, "vectors"));
      return IntStream.range(0, vectors.length / SIZE)
          .filter(id -> IntStream.range(id * SIZE, (id + 1) * SIZE).allMatch(i -> vectors[i] == 0))
          .boxed()
          .toList();
    }
  }

  @Test
  void vectorsOfCategoriesThatNoRowHasAreZero() {
    // row 0 means nothing; 1 to 5 the first column's, 6 to 9 the last one's, 10 where it is missing
    assertEquals(
        List.of(0, 3, 4, 6, 7, 10),
        silent(new ColumnLayer.Flat(COLUMNS, ColumnLayer.Scale.STANDARD, SIZE)));
  }

  @Test
  void vectorsOfNumbersThatNeverMissAreZero() {
    // 1 where the number is missing; 2 to 6 the first column's, 7 to 10 the last one's, 11 missing
    assertEquals(
        List.of(0, 1, 4, 5, 7, 8, 11),
        silent(
            new ColumnLayer.Tokens(
                COLUMNS, ColumnLayer.Scale.STANDARD, ColumnLayer.Encoding.LINEAR, 0, SIZE)));
  }
}
