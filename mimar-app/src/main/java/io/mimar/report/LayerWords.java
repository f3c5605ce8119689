package io.mimar.report;

import io.mimar.network.ColumnLayer;
import io.mimar.network.Layer;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Layers as people call them. */
final class LayerWords {
  private LayerWords() {}

  /**
   * A layer's name: {@code depthwise 3×3, step 2}.
   *
   * @param in the shape that it reads: along steps a kernel has one side
   */
  static String of(Layer layer, Shape in) {
    boolean steps = in.height() == 1 && in.width() > 1;
    if (layer instanceof Layer.Convolution c) {
      return convolution(c, steps && c.kernelHeight() == 1);
    } else if (layer instanceof Layer.Pool pool) {
      String kind = pool.kind() == Layer.Pool.Kind.MAX ? "max" : "mean";
      int side = pool.kernel();
      return kind + " pool " + (steps ? "" + side : sides(side, side)) + step(pool.stride());
    } else if (layer instanceof Layer.BatchNorm || layer instanceof Layer.LayerNorm) {
      return layer instanceof Layer.BatchNorm ? "batch normalised" : "layer normalised";
    } else if (layer instanceof Layer.Relu) {
      return "ReLU";
    } else if (layer instanceof Layer.Activation a) {
      boolean word = a.function() == Layer.Activation.Function.SIGMOID;
      return word ? "sigmoid" : a.function().name();
    } else if (layer instanceof Layer.GlobalAverage || layer instanceof Layer.GlobalMax) {
      return layer instanceof Layer.GlobalAverage
          ? "mean of each channel"
          : "maximum of each channel";
    } else if (layer instanceof Layer.Dropout dropout) {
      return "dropout " + dropout.rate();
    } else if (layer instanceof Layer.Linear) {
      return "linear layer";
    }
    if (layer instanceof ColumnLayer columns) {
      return of(columns);
    }
    return layer instanceof SequenceLayer sequence ? of(sequence) : plain(layer);
  }

  private static String of(ColumnLayer layer) {
    String scale = layer.scale().name().toLowerCase(Locale.ROOT) + " scale";
    if (layer instanceof ColumnLayer.Tokens tokens) {
      boolean more = tokens.encoding() != ColumnLayer.Encoding.LINEAR;
      String encoding = more ? ", " + tokens.encoding().name().toLowerCase(Locale.ROOT) : "";
      return "vector of each column, " + scale + encoding;
    }
    return "columns, " + scale;
  }

  private static String of(SequenceLayer layer) {
    if (layer instanceof SequenceLayer.Embedding e) {
      return "vector of each of " + Format.count(e.vocabulary()) + " tokens";
    } else if (layer instanceof SequenceLayer.EmbeddingBag bag) {
      return "sum of the vectors of a bag of " + Format.count(bag.terms()) + " terms";
    } else if (layer instanceof SequenceLayer.Slice slice) {
      return "columns " + slice.from() + " to " + (slice.to() - 1);
    } else if (layer instanceof SequenceLayer.Recurrent recurrent) {
      String name = layer instanceof SequenceLayer.Lstm ? "LSTM" : "GRU";
      return name + ways(recurrent.bidirectional());
    } else if (layer instanceof SequenceLayer.SelfAttention attention) {
      return "self-attention, " + Format.plural(attention.heads(), "head");
    } else if (layer instanceof SequenceLayer.Presence) {
      return "which steps are there";
    } else if (layer instanceof SequenceLayer.PresentAverage) {
      return "average over what is there";
    } else if (layer instanceof SequenceLayer.PresentMax) {
      return "maximum over what is there";
    }
    return plain(layer);
  }

  private static String convolution(Layer.Convolution c, boolean steps) {
    List<String> more = new ArrayList<>();
    boolean depthwise = c.groups() > 1 && c.groups() == c.channels();
    if (c.groups() > 1 && !depthwise) {
      more.add(", " + c.groups() + " groups");
    }
    if (c.dilation() > 1) {
      more.add(", dilation " + c.dilation());
    }
    String kind = depthwise ? "depthwise " : "convolution ";
    return kind
        + (steps ? "" + c.kernelWidth() : sides(c.kernelHeight(), c.kernelWidth()))
        + step(c.stride())
        + String.join("", more);
  }

  private static String sides(int height, int width) {
    return height + "×" + width;
  }

  private static String step(int stride) {
    return stride == 1 ? "" : ", step " + stride;
  }

  private static String ways(boolean both) {
    return both ? ", both ways" : "";
  }

  /** The type's name as words: {@code position embedding}. */
  private static String plain(Layer layer) {
    String name = layer.getClass().getSimpleName();
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
