package io.mimar.space;

import io.mimar.graph.Graph;
import io.mimar.graph.Simplify;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A small graph of operations that a network repeats: how its choices give the graph. The ends are
 * labelled {@link #INPUT} and {@link #OUTPUT}; every other vertex is an operation on the sum of its
 * sources.
 */
public interface Cell {
  /** The label of the first vertex. */
  String INPUT = "input";

  /** The label of the last vertex of a cell. */
  String OUTPUT = "cell";

  /** How every cell is simplified. */
  Simplify SIMPLIFY = new Simplify(Operation.NONE.label(), Operation.SKIP.label());

  /** The decisions of this cell. */
  List<Choice> choices();

  /** How many decisions there are. */
  default int length() {
    return choices().size();
  }

  /** The operations on offer. */
  List<Operation> operations();

  /** The largest number of vertices after simplification, both ends included. */
  int maxVertices();

  /** The graph as the values say, before simplification. */
  Graph raw(int[] values);

  /** The canonical graph of what the values compute. */
  default Graph graph(int[] values) {
    return SIMPLIFY.apply(raw(values));
  }

  /**
   * The one way this cell writes what {@code values} compute, or the values where it has none.
   *
   * @param graph the canonical graph of {@code values}
   */
  int[] normalise(int[] values, Graph graph);

  /** Whether {@code values} gives a cell whose output depends on its input and fits the cell. */
  boolean isValid(int[] values);

  /** The nearest valid values. */
  int[] repair(int[] values);

  /** Random valid values. */
  int[] random(RandomGenerator rng);

  /**
   * The values of two 3x3 convolutions in a row, added to what enters; empty where they are not on
   * offer. Paper: He et al., Deep Residual Learning for Image Recognition, CVPR 2016.
   */
  Optional<int[]> residual();
}
