package io.mimar.space;

import io.mimar.MimarException;
import io.mimar.network.Layer;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Layer.Pool;
import io.mimar.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The operations of a cell of images; each keeps shape and channels. Convolutions are
 * pre-activated: ReLU, convolution, batch normalisation.
 */
public enum Operation {
  CONV3X3("conv3x3", 3, 1, Form.DENSE),
  CONV5X5("conv5x5", 5, 1, Form.DENSE),
  SEPARABLE3X3("sep3x3", 3, 1, Form.SEPARABLE),
  CONV1X1("conv1x1", 1, 1, Form.DENSE),
  DILATED3X3("dil3x3", 3, 2, Form.DENSE),
  MAX_POOL("maxpool3x3", 3, 1, Form.MAX),
  AVERAGE_POOL("avgpool3x3", 3, 1, Form.AVERAGE),
  SKIP("skip", 1, 1, Form.NOTHING),
  NONE("none", 1, 1, Form.NOTHING);

  private enum Form {
    DENSE,
    SEPARABLE,
    MAX,
    AVERAGE,
    NOTHING
  }

  private static final Map<String, Operation> BY_LABEL =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(o -> o.label, o -> o));

  private final String label;
  private final int kernel;
  private final int dilation;
  private final Form form;

  Operation(String label, int kernel, int dilation, Form form) {
    this.label = label;
    this.kernel = kernel;
    this.dilation = dilation;
    this.form = form;
  }

  /** The label of a vertex that carries this operation. */
  public String label() {
    return label;
  }

  /** Whether it starts with a ReLU, which the operations on one tensor share. */
  boolean activates() {
    return form == Form.DENSE || form == Form.SEPARABLE;
  }

  /** The operation of {@code label}. */
  static Operation of(String label) {
    return find(label)
        .orElseThrow(() -> new IllegalArgumentException("no operation is called " + label));
  }

  /**
   * The operation that a user calls {@code label}.
   *
   * @throws MimarException when there is none
   */
  public static Operation named(String label) {
    return find(label)
        .orElseThrow(
            () ->
                new MimarException(
                    "operation is \""
                        + label
                        + "\", but must be one of "
                        + labels(List.of(values())),
                    "Name the operations as they are written there."));
  }

  private static Optional<Operation> find(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }

  /** The labels of {@code operations}. */
  public static List<String> labels(List<Operation> operations) {
    return operations.stream().map(Operation::label).toList();
  }

  /**
   * Adds this operation to a network.
   *
   * @param source the node it reads, already activated where {@link #activates}
   * @return the node of its result
   */
  int build(Network.Builder builder, int source) {
    int channels = builder.shape(source).channels();
    return switch (form) {
      case DENSE -> normalised(builder, new Convolution(channels, kernel, 1, dilation, 1), source);
      case SEPARABLE ->
          normalised(
              builder,
              Convolution.dense(channels, 1, 1),
              builder.add(Convolution.depthwise(channels, kernel, 1), source));
      case MAX -> builder.add(new Pool(Pool.Kind.MAX, kernel, 1), source);
      case AVERAGE -> builder.add(new Pool(Pool.Kind.AVERAGE, kernel, 1), source);
      case NOTHING -> source;
    };
  }

  private static int normalised(Network.Builder builder, Layer convolution, int source) {
    return builder.add(new Layer.BatchNorm(), builder.add(convolution, source));
  }
}
