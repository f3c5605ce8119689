package io.mimar.space;

import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Network;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Builds the network that the choices of a {@link TextSpace} describe. */
final class TextNetwork {
  /** Channels of a head of attention. */
  private static final int HEAD = 16;

  /** Of a bag's vectors together, 64 MB: 16 for each of a million terms. */
  private static final int MOST_NUMBERS = 1 << 24;

  private final UnaryOperator<String> chosen;
  private final Task task;
  private final Input.Tokens input;
  private final Network.Builder builder;
  private int words; // the node, 0 for not yet

  private TextNetwork(UnaryOperator<String> chosen, Task task) {
    this.chosen = chosen;
    this.task = task;
    this.input = (Input.Tokens) task.input();
    this.builder = Network.builder(task);
  }

  /**
   * The network.
   *
   * @param chosen the value of each choice by its name
   * @param task of {@link Input.Tokens}
   */
  static Network of(UnaryOperator<String> chosen, Task task) {
    return new TextNetwork(chosen, task).build();
  }

  private Network build() {
    List<Integer> features = new ArrayList<>();
    List<Integer> logits = new ArrayList<>();
    if (!is(TextSpace.BRANCHES, TextSpace.SEQUENCE)) {
      (is(TextSpace.BAG_SIZE, TextSpace.LOGITS) ? logits : features).add(bag());
    }
    if (!is(TextSpace.BRANCHES, TextSpace.BAG)) {
      features.add(sequence());
    }
    if (!features.isEmpty()) {
      logits.add(head(joined(features)));
    }
    if (logits.size() > 1) {
      builder.add(new Layer.Sum(), logits);
    }
    return builder.build();
  }

  private int bag() {
    boolean logits = is(TextSpace.BAG_SIZE, TextSpace.LOGITS);
    int size = logits ? task.output().size() : number(TextSpace.BAG_SIZE);
    String terms = chosen.apply(TextSpace.TERMS);
    if (terms.equals(TextSpace.WORDS)) {
      return bagOfWords(size);
    }
    int share = terms.equals("all") ? 1 : Integer.parseInt(terms.substring("1/".length()));
    return bagOfTerms(builder, input, input.terms() / share, size);
  }

  private int bagOfWords(int size) {
    int ids = words();
    int known = Math.min(vocabulary(), MOST_NUMBERS / size);
    if (known < vocabulary()) {
      ids = builder.add(new SequenceLayer.Cap(known), ids);
    }
    return builder.add(new SequenceLayer.EmbeddingBag(known, size), ids);
  }

  /** A bag of hashed terms, told apart by fewer numbers where their vectors would be too many. */
  private static int bagOfTerms(Network.Builder builder, Input.Tokens input, int wished, int size) {
    int ids = builder.add(new SequenceLayer.Slice(input.length(), input.length() + input.bag()), 0);
    int terms = Math.max(2, wished);
    while ((long) terms * size > MOST_NUMBERS) {
      terms /= 2;
    }
    if (terms < input.terms()) {
      ids = builder.add(new SequenceLayer.Fold(terms), ids);
    }
    return builder.add(new SequenceLayer.EmbeddingBag(terms, size), ids);
  }

  /** Logistic regression on the bag of terms, or linear regression. */
  static Network linear(Task task) {
    Input.Tokens input = (Input.Tokens) task.input();
    Network.Builder builder = Network.builder(task);
    bagOfTerms(builder, input, input.terms(), task.output().size());
    return builder.build();
  }

  private int sequence() {
    int embedding =
        builder.add(
            new SequenceLayer.Embedding(vocabulary(), number(TextSpace.WORD_SIZE)), words());
    return pooled(encoded(dropout(TextSpace.WORD_DROPOUT, embedding)));
  }

  /** The numbers of the words, the same node for all that read them. */
  private int words() {
    if (words == 0) {
      words = builder.add(new SequenceLayer.Slice(0, input.length()), 0);
      if (vocabulary() < input.vocabulary()) {
        words = builder.add(new SequenceLayer.Cap(vocabulary()), words);
      }
    }
    return words;
  }

  private int vocabulary() {
    return most(TextSpace.WORDS, input.vocabulary());
  }

  private int most(String choice, int there) {
    return is(choice, "all") ? there : Math.min(number(choice), there);
  }

  // ---- encoders: a sequence to a sequence

