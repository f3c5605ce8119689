package io.mimar.nn;

import io.mimar.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * One named array of a network. What trains, keeps, averages and exports weights reads this list.
 *
 * @param name {@code layer7.weight}, 7 being the node of {@link Network}
 * @param kind what it is for
 * @param shape its extents: {@code [out, in/groups, kh, kw]} of a convolution, {@code [out, in]} of
 *     a linear layer, {@code [gates, units, in]} and {@code [gates, units]} of a recurrent layer,
 *     {@code [ids, D]} of vectors, {@code [1, C, H, W]} of positions, {@code [C]} of the others
 */
public record Parameter(String name, Kind kind, List<Integer> shape) {

  /** What an array is for, and how training treats it. */
  public enum Kind {
    KERNEL(true, true),
    MATRIX(true, true),
    BIAS(true, false),
    SCALE(true, false),
    SHIFT(true, false),
    /** One vector for each id; that of id 0 stays zero. */
    VECTORS(true, false),
    /** The same, to be summed. */
    SUMMANDS(true, false),
    POSITIONS(true, false),
    /** Of sines and cosines. */
    FREQUENCIES(true, false),
    /** The matrices of a recurrent layer. */
    GATES(true, true),
    GATE_BIAS(true, false),
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

    /** Whether it has one vector for each id, that of id 0 staying zero. */
    public boolean isTable() {
      return this == VECTORS || this == SUMMANDS;
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

  /** What the name of a node's array starts with; the node's number and a dot follow. */
  public static final String NODE = "layer";

  /** The name of a node's array. */
  public static String name(int node, String part) {
    return NODE + node + "." + part;
  }

  /** Every array of {@code network} in the order of its nodes, the constants last. */
  public static List<Parameter> of(Network network) {
    List<Parameter> all = new ArrayList<>();
    for (int i = 1; i <= network.nodes().size(); i++) {
      all.addAll(LayerParameters.of(i, network.nodes().get(i - 1)));
    }
    all.addAll(Constants.parameters(network.task()));
    return List.copyOf(all);
  }
}
