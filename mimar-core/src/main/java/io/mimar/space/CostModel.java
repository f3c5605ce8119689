package io.mimar.space;

import io.mimar.network.Costs;
import io.mimar.network.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What an architecture costs, known before it is trained. Implementations are immutable. */
public interface CostModel {

  /** The names of the costs, in a fixed order. */
  List<String> names();

  /** The costs of {@code architecture}, one for each name. */
  double[] of(Architecture architecture);

  /** These costs and one more. */
  default CostModel and(String name, ToDoubleFunction<Architecture> cost) {
    List<String> all = Stream.concat(names().stream(), Stream.of(name)).toList();
    return new CostModel() {
      @Override
      public List<String> names() {
        return all;
      }

      @Override
      public double[] of(Architecture architecture) {
        double[] costs = Arrays.copyOf(CostModel.this.of(architecture), all.size());
        costs[costs.length - 1] = cost.applyAsDouble(architecture);
        return costs;
      }
    };
  }

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

  /** The costs of {@code architecture} by their names, in a map of its own. */
  default Map<String, Double> named(Architecture architecture) {
    double[] values = of(architecture);
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(names().get(i), values[i]);
    }
    return named;
  }
}
