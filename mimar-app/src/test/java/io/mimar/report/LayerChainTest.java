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
import io.mimar.report.Chain.Step;
import io.mimar.space.MobileSpace;
import io.mimar.space.NetworkSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LayerChainTest {

  @Test
  void aStepIsALayerWithWhatFollowsItAndSaysWhatItReads() {
    Network.Builder builder = Network.builder(Task.images(new Shape(1, 8, 8), 3));
    int stem = builder.add(new Layer.BatchNorm(), builder.add(Convolution.dense(4, 3, 2), 0));
    int side = builder.add(Convolution.depthwise(4, 5, 1), stem);
    int sum = builder.add(new Layer.Sum(), List.of(stem, builder.add(new Layer.Relu(), side)));
    builder.add(new Layer.Linear(3), builder.add(new Layer.GlobalAverage(), sum));
    assertEquals(
        List.of(
            new Step("input", "one sample", "1 × 8 × 8", "", false),
            new Step("1  convolution 3×3, step 2", "batch normalised", "4 × 4 × 4", "44", true),
            new Step("2  depthwise 5×5", "ReLU", "4 × 4 × 4", "100", true),
            new Step("3  sum", "of 1 and 2", "4 × 4 × 4", "", false),
            new Step("4  mean of each channel", "", "4 × 1 × 1", "", true),
            new Step("5  linear layer", "", "3 × 1 × 1", "15", true)),
        LayerChain.of(builder.build()).get(0).steps());
  }

  @Test
  void longNetworksAreFoldedAndNothingIsLostInAnySpace() {
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
    List<LayerChain.Group> groups = LayerChain.of(network);
    long shown =
        groups.stream().filter(g -> g.more().isEmpty()).mapToLong(g -> g.steps().size()).sum();
    assertTrue(shown <= 24, space);
    List<Step> steps = groups.stream().flatMap(g -> g.steps().stream()).toList();
    long params =
        steps.stream()
            .filter(step -> !step.params().isEmpty())
            .mapToLong(step -> Long.parseLong(step.params().replace(",", "")))
            .sum();
    assertEquals(Costs.of(network).params(), params, space);
    steps.forEach(step -> assertFalse(step.name().isBlank() || step.shape().isBlank(), space));
  }
}
