package io.mimar.space;

import io.mimar.network.ColumnLayer;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Layer.Activation.Function;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Network;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Task;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Builds one member of {@link TabularSpace}. */
final class TabularNetwork {
  /** Categories of a column that is one-hot at most, and numbers of its vector where it is not. */
  private static final int HOT = 12;

  /** Numbers that one head of attention looks at, where there are so many. */
  private static final int HEAD = 8;

  private final UnaryOperator<String> decided;
  private final Task task;
  private final Network.Builder builder;
  private final String trunk;
  private final int width;
  private final double dropout;

  TabularNetwork(UnaryOperator<String> decided, Task task) {
    this.decided = decided;
    this.task = task;
    this.builder = Network.builder(task);
    this.trunk = decided.apply(TabularSpace.TRUNK);
    this.width = number(TabularSpace.WIDTH);
    this.dropout = Double.parseDouble(decided.apply(TabularSpace.DROPOUT));
  }

  private int number(String choice) {
    return Integer.parseInt(decided.apply(choice));
  }

  Network build() {
    int x = trunk.equals(TabularSpace.ATTENTION) ? attentive(tokens()) : trunk(vector());
    builder.add(new Layer.Linear(task.output().size()), x);
    return builder.build();
  }

  // ---- what enters

  private boolean isPlain() {
    return decided.apply(TabularSpace.ENCODING).equals(TabularSpace.PLAIN);
  }

  private List<Input.Column> columns() {
    return ((Input.Columns) task.input()).columns();
  }

  private ColumnLayer.Scale scale() {
    return ColumnLayer.Scale.valueOf(upper(TabularSpace.SCALE));
  }

  private String upper(String choice) {
    return decided.apply(choice).toUpperCase(Locale.ROOT);
  }

  private int vector() {
    if (isPlain()) {
      return builder.add(new ColumnLayer.Flat(columns(), scale(), HOT), 0);
    }
    int tokens = tokens();
    if (!trunk.equals(TabularSpace.LINEAR)) {
      tokens = activated(tokens);
    }
    return builder.add(new Layer.Flatten(), tokens);
  }

  /** A vector for each column. */
  private int tokens() {
    ColumnLayer.Encoding encoding =
        isPlain()
            ? ColumnLayer.Encoding.LINEAR
            : ColumnLayer.Encoding.valueOf(upper(TabularSpace.ENCODING));
    int terms =
        switch (encoding) {
          case LINEAR -> 0;
          case PIECEWISE -> number(TabularSpace.TERMS);
          case PERIODIC -> number(TabularSpace.TERMS) / 2; // sines and cosines
        };
    int size = number(TabularSpace.VECTOR);
    int tokens = builder.add(new ColumnLayer.Tokens(columns(), scale(), encoding, terms, size), 0);
    return builder.add(new SequenceLayer.PositionEmbedding(), tokens);
  }

  // ---- trunks on a vector

  private int trunk(int x) {
    return switch (trunk) {
      case TabularSpace.LINEAR -> x;
      case TabularSpace.MLP -> perceptron(x);
      default -> residual(x);
    };
  }

  private int perceptron(int x) {
    for (int block = 0; block < number(TabularSpace.BLOCKS); block++) {
      x = dropped(activated(normalised(builder.add(new Layer.Linear(width), x))));
    }
    return x;
  }

  private int residual(int x) {
    x = builder.add(new Layer.Linear(width), x);
    for (int block = 0; block < number(TabularSpace.BLOCKS); block++) {
      int read = normalised(x);
      int hidden = builder.add(new Layer.Linear(width), read);
      if (trunk.equals(TabularSpace.GATED)) {
        int gate = builder.add(new Layer.Linear(width), read);
        hidden = builder.add(new Layer.Multiply(), List.of(hidden, activated(gate)));
      } else {
        hidden = activated(hidden);
      }
      int back = builder.add(new Layer.Linear(width), dropped(hidden));
      x = builder.add(new Layer.Sum(), List.of(x, back));
    }
    return activated(normalised(x));
  }

  // ---- the trunk on tokens

  private int attentive(int x) {
    int size = number(TabularSpace.VECTOR);
    for (int block = 0; block < number(TabularSpace.BLOCKS); block++) {
      int seen = added(new SequenceLayer.SelfAttention(Math.max(1, size / HEAD)), norm(x));
      x = builder.add(new Layer.Sum(), List.of(x, dropped(seen)));
      int hidden = activated(added(Convolution.dense(width, 1, 1).withBias(), norm(x)));
      int back = added(Convolution.dense(size, 1, 1).withBias(), dropped(hidden));
      x = builder.add(new Layer.Sum(), List.of(x, back));
    }
    return activated(norm(added(new SequenceLayer.AttentionPool(), norm(x))));
  }

  private int added(Layer layer, int x) {
    return builder.add(layer, x);
  }

  private int norm(int x) {
    return builder.add(new Layer.LayerNorm(), x);
  }

  // ---- small layers

  private int activated(int x) {
    return switch (decided.apply(TabularSpace.ACTIVATION)) {
      case "silu" -> builder.add(new Layer.Activation(Function.SILU), x);
      case "gelu" -> builder.add(new Layer.Activation(Function.GELU), x);
      default -> builder.add(new Layer.Relu(), x);
    };
  }

  private int normalised(int x) {
    return decided.apply(TabularSpace.NORMALISATION).equals("batch")
        ? builder.add(new Layer.BatchNorm(), x)
        : norm(x);
  }

  private int dropped(int x) {
    return dropout == 0 ? x : builder.add(new Layer.Dropout(dropout), x);
  }
}
