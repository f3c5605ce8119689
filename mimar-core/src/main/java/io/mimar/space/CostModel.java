package io.mimar.space;

import io.mimar.network.Costs;
import io.mimar.network.Task;
import java.util.List;

/** What an architecture costs, known before it is trained. Implementations are immutable. */
public interface CostModel {

  /** The names of the costs, in a fixed order. */
  List<String> names();

  /** The costs of {@code architecture}, one for each name. */
  double[] of(Architecture architecture);

  /** No costs at all. */
  static CostModel none() {
    return new CostModel() {
      @Override
      public List<String> names() {
        return List.of();
      }

      @Override
      public double[] of(Architecture architecture) {
        return new double[0];
      }
    };
  }

  /**
   * Parameters, multiply-adds, peak activation bytes and training work of the network that {@code
   * space} builds.
   *
   * @param task what the networks are for
   */
  static CostModel ofNetworks(NetworkSpace space, Task task) {
    return new CostModel() {
      @Override
      public List<String> names() {
        return List.of("params", "macs", "peakActivationBytes", "work");
      }

      @Override
      public double[] of(Architecture architecture) {
        Costs costs = Costs.of(space.network(architecture, task));
        return new double[] {
          costs.params(), costs.macs(), costs.peakActivationBytes(), costs.work()
        };
      }
    };
  }
}
