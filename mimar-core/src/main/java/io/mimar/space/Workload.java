package io.mimar.space;

import io.mimar.Recent;
import io.mimar.network.Costs;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Task;
import java.util.List;

/**
 * What running a network takes, in parts that each take time of their own: of each kind of layer
 * how many there are and how much they do; recurrent steps; numbers that are read.
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
          "run",
          "convolutions",
          "convolved", // multiply-adds
          "grouped convolutions",
          "convolved in groups", // multiply-adds
          "pools",
          "pooled", // numbers that go into a window
          "joins",
          "joined", // numbers that are read
          "other layers",
          "others' macs",
          "others' numbers", // that leave them
          "turns",
          "params");

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
    double[] parts = new double[NAMES.size()];
    parts[0] = 1;
    for (Network.Node node : network.nodes()) {
      add(parts, node);
    }
    Costs costs = Costs.of(network);
    parts[parts.length - 2] = costs.turns();
    parts[parts.length - 1] = costs.params();
    return parts;
  }

  private static void add(double[] parts, Network.Node node) {
    if (node.layer() instanceof Layer.Convolution convolution) {
      int first = convolution.groups() == 1 ? 1 : 3;
      parts[first]++;
      parts[first + 1] += node.macs();
    } else if (node.layer() instanceof Layer.Pool pool) {
      parts[5]++;
      parts[6] += (double) node.out().size() * pool.kernel() * pool.kernel();
    } else if (node.inputs().size() > 1) {
      parts[7]++;
      parts[8] += (double) node.out().size() * node.inputs().size();
    } else {
      parts[9]++;
      parts[10] += node.macs();
      parts[11] += node.out().size();
    }
  }
}
