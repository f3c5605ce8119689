package io.mimar.space;

import io.mimar.Recent;
import io.mimar.network.Costs;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Task;
import java.util.List;

/**
 * What running a network takes, in parts that each take time of their own: numbers that are
 * multiplied, read and written, and the layers themselves.
 *
 * @param space gives the networks
 * @param task what they are for
 * @param known what was counted lately
 */
public record Workload(NetworkSpace space, Task task, Recent<Architecture.Writing, double[]> known)
    implements CostModel {
  private static final int CACHE = 20_000;

  private static final List<String> NAMES =
      List.of(
          "run", "layers", "convolutions", "macs", "slowMacs", "turns", "activations", "params");

  /** The workload of the networks that {@code space} builds for {@code task}. */
  public Workload(NetworkSpace space, Task task) {
    this(space, task, new Recent<>(CACHE));
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public double[] of(Architecture architecture) {
    return known
        .get(architecture.writing(), () -> count(space.network(architecture, task)))
        .clone();
  }

  private static double[] count(Network network) {
    Costs costs = Costs.of(network);
    return new double[] {
      1,
      network.nodes().size(),
      network.nodes().stream().filter(n -> n.layer() instanceof Layer.Convolution).count(),
      costs.macs(),
      costs.slowMacs(),
      costs.turns(),
      costs.activations(),
      costs.params()
    };
  }
}
