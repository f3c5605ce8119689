package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.config.Spaces;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.space.MobileSpace;
import io.mimar.space.NetworkSpace;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LayersTest {

  @Test
  void aStepIsALayerWithWhatFollowsItAndSaysWhatItReads() {
    Network.Builder builder = Network.builder(Task.images(new Shape(1, 8, 8), 3));
    int stem = builder.add(new Layer.BatchNorm(), builder.add(Convolution.dense(4, 3, 2), 0));
    int side = builder.add(Convolution.depthwise(4, 5, 1), stem);
    int sum = builder.add(new Layer.Sum(), List.of(stem, builder.add(new Layer.Relu(), side)));
    builder.add(new Layer.Linear(3), builder.add(new Layer.GlobalAverage(), sum));
    List<Step> steps = Layers.of(builder.build());
    assertEquals(
        List.of(
            new Step(0, "input", "one sample", "1 × 8 × 8", "", List.of()),
            new Step(
                1, "1  convolution 3×3, step 2", "batch normalised", "4 × 4 × 4", "44", List.of(0)),
            new Step(2, "2  depthwise 5×5", "ReLU", "4 × 4 × 4", "100", List.of(1)),
            new Step(3, "3  sum", "", "4 × 4 × 4", "", List.of(1, 2)),
            new Step(4, "4  mean of each channel", "", "4 × 1 × 1", "", List.of(3)),
            new Step(5, "5  linear layer", "", "3 × 1 × 1", "15", List.of(4))),
        steps);
    assertEquals("of 1 and 2", steps.get(3).told());
    assertEquals("ReLU", steps.get(2).told(), "what reads the step above needs not say so");
  }

  @Test
  void nothingIsLostInAnySpaceNeitherInTheListNorInTheDrawing() {
    Shape pixels = new Shape(3, 32, 32);
    List<Input> inputs =
        List.of(
            new Input.Pixels(pixels),
            new Input.Tokens(40, 1_000, 60, 5_000),
            new Input.Series(3, 50),
            new Input.Columns(List.of(new Input.Column(0, true), new Input.Column(4, false))));
    for (Input input : inputs) {
      NetworkSpace space =
          input instanceof Input.Pixels ? new MobileSpace() : Spaces.standard(input);
      Task task = new Task(input, new Output.Classes(10));
      for (long seed = 0; seed < 30; seed++) {
        check(space.network(space.random(Seeds.root(seed).rng()), task), space.name());
      }
    }
  }

  private static void check(Network network, String space) {
    List<Step> steps = Layers.of(network);
    long params =
        steps.stream()
            .filter(step -> !step.params().isEmpty())
            .mapToLong(step -> Long.parseLong(step.params().replace(",", "")))
            .sum();
    assertEquals(Costs.of(network).params(), params, space);
    steps.forEach(step -> assertFalse(step.name().isBlank() || step.shape().isBlank(), space));
    List<Figure> columns = NetworkDrawing.of(steps);
    String drawn = columns.stream().map(Figure::body).collect(Collectors.joining());
    long edges = edges(steps, false);
    assertEquals(edges, count(drawn, "<path "), space + ": every edge once");
    assertEquals(edges(steps, true) > 0, drawn.contains("also of "), space + ": far edges");
    int again = columns.size() - 1; // a column begins with the step that ends the one before
    assertEquals(steps.size() + again, count(drawn, "<rect "), space + ": every step once");
    steps.forEach(
        step -> assertTrue(drawn.contains("<title>" + Markup.escape(step.name())), step.name()));
  }

  @Test
  void aLongNetworkIsDrawnInColumnsThatAreCutOutsideItsBranches() {
    Network.Builder builder = Network.builder(Task.images(new Shape(4, 8, 8), 3));
    int end = 0;
    for (int block = 0; block < 8; block++) {
      int inner = builder.add(Convolution.dense(4, 3, 1), builder.add(new Layer.Dropout(.1), end));
      end = builder.add(new Layer.Sum(), List.of(end, inner));
    }
    List<Figure> columns = NetworkDrawing.of(Layers.of(builder.build()));
    assertEquals(
        List.of("network-1", "network-2", "network-3"),
        columns.stream().map(Figure::name).toList());
    assertTrue(columns.get(1).body().contains("from 9  sum"), columns.get(1).body());
    assertTrue(columns.get(2).body().contains("from 18  sum"), columns.get(2).body());
  }

  /** What is read from the 11 steps before, or from further off. */
  private static long edges(List<Step> steps, boolean far) {
    return steps.stream()
        .flatMap(step -> step.reads().stream().filter(read -> step.number() - read > 11 == far))
        .count();
  }

  @Test
  void kernelsOfSeriesHaveOneSideAndWhatIsReadFromFarIsToldInWords() {
    Task task = new Task(new Input.Series(2, 40), new Output.Classes(3));
    Network.Builder builder = Network.builder(task);
    int first = builder.add(Convolution.dense(4, 3, 1), 0);
    int end = first;
    for (int i = 0; i < 14; i++) {
      end = builder.add(new Layer.Pool(Layer.Pool.Kind.MAX, 3, 1), end);
    }
    builder.add(new Layer.Sum(), List.of(first, end));
    List<Step> steps = Layers.of(builder.build());
    assertEquals("2  max pool 3", steps.get(2).name());
    assertEquals("of 1 and 15", steps.get(16).told());
    List<Figure> columns = NetworkDrawing.of(steps);
    assertEquals(2, columns.size());
    assertTrue(columns.get(1).body().contains("also of 1"), columns.get(1).body());
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
