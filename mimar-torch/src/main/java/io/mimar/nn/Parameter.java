package io.mimar.nn;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * One named array of a network. What trains, keeps, averages and exports weights reads this list.
 *
 * @param name {@code layer7.weight}, 7 being the node of {@link Network}
 * @param kind what it is for
 * @param shape its extents: {@code [out, in/groups, k, k]} of a convolution, {@code [out, in]} of a
 *     linear layer, {@code [C]} of the others
 */
public record Parameter(String name, Kind kind, List<Integer> shape) {

  /** What an array is for, and how training treats it. */
  public enum Kind {
    KERNEL(true, true),
    MATRIX(true, true),
    BIAS(true, false),
    SCALE(true, false),
    SHIFT(true, false),
    RUNNING_MEAN(false, false),
    RUNNING_VARIANCE(false, false),
    CONSTANT(false, false);

    private final boolean trained;
    private final boolean decays;

    Kind(boolean trained, boolean decays) {
      this.trained = trained;
      this.decays = decays;
    }

    /** Whether gradients change it. */
    public boolean trained() {
      return trained;
    }

    /** Whether weight decay shrinks it. */
    public boolean decays() {
      return decays;
    }
  }

  public Parameter {
    shape = List.copyOf(shape);
  }

  /** How many numbers it holds. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The name of a node's array. */
  public static String name(int node, String part) {
    return "layer" + node + "." + part;
  }

  /** Every array of {@code network} in the order of its nodes, the constants last. */
  public static List<Parameter> of(Network network) {
    List<Parameter> all = new ArrayList<>();
    for (int i = 1; i <= network.nodes().size(); i++) {
      Network.Node node = network.nodes().get(i - 1);
      int in = node.in().channels();
      if (node.layer() instanceof Layer.Convolution c) {
        List<Integer> shape = List.of(c.channels(), in / c.groups(), c.kernel(), c.kernel());
        all.add(new Parameter(name(i, "weight"), Kind.KERNEL, shape));
      } else if (node.layer() instanceof Layer.BatchNorm) {
        all.add(new Parameter(name(i, "scale"), Kind.SCALE, List.of(in)));
        all.add(new Parameter(name(i, "shift"), Kind.SHIFT, List.of(in)));
        all.add(new Parameter(name(i, "mean"), Kind.RUNNING_MEAN, List.of(in)));
        all.add(new Parameter(name(i, "variance"), Kind.RUNNING_VARIANCE, List.of(in)));
      } else if (node.layer() instanceof Layer.Linear linear) {
        List<Integer> shape = List.of(linear.units(), (int) node.in().size());
        all.add(new Parameter(name(i, "weight"), Kind.MATRIX, shape));
        all.add(new Parameter(name(i, "bias"), Kind.BIAS, List.of(linear.units())));
      }
    }
    all.addAll(Constants.parameters(network.task()));
    return List.copyOf(all);
  }
}
