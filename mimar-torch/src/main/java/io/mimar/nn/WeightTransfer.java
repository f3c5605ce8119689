package io.mimar.nn;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts a network from the weights of one that is like it. Layers are matched in topological
 * order, as in the alignment of two texts, so that as many numbers as can be are taken over; what
 * has no match stays as it is.
 *
 * <p>Layers of one kind match also where their sizes differ: kernels share their middle, widths
 * their first channels. A layer that grew gives what it gave, as far as its old channels are
 * concerned: what new inputs and the rim of a kernel add to them starts at zero. Behind a layer
 * that joins channels or flattens, and in layer normalisation, growth changes what is told.
 *
 * <p>Papers: Real, Moore, Selle et al., Large-Scale Evolution of Image Classifiers, ICML 2017, for
 * children that take over what fits; Chen, Goodfellow, Shlens, Net2Net, ICLR 2016, for growth that
 * keeps the function. Differs: new channels start at random and unread instead of as copies.
 */
public final class WeightTransfer {
  /** What is equal is worth more than what only overlaps. */
  private static final long EQUAL = 2;

  private static final Set<Parameter.Kind> RESIZED =
      Set.of(
          Parameter.Kind.KERNEL,
          Parameter.Kind.MATRIX,
          Parameter.Kind.BIAS,
          Parameter.Kind.SCALE,
          Parameter.Kind.SHIFT,
          Parameter.Kind.RUNNING_MEAN,
          Parameter.Kind.RUNNING_VARIANCE);

  private final Network child;
  private final Network parent;
  private final List<List<Parameter>> own;
  private final List<List<Parameter>> others;

  private WeightTransfer(Network child, Network parent) {
    this.child = child;
    this.parent = parent;
    this.own = arrays(child);
    this.others = arrays(parent);
  }

  private static List<List<Parameter>> arrays(Network network) {
    List<List<Parameter>> arrays = new ArrayList<>();
    for (int i = 1; i <= network.nodes().size(); i++) {
      arrays.add(LayerParameters.of(i, network.nodes().get(i - 1)));
    }
    return arrays;
  }

  /**
   * What a network starts with.
   *
   * @param weights all of its numbers
   * @param taken how many of the trained ones are its parent's
   */
  public record Start(Weights weights, long taken) {}

  /**
   * The start of {@code child} from {@code known}.
   *
   * @param child the network to start
   * @param fresh what it would start with otherwise; its constants stay
   * @param parent the network whose weights are {@code known}
   * @throws io.mimar.MimarException when {@code known} belongs to another network
   */
  public static Start start(Network child, Weights fresh, Network parent, Weights known) {
    return new WeightTransfer(child, parent).start(fresh, known);
  }

