package io.mimar.network;

import io.mimar.network.Layer.Convolution;
import java.util.List;

/**
 * What a network costs, computed before any training.
 *
 * @param params trainable numbers (scales, shifts and biases included)
 * @param macs multiply-adds of products with matrices (convolutions, linear and recurrent layers,
 *     attention) for one sample, in all views of it
 * @param peakActivations the largest count of numbers alive at once while one sample passes through
 *     in the order of the nodes, a tensor dying with its last reader
 * @param activations numbers that leave all layers together for one sample
 * @param slowMacs those of {@code macs} that depthwise kernels larger than 3x3 take
 * @param dilatedMacs those of {@code macs} that dense dilated kernels take
 * @param maps layers that put out more than one position
 * @param turns time steps that recurrent layers take one after the other, in each direction
 */
public record Costs(
    long params,
    long macs,
    long peakActivations,
    long activations,
    long slowMacs,
    long dilatedMacs,
    long maps,
    long turns) {

  /** Which way {@link #work} counts; stored limits of another one mean nothing. */
  public static final int WORK_MODEL = 2;

  /**
   * What moving one number through a layer costs in training, in multiply-adds: fitted on small
   * networks on a CPU (docs/benchmarks.md).
   */
  private static final long MACS_PER_ACTIVATION = 40;

  /** What a multiply-add of a large depthwise kernel costs, likewise. */
  private static final long MACS_PER_SLOW_MAC = 6;

  /** What a multiply-add of a dense dilated kernel costs, likewise. */
  private static final double MACS_PER_DILATED_MAC = 2.5;

  /** What starting a layer costs a sample of a batch of 64, likewise. */
  private static final long MACS_PER_MAP = 45_000;

  /** What a time step of a recurrent layer costs besides its multiply-adds: 7 microseconds. */
  private static final long MACS_PER_TURN = 80_000;

  /** Bytes of a float32. */
  private static final long FLOAT_BYTES = 4;

  /** Counts the costs of {@code network}. Cost: linear in nodes and edges. */
  public static Costs of(Network network) {
    int[] views = network.views();
    long params = 0;
    long macs = 0;
    long activations = 0;
    long slowMacs = 0;
    long dilatedMacs = 0;
    long maps = 0;
    long turns = 0;
    for (int i = 1; i < views.length; i++) {
      Network.Node node = network.nodes().get(i - 1);
      long own = views[i] * node.macs();
      params += node.params();
      macs += own;
      activations += views[i] * node.out().size();
      slowMacs += isSlow(node.layer()) ? own : 0;
      dilatedMacs += isDilated(node.layer()) ? own : 0;
      maps += node.out().height() * node.out().width() > 1 ? 1 : 0;
      turns += views[i] * turns(node);
    }
    long peak = peakActivations(network, views);
    return new Costs(params, macs, peak, activations, slowMacs, dilatedMacs, maps, turns);
  }

  /** The engine has a fast way back through 3x3 alone. */
  private static boolean isSlow(Layer layer) {
    return layer instanceof Convolution c
        && c.groups() > 1
        && Math.min(c.kernelHeight(), c.kernelWidth()) > 3;
  }

  /** On processors without AVX-512 the engine has no fast way back through these. */
  private static boolean isDilated(Layer layer) {
    return layer instanceof Convolution c && c.groups() == 1 && c.dilation() > 1;
  }

  private static long turns(Network.Node node) {
    return node.layer() instanceof SequenceLayer.Recurrent recurrent
        ? (long) node.in().width() * recurrent.directions()
        : 0;
  }

  /**
   * How long training a sample takes, in multiply-adds: small networks spend more on moving numbers
   * and on starting layers than on multiplying.
   */
  public long work() {
    return macs
        + MACS_PER_ACTIVATION * activations
        + (MACS_PER_SLOW_MAC - 1) * slowMacs
        + Math.round((MACS_PER_DILATED_MAC - 1) * dilatedMacs)
        + MACS_PER_MAP * maps
        + MACS_PER_TURN * turns;
  }

  /** {@link #peakActivations()} as bytes of float32. */
  public long peakActivationBytes() {
    return peakActivations * FLOAT_BYTES;
  }

  /**
   * About what training takes in memory besides the program and the data, in bytes of float32: what
   * all layers put out for a batch, kept for the way back, and as much for its gradients; the
   * weights, their gradients, momentum and average.
   *
   * @param batch samples in a step
   */
  public long trainingBytes(int batch) {
    return FLOAT_BYTES * (2L * batch * activations + 4 * params);
  }

  private static long peakActivations(Network network, int[] views) {
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
      alive += views[i] * network.shape(i).size();
      peak = Math.max(peak, alive);
      for (int source : nodes.get(i - 1).inputs()) {
        if (lastReader[source] == i) {
          alive -= views[source] * network.shape(source).size();
          lastReader[source] = 0; // a node that is read twice dies once
        }
      }
    }
    return peak;
  }
}
