package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.space.ImageSpace;
import io.mimar.space.SeriesSpace;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** What is counted before training is what the built network holds and runs. */
@SuppressWarnings("try") // a PointerScope works by being open
class ModelCostsTest {

  @Property(tries = 60, seed = "1")
  void costsOfTheStandardSpaceAreThoseOfTheBuiltNetwork(@ForAll long seed) {
    check(Networks.random(ImageSpace.standard(), shape(seed), 10, Seeds.root(seed).rng()));
  }

  @Property(tries = 6, seed = "1")
  void costsOfNasBench201AreThoseOfTheBuiltNetwork(@ForAll long seed) {
    ImageSpace space = ImageSpace.nasBench201();
    check(
        space.network(space.random(Seeds.root(seed).rng()), Task.images(new Shape(3, 16, 16), 10)));
  }

  @Property(tries = 60, seed = "1")
  void costsOfTheSeriesSpaceAreThoseOfTheBuiltNetwork(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Input input = new Input.Series(rng.nextInt(1, 4), rng.nextInt(1, 40));
    SeriesSpace space = new SeriesSpace();
    check(space.network(space.random(rng), new Task(input, new Output.Classes(10))));
  }

  private static Shape shape(long seed) {
    int[] sides = {5, 8, 13, 16};
    int side = sides[(int) Math.floorMod(seed, 4L)];
    return new Shape(1 + (int) Math.floorMod(seed / 4, 3L), side, side + 1);
  }

  private static void check(Network network) {
    Costs costs = Costs.of(network);
    Engine.start(1);
    Constants constants = Constants.neutral(network.task());
    try (Model model = Model.of(network, constants, Seeds.root(1), Device.CPU);
        PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Counter counter = new Counter(model);
      Shape in = network.input();
      float[] pixels = new float[(int) in.size()];
      Tensor batch = Tensors.of(pixels, Device.CPU, 1, in.channels(), in.height(), in.width());
      Tensor logits = model.forward(batch, false, counter);
      assertEquals(costs.params(), model.params());
      if (network.nodes().stream().noneMatch(n -> n.layer() instanceof SequenceLayer)) {
        assertEquals(costs.macs(), counter.macs);
      }
      assertEquals(costs.peakActivations(), counter.peak);
      assertEquals(10, logits.size(1));
    }
  }

  /** Counts from the tensors that really were there. */
  private static final class Counter implements ForwardListener {
    private final Model model;
    private final long[] sizes;
    private long alive;
    private long peak;
    private long macs;

    Counter(Model model) {
      this.model = model;
      this.sizes = new long[model.network().nodes().size() + 1];
    }

    @Override
    public void made(int node, Tensor result) {
      sizes[node] = result.numel();
      alive += sizes[node];
      peak = Math.max(peak, alive);
      if (node > 0) {
        Layer layer = model.network().nodes().get(node - 1).layer();
        if (layer instanceof Layer.Convolution || layer instanceof Layer.Linear) {
          Tensor weight = model.trained().view(Parameter.name(node, "weight"));
          macs += result.numel() * (weight.numel() / weight.size(0));
        }
        assertEquals(
            true, result.is_contiguous(MemoryFormat.ChannelsLast), "channels_last after " + layer);
      }
    }

    @Override
    public void freed(int node) {
      alive -= sizes[node];
    }
  }
}