  private Start start(Weights fresh, Weights known) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    fresh.names().forEach(name -> arrays.put(name, fresh.get(name)));
    long taken = 0;
    int[] matches = matches();
    for (int i = 0; i < matches.length; i++) {
      if (matches[i] >= 0) {
        taken += take(i, matches[i], known, arrays);
      }
    }
    return new Start(Weights.of(arrays), taken);
  }

  private long take(int node, int other, Weights known, Map<String, float[]> arrays) {
    long taken = 0;
    List<Parameter> sources = others.get(other);
    for (int p = 0; p < sources.size(); p++) {
      Parameter to = own.get(node).get(p);
      Parameter from = sources.get(p);
      float[] values = known.get(from.name(), from.size());
      if (to.shape().equals(from.shape())) {
        arrays.put(to.name(), values);
      } else {
        new Overlap(to.shape(), from.shape()).copy(values, arrays.get(to.name()));
      }
      taken += to.kind().trained() ? new Overlap(to.shape(), from.shape()).size() : 0;
    }
    return taken;
  }

  // ---- matching

  /** The parent's layer for each of the child's, from 0; -1 where there is none. */
  private int[] matches() {
    int rows = own.size();
    int columns = others.size();
    long[][] best = new long[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        long gain = gain(i, j);
        long matched = gain > 0 ? gain + best[i + 1][j + 1] : 0;
        best[i][j] = Math.max(matched, Math.max(best[i + 1][j], best[i][j + 1]));
      }
    }
    int[] matches = new int[rows];
    int j = 0;
    for (int i = 0; i < rows; i++) {
      matches[i] = -1;
      while (j < columns && best[i][j] == best[i][j + 1] && best[i][j] > best[i + 1][j]) {
        j++;
      }
      if (j < columns && best[i][j] > best[i + 1][j]) {
        matches[i] = j++;
      }
    }
    return matches;
  }

  /** What it is worth to match two layers; 0 where they do not match. */
  private long gain(int node, int other) {
    Network.Node to = child.nodes().get(node);
    Network.Node from = parent.nodes().get(other);
    boolean equal = to.layer().equals(from.layer()) && to.in().equals(from.in());
    if (own.get(node).isEmpty() || to.layer().getClass() != from.layer().getClass()) {
      return equal ? 1 : 0;
    }
    List<Parameter> targets = own.get(node);
    List<Parameter> sources = others.get(other);
    if (targets.size() != sources.size()) {
      return 0;
    }
    long numbers = 0;
    for (int p = 0; p < targets.size(); p++) {
      if (!fits(to.layer(), from.layer(), targets.get(p), sources.get(p))) {
        return 0;
      }
      numbers += new Overlap(targets.get(p).shape(), sources.get(p).shape()).size();
    }
    return equal ? EQUAL * numbers + 1 : numbers;
  }

  private static boolean fits(Layer layer, Layer other, Parameter to, Parameter from) {
    boolean same = to.kind() == from.kind() && part(to).equals(part(from));
    boolean resized = RESIZED.contains(to.kind()) && isResizable(layer, other);
    return same
        && (to.shape().equals(from.shape())
            || (resized && to.shape().size() == from.shape().size()));
  }

  /**
   * Whether they are of a kind whose first channels stand for one another, however many there are:
   * what is dense is not like what has a kernel for each channel alone.
   */
  private static boolean isResizable(Layer layer, Layer other) {
    if (layer instanceof Layer.Convolution to && other instanceof Layer.Convolution from) {
      return (to.groups() == 1) == (from.groups() == 1);
    }
    return layer instanceof Layer.BatchNorm
        || layer instanceof Layer.LayerNorm
        || layer instanceof Layer.Linear;
  }

  private static String part(Parameter parameter) {
    return parameter.name().substring(parameter.name().indexOf('.'));
  }

  // ---- copying

  /**
   * What two arrays of one kind share: the first of their outputs and inputs, the middle of their
   * kernels.
   */
  private record Overlap(List<Integer> to, List<Integer> from) {
    /** The extents before are channels, those from here on a kernel's. */
    private static final int KERNEL = 2;

    long size() {
      long size = 1;
      for (int d = 0; d < to.size(); d++) {
        size *= Math.min(to.get(d), from.get(d));
      }
      return size;
    }

    /** Where the target's index {@code at} is in the source; outside of it where it is not. */
    private int source(int dimension, int at) {
      int shift = dimension < KERNEL ? 0 : (from.get(dimension) - to.get(dimension)) / 2;
      return at + shift;
    }

    private boolean isInside(int dimension, int at) {
      return at >= 0 && at < from.get(dimension);
    }

    void copy(float[] values, float[] target) {
      int[] at = new int[to.size()];
      for (int i = 0; i < target.length; i++) {
        int left = i;
        for (int d = at.length - 1; d >= 0; d--) {
          at[d] = source(d, left % to.get(d));
          left /= to.get(d);
        }
        if (isInside(0, at[0])) {
          target[i] = value(values, at);
        }
      }
    }

    private float value(float[] values, int[] at) {
      int place = 0;
      for (int d = 0; d < at.length; d++) {
        if (!isInside(d, at[d])) {
          return 0;
        }
        place = place * from.get(d) + at[d];
      }
      return values[place];
    }
  }
}
