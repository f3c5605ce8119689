package io.mimar.network;

import io.mimar.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that can be built: layers in topological order with their inputs and shapes. What
 * trains, counts costs, draws and exports all read this one description.
 *
 * <p>Node 0 is what entered, see {@link Input#entered}; node {@code i >= 1} is {@code
 * layers.get(i-1)}; the last node is the output: logits, or one number.
 *
 * @param task what it is for
 * @param nodes the layers with their inputs, in topological order
 */
public record Network(Task task, List<Node> nodes) {

  /**
   * A layer at its place.
   *
   * @param layer what it computes
   * @param inputs the nodes it reads (0 is the network's input), a node twice counts twice
   * @param in the shape of the first input
   * @param out the shape of the result
   */
  public record Node(Layer layer, List<Integer> inputs, Shape in, Shape out) {
    public Node {
      inputs = List.copyOf(inputs);
    }

    /** Trainable numbers of this node. */
    public long params() {
      return layer.params(in);
    }

    /** Multiply-adds of this node for one sample. */
    public long macs() {
      return layer.macs(in);
    }
  }

  public Network {
    nodes = List.copyOf(nodes);
    Check.that(!nodes.isEmpty(), "nodes", nodes, "not empty");
  }

  /** How many views of a sample there are of each value: of the input, then of each node's. */
  int[] views() {
    int[] views = new int[nodes.size() + 1];
    views[0] = 1;
    for (int i = 1; i < views.length; i++) {
      Node node = nodes.get(i - 1);
      views[i] = node.layer().views(views[node.inputs().get(0)]);
    }
    return views;
  }

  /** The shape of one sample as it is put in. */
  public Shape input() {
    return task.input().shape();
  }

  /** The shape of the result. */
  public Shape output() {
    return nodes.get(nodes.size() - 1).out();
  }

  /** The shape of node {@code index}, 0 being what entered. */
  public Shape shape(int index) {
    return index == 0 ? task.input().entered() : nodes.get(index - 1).out();
  }

  /** Starts a network for {@code task}. */
  public static Builder builder(Task task) {
    return new Builder(task);
  }

  /** Adds layers one by one; each method returns the index of the new node. */
  public static final class Builder {
    private final Task task;
    private final List<Node> nodes = new ArrayList<>();

    private Builder(Task task) {
      this.task = task;
    }

    /**
     * Adds {@code layer} reading {@code inputs}.
     *
     * @return the index of the new node
     * @throws io.mimar.MimarException when there is no such input, or the layer cannot take them
     */
    public int add(Layer layer, List<Integer> inputs) {
      Check.that(!inputs.isEmpty(), "inputs", inputs, "at least one node");
      List<Shape> shapes = inputs.stream().map(this::shape).toList();
      nodes.add(new Node(layer, inputs, shapes.get(0), layer.output(shapes)));
      return nodes.size();
    }

    /** Adds {@code layer} reading one node. */
    public int add(Layer layer, int source) {
      return add(layer, List.of(source));
    }

    /** The shape of node {@code index}, 0 being what entered. */
    public Shape shape(int index) {
      Check.range("node", index, 0, nodes.size());
      return index == 0 ? task.input().entered() : nodes.get(index - 1).out();
    }

    /** What the network is for. */
    public Task task() {
      return task;
    }

    /** The finished network; the last node added is its output. */
    public Network build() {
      return new Network(task, nodes);
    }
  }
}