  private int encoded(int x) {
    int channels = encoding() == TextSpace.Encoding.NONE ? 0 : number(TextSpace.CHANNELS);
    return switch (encoding()) {
      case NONE -> x;
      case PARALLEL -> parallel(x, channels);
      case STACKED -> stacked(x, channels);
      case GRU, LSTM -> recurrent(x, channels / 2);
      case ATTENTION -> attention(x, channels);
    };
  }

  private TextSpace.Encoding encoding() {
    return TextSpace.Encoding.valueOf(chosen.apply(TextSpace.ENCODER).toUpperCase(Locale.ROOT));
  }

  /** Kim, Convolutional Neural Networks for Sentence Classification, EMNLP 2014. */
  private int parallel(int x, int channels) {
    List<Integer> maps =
        Arrays.stream(chosen.apply(TextSpace.WIDTHS).split(" "))
            .map(width -> row(x, channels, Integer.parseInt(width), 1))
            .map(this::relu)
            .toList();
    return joined(maps);
  }

  /** Residual blocks; each looks twice as far as the one before. */
  private int stacked(int x, int channels) {
    int y = relu(row(x, channels, 3, 1));
    for (int block = 1; block < number(TextSpace.DEPTH); block++) {
      int normalised = builder.add(new Layer.LayerNorm(), y);
      y = sum(y, relu(row(normalised, channels, 3, 1 << block)));
    }
    return y;
  }

  private int recurrent(int x, int units) {
    int y = x;
    for (int layer = 0; layer < number(TextSpace.DEPTH); layer++) {
      y =
          builder.add(
              encoding() == TextSpace.Encoding.GRU
                  ? new SequenceLayer.Gru(units, true)
                  : new SequenceLayer.Lstm(units, true),
              y);
    }
    return y;
  }

  /** Normalised before each step: Xiong et al., On Layer Normalization, ICML 2020. */
  private int attention(int x, int channels) {
    int y = builder.add(new SequenceLayer.PositionEmbedding(), row(x, channels, 1, 1));
    for (int block = 0; block < number(TextSpace.DEPTH); block++) {
      int normalised = builder.add(new Layer.LayerNorm(), y);
      y = sum(y, present(new SequenceLayer.SelfAttention(channels / HEAD), normalised));
      int wide = row(builder.add(new Layer.LayerNorm(), y), 2 * channels, 1, 1);
      wide = builder.add(new Layer.Activation(Layer.Activation.Function.GELU), wide);
      y = sum(y, row(wide, channels, 1, 1));
    }
    return builder.add(new Layer.LayerNorm(), y);
  }

  private int row(int x, int channels, int width, int dilation) {
    return builder.add(Convolution.row(channels, width, 1, dilation, 1).withBias(), x);
  }

  private int relu(int x) {
    return builder.add(new Layer.Relu(), x);
  }

  private int sum(int x, int y) {
    return builder.add(new Layer.Sum(), List.of(x, y));
  }

  // ---- from a sequence to logits

  private int pooled(int x) {
    return switch (TextSpace.Pooling.valueOf(
        chosen.apply(TextSpace.POOLING).toUpperCase(Locale.ROOT))) {
      case MAX -> present(new SequenceLayer.PresentMax(), x);
      case MEAN -> present(new SequenceLayer.PresentAverage(), x);
      case BOTH -> {
        int largest = present(new SequenceLayer.PresentMax(), x);
        yield joined(List.of(largest, present(new SequenceLayer.PresentAverage(), x)));
      }
      case ATTENTION -> present(new SequenceLayer.AttentionPool(), x);
    };
  }

  /** A layer that looks only where words are. */
  private int present(SequenceLayer layer, int x) {
    return builder.add(layer, List.of(x, words()));
  }

  private int joined(List<Integer> nodes) {
    return nodes.size() == 1 ? nodes.get(0) : builder.add(new Layer.Concat(), nodes);
  }

  private int head(int features) {
    int x = dropout(TextSpace.DROPOUT, features);
    if (number(TextSpace.HIDDEN) > 0) {
      x = relu(builder.add(new Layer.Linear(number(TextSpace.HIDDEN)), x));
      x = dropout(TextSpace.DROPOUT, x);
    }
    return builder.add(new Layer.Linear(task.output().size()), x);
  }

  private int dropout(String choice, int x) {
    double rate = Double.parseDouble(chosen.apply(choice));
    return rate > 0 ? builder.add(new Layer.Dropout(rate), x) : x;
  }

  private int number(String choice) {
    return Integer.parseInt(chosen.apply(choice));
  }

  private boolean is(String choice, String value) {
    return chosen.apply(choice).equals(value);
  }
}
