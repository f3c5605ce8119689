package io.mimar.report;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Network.Node;
import io.mimar.network.Shape;
import io.mimar.report.Chain.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The layers of a network, one below the other: each with its shape and parameters, a normalisation
 * or activation with what it follows. A step that reads another than the one above says which.
 */
final class LayerChain {
  private static final int MOST = 24;
  private static final int FIRST = 12;
  private static final int LAST = 5;

  private final Network network;
  private final int[] step; // of each node, 0 for the input
  private final int[] readers;
  private final List<Step> steps = new ArrayList<>();

  private LayerChain(Network network) {
    this.network = network;
    this.step = new int[network.nodes().size() + 1];
    this.readers = new int[step.length];
    network.nodes().forEach(n -> n.inputs().forEach(source -> readers[source]++));
  }

  /**
   * Some steps in a row.
   *
   * @param more what unfolds them; empty where they are always shown
   */
  record Group(String more, List<Step> steps) {}

  /** The steps from input to output; those in the middle of a long network are folded. */
  static List<Group> of(Network network) {
    List<Step> steps = new LayerChain(network).all();
    if (steps.size() <= MOST) {
      return List.of(new Group("", steps));
    }
    int last = steps.size() - LAST;
    return List.of(
        new Group("", steps.subList(0, FIRST)),
        new Group(Format.plural(last - FIRST, "more step"), steps.subList(FIRST, last)),
        new Group("", steps.subList(last, steps.size())));
  }

  private List<Step> all() {
    steps.add(new Step("input", "one sample", Chain.text(network.shape(0)), "", false));
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
    String name = number + "  " + LayerWords.of(nodes.get(0).layer());
    List<Integer> read = sources(node);
    boolean follows = read.equals(List.of(number - 1));
    List<String> details = new ArrayList<>();
    if (!follows) {
      details.add(words(read));
    }
    nodes.stream().skip(1).map(n -> LayerWords.of(n.layer())).forEach(details::add);
    long params = nodes.stream().mapToLong(Node::params).sum();
    Shape shape = nodes.get(nodes.size() - 1).out();
    steps.add(
        new Step(
            name,
            String.join(", ", details),
            Chain.text(shape),
            params == 0 ? "" : Format.count(params),
            follows));
    for (int member = node; member < end; member++) {
      step[member] = number;
    }
    return end;
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
    return network.nodes().get(node - 1).inputs().stream().map(source -> step[source]).toList();
  }

  private static String words(List<Integer> steps) {
    return steps.stream()
        .map(source -> source == 0 ? "the input" : "" + source)
        .collect(Collectors.joining(" and ", "of ", ""));
  }
}
