package io.mimar.evaluate;

import io.mimar.Check;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.nn.Parameter;
import io.mimar.nn.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several trained networks as one that tells the mean of what they tell: the mean probability of
 * each class, or the mean amount. It is a network like any other: counted, run and exported as one.
 */
public final class Ensemble {
  private Ensemble() {}

  /**
   * Joins networks for one task that learned from the same samples.
   *
   * @param members at least one; a single one is returned as it is
   */
  public static TrainedNetwork of(List<TrainedNetwork> members) {
    Check.range("members", members.size(), 1, 1_000);
    if (members.size() == 1) {
      return members.get(0);
    }
    Network first = members.get(0).network();
    Map<String, float[]> arrays = new LinkedHashMap<>();
    int offset = 0;
    for (TrainedNetwork member : members) {
      Check.that(
          member.network().task().equals(first.task()),
          "task of a member",
          member.network().task(),
          "" + first.task());
      add(member, offset, arrays);
      offset += member.network().nodes().size();
    }
    List<Network> networks = members.stream().map(TrainedNetwork::network).toList();
    return new TrainedNetwork(joined(networks), Weights.of(arrays));
  }

  /** The network that {@code networks} make together; a single one is that network. */
  public static Network joined(List<Network> networks) {
    if (networks.size() == 1) {
      return networks.get(0);
    }
    Network.Builder builder = Network.builder(networks.get(0).task());
    List<Integer> ends = new ArrayList<>();
    for (Network network : networks) {
      ends.add(add(builder, network, ends.isEmpty() ? 0 : ends.get(ends.size() - 1)));
    }
    boolean classes = networks.get(0).task().output() instanceof Output.Classes;
    builder.add(classes ? new Layer.Vote() : new Layer.Mean(), ends);
    return builder.build();
  }

  /**
   * A network of images that tells the mean of what {@code trained} tells of an image and of its
   * mirror image, with the same arrays.
   */
  public static TrainedNetwork mirrored(TrainedNetwork trained) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    add(trained, 1, arrays);
    return new TrainedNetwork(mirrored(trained.network()), Weights.of(arrays));
  }

  /** The network that shows each image to {@code network} mirrored as well. */
  public static Network mirrored(Network network) {
    Check.that(
        network.task().input() instanceof Input.Pixels, "input", network.task().input(), "images");
    Network.Builder builder = Network.builder(network.task());
    int views = builder.add(new Layer.MirrorViews(), 0);
    int end = 0;
    for (Network.Node node : network.nodes()) {
      end = builder.add(node.layer(), node.inputs().stream().map(i -> i + views).toList());
    }
    builder.add(new Layer.JoinViews(network.task().output() instanceof Output.Classes), end);
    return builder.build();
  }

  /**
   * Adds a member after {@code offset} nodes; its own node {@code i} becomes {@code i + offset}.
   */
  private static int add(Network.Builder builder, Network network, int offset) {
    int end = 0;
    for (Network.Node node : network.nodes()) {
      List<Integer> inputs = node.inputs().stream().map(i -> i == 0 ? 0 : i + offset).toList();
      end = builder.add(node.layer(), inputs);
    }
    return end;
  }

  private static void add(TrainedNetwork member, int offset, Map<String, float[]> arrays) {
    for (Parameter parameter : Parameter.of(member.network())) {
      arrays.put(moved(parameter.name(), offset), member.weights().get(parameter.name()));
    }
  }

  /** The name of an array of a node that moved; constants belong to no node. */
  private static String moved(String name, int offset) {
    int dot = name.indexOf('.');
    String node = name.substring(0, dot);
    return node.matches(Parameter.NODE + "\\d+")
        ? Parameter.name(
            Integer.parseInt(node.substring(Parameter.NODE.length())) + offset,
            name.substring(dot + 1))
        : name;
  }
}
