package io.mimar.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import io.mimar.text.TextReader;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A function that looks at one place alone must be found to look there, and nowhere else. */
final class BlotterTest {
  private static final Seeds SEEDS = Seeds.root(5);

  private static double[] importance(
      Format format, Shape shape, float[][] rows, ToDoubleFunction<float[]> answer) {
    int each = (int) shape.size();
    float[] values = new float[rows.length * each];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, values, r * each, each);
    }
    LabelledSamples samples =
        new LabelledSamples(shape, new Numbers.Floats(values), new float[rows.length]);
    Blots blots = new Blotter(format, samples, SEEDS).of(0);
    double[] falls = new double[blots.variants().size()];
    for (int v = 0; v < falls.length; v++) {
      float[] variant = new float[each];
      for (int i = 0; i < each; i++) {
        variant[i] = blots.variants().numbers().at(v * each + i);
      }
      falls[v] = answer.applyAsDouble(rows[0]) - answer.applyAsDouble(variant);
    }
    assertEquals(0, falls[0], "the sample as it is");
    return blots.importance(falls);
  }

  private static int largest(double[] importance) {
    return IntStream.range(0, importance.length)
        .reduce((a, b) -> importance[b] > importance[a] ? b : a)
        .orElseThrow();
  }

  @Test
  void anImageIsImportantWhereTheAnswerLooks() {
    int height = 21;
    int width = 14;
    Shape shape = new Shape(2, height, width);
    for (int[] place : new int[][] {{0, 0}, {3, 11}, {16, 2}, {20, 13}}) {
      int pixel = place[0] * width + place[1];
      int number = height * width + pixel; // of the second channel
      float[] image = new float[(int) shape.size()];
      image[number] = 200;
      double[] found =
          importance(new Format.Image(shape), shape, new float[][] {image}, v -> v[number]);
      int most = largest(found);
      String where = Arrays.toString(place);
      assertTrue(
          Math.abs(most / width - place[0]) <= 3, where + " is found at row " + most / width);
      assertTrue(Math.abs(most % width - place[1]) <= 2, where + ", column " + most % width);
      assertEquals(found[most], found[pixel], 1e-9, "nothing is more important than it");
      for (int p = 0; p < found.length; p++) {
        boolean far = Math.abs(p / width - place[0]) >= 3 || Math.abs(p % width - place[1]) >= 2;
        assertTrue(!far || found[p] == 0, "nothing further off than a patch counts: " + p);
      }
    }
  }

  @Test
  void aSeriesIsImportantWhereTheAnswerLooks() {
    Shape shape = new Shape(2, 1, 28);
    for (int step : new int[] {0, 13, 27}) {
      float[] series = new float[56];
      series[28 + step] = 1;
      double[] found =
          importance(
              new Format.Series(List.of("x", "y"), 28, 1),
              shape,
              new float[][] {series},
              v -> v[28 + step]);
      assertEquals(found[largest(found)], found[step], 1e-9);
      assertTrue(found[step] > 0);
      assertTrue(
          IntStream.range(0, 28).allMatch(t -> Math.abs(t - step) < 4 || found[t] == 0),
          Arrays.toString(found));
    }
  }

  @Test
  void aTextIsImportantInTheWordThatCounts() {
    List<String> words = List.of("a", "good", "film", "bad");
    Format.Text format = new Format.Text("text", words, 6, 8, 1 << 10, 1, 0);
    float[] text = new float[(int) format.input().shape().size()];
    new TextReader().encode("a bad film, a bad one", format, text);
    double bad = words.indexOf("bad") + 2;
    double[] found =
        importance(
            format,
            format.input().shape(),
            new float[][] {text},
            v -> IntStream.range(0, 6).filter(i -> v[i] == bad).count());
    // known words: a bad film a bad
    assertEquals("[0.0, 2.0, 0.0, 0.0, 2.0]", Arrays.toString(found));
  }

  @Test
  void aRowIsImportantInTheColumnThatCounts() {
    List<Format.Column> columns =
        List.of(number("x"), number("y"), number("y"), number("z")); // a column may give several
    Format.Table format = new Format.Table(columns, List.of("x", "y", "z", "t"), "t");
    float[][] rows = {{1, 5, 5, 1}, {1, 0, 0, 1}};
    double[] found = importance(format, new Shape(4, 1, 1), rows, v -> v[1] + v[2]);
    assertEquals(3, found.length);
    assertEquals(0, found[0]);
    assertEquals(5, found[1], 3, "the other row is drawn about every second time");
    assertEquals(0, found[2]);
  }

  private static Format.Column number(String name) {
    return new Format.Column(name, Format.Kind.NUMBER, "plain", List.of(), false);
  }
}
