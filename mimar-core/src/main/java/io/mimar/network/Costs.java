package io.mimar.network;

import java.util.List;

/**
 * What a network costs, computed before any training.
 *
 * @param params trainable numbers (batch normalisation's scale and shift included)
 * @param macs multiply-adds of convolutions and linear layers for one sample
 * @param peakActivations the largest count of numbers alive at once while one sample passes through
 *     in the order of the nodes, a tensor dying with its last reader
 * @param activations numbers that leave all layers together for one sample
 */
public record Costs(long params, long macs, long peakActivations, long activations) {

  /**
   * What moving one number through a layer costs in training, in multiply-adds: fitted on small
   * networks on a CPU (docs/benchmarks.md).
   */
  private static final long MACS_PER_ACTIVATION = 40;

  /** Bytes of a float32. */
  private static final long FLOAT_BYTES = 4;

  /** Counts the costs of {@code network}. Cost: linear in nodes and edges. */
  public static Costs of(Network network) {
    List<Network.Node> nodes = network.nodes();
    long params = 0;
    long macs = 0;
    long activations = 0;
    for (Network.Node node : nodes) {
      params += node.params();
      macs += node.macs();
      activations += node.out().size();
    }
    return new Costs(params, macs, peakActivations(network), activations);
  }

  /**
   * How long training a sample takes, in multiply-adds: small networks spend more on moving numbers
   * than on multiplying them.
   */
  public long work() {
    return macs + MACS_PER_ACTIVATION * activations;
  }

  /** {@link #peakActivations()} as bytes of float32. */
  public long peakActivationBytes() {
    return peakActivations * FLOAT_BYTES;
  }

  private static long peakActivations(Network network) {
    List<Network.Node> nodes = network.nodes();
    int[] lastReader = new int[nodes.size() + 1];
    for (int i = 0; i < nodes.size(); i++) {
      for (int source : nodes.get(i).inputs()) {
        lastReader[source] = i + 1;
      }
    }
    long alive = network.shape(0).size();
    long peak = alive;
    for (int i = 1; i <= nodes.size(); i++) {
      alive += network.shape(i).size();
      peak = Math.max(peak, alive);
      for (int source : nodes.get(i - 1).inputs().stream().distinct().toList()) {
        if (lastReader[source] == i) {
          alive -= network.shape(source).size();
        }
      }
    }
    return peak;
  }
}
