package io.mimar.report;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Network.Node;
import io.mimar.network.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The layers of a network as steps, each with its shape and parameters, a normalisation or
 * activation with what it follows.
 */
final class Layers {
  private final Network network;
  private final int[] step; // of each node, 0 for the input
  private final int[] readers;
  private final List<Step> steps = new ArrayList<>();

  private Layers(Network network) {
    this.network = network;
    this.step = new int[network.nodes().size() + 1];
    this.readers = new int[step.length];
    network.nodes().forEach(n -> n.inputs().forEach(source -> readers[source]++));
  }

  /** The steps from input to output. */
  static List<Step> of(Network network) {
    return new Layers(network).all();
  }

  private List<Step> all() {
    steps.add(new Step(0, "input", "one sample", Chain.text(network.shape(0)), "", List.of()));
    int node = 1;
    while (node < step.length) {
      node = add(node);
    }
    return Collections.unmodifiableList(steps);
  }

  /** Adds the step that begins with {@code node}; returns the node behind it. */
  private int add(int node) {
    int number = steps.size();
    int end = node + 1;
    while (end < step.length && continues(end)) {
      end++;
    }
    List<Node> nodes = network.nodes().subList(node - 1, end - 1);
    String name = number + "  " + words(nodes.get(0));
    List<String> details = nodes.stream().skip(1).map(this::words).toList();
    long params = nodes.stream().mapToLong(Node::params).sum();
    Shape shape = nodes.get(nodes.size() - 1).out();
    steps.add(
        new Step(
            number,
            name,
            String.join(", ", details),
            Chain.text(shape),
            params == 0 ? "" : Format.count(params),
            sources(node)));
    for (int member = node; member < end; member++) {
      step[member] = number;
    }
    return end;
  }

  private String words(Node node) {
    return LayerWords.of(node.layer(), network.shape(node.inputs().get(0)));
  }

  /** Whether {@code node} goes on with the one before it, which nothing else reads. */
  private boolean continues(int node) {
    Node own = network.nodes().get(node - 1);
    boolean small =
        own.layer() instanceof Layer.BatchNorm
            || own.layer() instanceof Layer.LayerNorm
            || own.layer() instanceof Layer.Relu
            || own.layer() instanceof Layer.Activation;
    return small && own.inputs().equals(List.of(node - 1)) && readers[node - 1] == 1;
  }

  /** The steps that {@code node} reads. */
  private List<Integer> sources(int node) {
    return network.nodes().get(node - 1).inputs().stream()
        .map(source -> step[source])
        .distinct()
        .toList();
  }
}
