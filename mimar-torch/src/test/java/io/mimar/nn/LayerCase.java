package io.mimar.nn;

import io.mimar.network.ColumnLayer;
import io.mimar.network.ColumnLayer.Encoding;
import io.mimar.network.ColumnLayer.Flat;
import io.mimar.network.ColumnLayer.Scale;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Layer.Activation;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Layer.Pool;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.space.TabularSpace;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A small random network around one layer, for tests: what comes before it has weights, so that the
 * gradient of its input is seen too.
 *
 * @param network with {@link #CLASSES} outputs
 * @param ids whether its input are ids below {@link #IDS}, else normal numbers
 */
public record LayerCase(Network network, boolean ids) {
  /** The outputs of each network. */
  public static final int CLASSES = 3;

  static final int IDS = 7;

  /** Makes the case's layers. */
  private interface Body {
    /** Adds the layers behind node {@code x} of the builder. */
    int add(Network.Builder builder, int x, RandomGenerator rng);
  }

  private static final Map<String, Body> MAPS = new LinkedHashMap<>();
  private static final Map<String, Body> SEQUENCES = new LinkedHashMap<>();
  private static final Map<String, Body> TOKENS = new LinkedHashMap<>();
  private static final Map<String, Body> ROWS = new LinkedHashMap<>();

  static {
    MAPS.put("bias", (b, x, rng) -> b.add(Convolution.dense(5, 3, 2).withBias(), x));
    MAPS.put("tall", (b, x, rng) -> b.add(new Convolution(8, 5, 3, 1, 2, 4, true), x));
    for (Activation.Function kind : Activation.Function.values()) {
      MAPS.put("" + kind, (b, x, rng) -> b.add(new Activation(kind), x));
    }
    MAPS.put("layer norm", (b, x, rng) -> b.add(new Layer.LayerNorm(), x));
    MAPS.put("global max", (b, x, rng) -> b.add(new Layer.GlobalMax(), x));
    MAPS.put("concat", LayerCase::concat);
    MAPS.put("squeeze and excitation", LayerCase::excited);
    MAPS.put("flatten", (b, x, rng) -> b.add(new Layer.Flatten(), x));
    MAPS.put("attention", (b, x, rng) -> b.add(new SequenceLayer.SelfAttention(2), x));
    MAPS.put("attention pool", (b, x, rng) -> b.add(new SequenceLayer.AttentionPool(), x));
    MAPS.put("positions", (b, x, rng) -> b.add(new SequenceLayer.PositionEmbedding(), x));
    MAPS.put("slice", (b, x, rng) -> b.add(new SequenceLayer.Slice(1, 3), x));
    MAPS.put("multiply", LayerCase::gated);
    SEQUENCES.put("row", (b, x, rng) -> b.add(Convolution.row(6, 5, 2, 1, 1).withBias(), x));
    SEQUENCES.put("dilated row", (b, x, rng) -> b.add(Convolution.row(6, 3, 1, 4, 1), x));
    SEQUENCES.put("depthwise row", (b, x, rng) -> b.add(Convolution.row(8, 3, 1, 4, 8), x));
    SEQUENCES.put("max pool", (b, x, rng) -> b.add(new Pool(Pool.Kind.MAX, 3, 2), x));
    SEQUENCES.put("average pool", (b, x, rng) -> b.add(new Pool(Pool.Kind.AVERAGE, 3, 2), x));
    for (boolean both : new boolean[] {false, true}) {
      SEQUENCES.put("gru " + both, (b, x, rng) -> b.add(new SequenceLayer.Gru(5, both), x));
      SEQUENCES.put("lstm " + both, (b, x, rng) -> b.add(new SequenceLayer.Lstm(5, both), x));
    }
    SEQUENCES.put("standardise", marked(new SequenceLayer.Standardise()));
    SEQUENCES.put("difference", marked(new SequenceLayer.Difference()));
    SEQUENCES.put("presence", LayerCase::steps);
    SEQUENCES.putAll(MAPS);
    TOKENS.put("embedding", (b, x, rng) -> b.add(new SequenceLayer.Embedding(IDS, 4), x));
    TOKENS.put("embedding bag", (b, x, rng) -> b.add(new SequenceLayer.EmbeddingBag(IDS, 4), x));
    TOKENS.put("fold", LayerCase::folded);
    TOKENS.put("cap", LayerCase::capped);
    for (SequenceLayer layer :
        List.of(
            new SequenceLayer.PresentAverage(),
            new SequenceLayer.PresentMax(),
            new SequenceLayer.AttentionPool(),
            new SequenceLayer.SelfAttention(2))) {
      TOKENS.put("present " + layer, (b, x, rng) -> present(b, x, layer));
    }
    TOKENS.put("text", LayerCase::text);
    TOKENS.put("table", LayerCase::table);
    for (Scale scale : Scale.values()) {
      ROWS.put("flat " + scale, (b, x, rng) -> b.add(new Flat(columns(b), scale, 3), x));
    }
    ROWS.put("linear", tokens(Scale.ROBUST, Encoding.LINEAR, 0));
    ROWS.put("piecewise", tokens(Scale.STANDARD, Encoding.PIECEWISE, 8));
    ROWS.put("periodic", tokens(Scale.QUANTILE, Encoding.PERIODIC, 3));
  }

  /** Every kind of case, each over a random shape; the same for the same seed. */
  public static Map<String, LayerCase> all(RandomGenerator rng) {
    Map<String, LayerCase> all = new LinkedHashMap<>();
    MAPS.forEach((name, body) -> all.put("map " + name, map(body, rng)));
    SEQUENCES.forEach((name, body) -> all.put("sequence " + name, sequence(body, rng)));
    TOKENS.forEach((name, body) -> all.put("tokens " + name, tokens(body, rng)));
    ROWS.forEach((name, body) -> all.put("rows " + name, rows(body, rng)));
    return Collections.unmodifiableMap(all);
  }

  /** A random member of the space for tables on random columns. */
  public static LayerCase tabular(RandomGenerator rng) {
    TabularSpace space = new TabularSpace();
    Task task = new Task(RawRows.input(rng), new Output.Classes(CLASSES));
    return new LayerCase(space.network(space.random(rng), task), false);
  }

  private static LayerCase map(Body body, RandomGenerator rng) {
    return real(new Shape(rng.nextInt(1, 4), rng.nextInt(3, 7), rng.nextInt(3, 7)), body, rng);
  }

  private static LayerCase sequence(Body body, RandomGenerator rng) {
    return real(Shape.sequence(rng.nextInt(1, 4), rng.nextInt(3, 12)), body, rng);
  }

  private static LayerCase real(Shape input, Body body, RandomGenerator rng) {
    Network.Builder builder = Network.builder(Task.images(input, CLASSES));
    int x = builder.add(Convolution.dense(8, 1, 1).withBias(), 0);
    return new LayerCase(finished(builder, body.add(builder, x, rng)), false);
  }

  private static LayerCase tokens(Body body, RandomGenerator rng) {
    Network.Builder builder =
        Network.builder(Task.images(Shape.sequence(1, rng.nextInt(4, 12)), CLASSES));
    return new LayerCase(finished(builder, body.add(builder, 0, rng)), true);
  }

  private static LayerCase rows(Body body, RandomGenerator rng) {
    Task task = new Task(RawRows.input(rng), new Output.Classes(CLASSES));
    Network.Builder builder = Network.builder(task);
    int x = builder.add(new Activation(Activation.Function.TANH), body.add(builder, 0, rng));
    builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.Flatten(), x));
    return new LayerCase(builder.build(), false);
  }

  private static List<Input.Column> columns(Network.Builder builder) {
    return ((Input.Columns) builder.task().input()).columns();
  }

  private static Body tokens(Scale scale, Encoding encoding, int terms) {
    return (b, x, rng) ->
        b.add(new ColumnLayer.Tokens(columns(b), scale, encoding, terms, rng.nextInt(1, 5)), x);
  }

  private static Network finished(Network.Builder builder, int x) {
    builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.GlobalAverage(), x));
    return builder.build();
  }

  /** A last channel between 0 and 1 stands for what says which steps are there. */
  private static Body marked(SequenceLayer layer) {
    return (builder, x, rng) -> {
      int bounded = builder.add(new Activation(Activation.Function.SIGMOID), x);
      return builder.add(new Layer.LayerNorm(), builder.add(layer, bounded));
    };
  }

  private static int concat(Network.Builder builder, int x, RandomGenerator rng) {
    int other = builder.add(Convolution.dense(3, 3, 1), x);
    int joined = builder.add(new Layer.Concat(), List.of(other, x, other));
    return builder.add(new Activation(Activation.Function.SILU), joined);
  }

  private static int excited(Network.Builder builder, int x, RandomGenerator rng) {
    int squeezed = builder.add(new Layer.GlobalAverage(), x);
    int gate = builder.add(Convolution.dense(8, 1, 1).withBias(), squeezed);
    gate = builder.add(new Activation(Activation.Function.SIGMOID), gate);
    return builder.add(
        new Layer.Multiply(), rng.nextBoolean() ? List.of(x, gate) : List.of(gate, x, gate));
  }

  private static int gated(Network.Builder builder, int x, RandomGenerator rng) {
    int gate = builder.add(Convolution.dense(8, 3, 1).withBias(), x);
    gate = builder.add(new Activation(Activation.Function.SIGMOID), gate);
    return builder.add(new Layer.Multiply(), List.of(x, gate));
  }

  private static int folded(Network.Builder builder, int x, RandomGenerator rng) {
    int ids = rng.nextInt(2, IDS);
    int fewer = builder.add(new SequenceLayer.Fold(ids), x);
    return builder.add(new SequenceLayer.Embedding(ids, 4), fewer);
  }

  private static int capped(Network.Builder builder, int x, RandomGenerator rng) {
    int ids = rng.nextInt(2, IDS);
    return builder.add(
        new SequenceLayer.Embedding(ids, 4), builder.add(new SequenceLayer.Cap(ids), x));
  }

  private static int present(Network.Builder builder, int x, SequenceLayer layer) {
    int vectors = builder.add(new SequenceLayer.Embedding(IDS, 4), x);
    int map = builder.add(Convolution.row(6, 3, 1, 1, 1).withBias(), vectors);
    return builder.add(layer, List.of(map, x));
  }

  /** Steps whose last channel is above zero are there; of two neighbours one is enough. */
  private static int steps(Network.Builder builder, int x, RandomGenerator rng) {
    int marked = builder.add(new Layer.Relu(), x);
    int presence = builder.add(new SequenceLayer.Presence(), marked);
    presence = builder.add(new Pool(Pool.Kind.MAX, 3, 2), presence);
    int map = builder.add(Convolution.row(6, 3, 2, 1, 1).withBias(), x);
    return builder.add(new SequenceLayer.PresentMax(), List.of(map, presence));
  }

  private static int text(Network.Builder builder, int x, RandomGenerator rng) {
    int node = builder.add(new SequenceLayer.Embedding(IDS, 6), x);
    node = builder.add(new SequenceLayer.PositionEmbedding(), node);
    int seen = builder.add(new SequenceLayer.SelfAttention(3), node);
    node = builder.add(new Layer.LayerNorm(), builder.add(new Layer.Sum(), List.of(node, seen)));
    node = builder.add(new SequenceLayer.Gru(4, true), node);
    node = builder.add(new SequenceLayer.Lstm(3, false), node);
    return builder.add(new SequenceLayer.AttentionPool(), node);
  }

  private static int table(Network.Builder builder, int x, RandomGenerator rng) {
    int terms = builder.add(new SequenceLayer.Slice(0, 2), x);
    int numbers = builder.add(new SequenceLayer.Slice(2, builder.shape(x).width()), x);
    terms = builder.add(new SequenceLayer.EmbeddingBag(IDS, 4), terms);
    numbers = builder.add(new Layer.Linear(5), builder.add(new Layer.Flatten(), numbers));
    return builder.add(new Layer.Concat(), List.of(numbers, terms));
  }

  /** The network with numbers that differ from those it starts with. */
  public Model model(RandomGenerator rng) {
    Constants none = constants(rng);
    Model model = Model.of(network, none, Seeds.root(1), Device.CPU);
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (Parameter parameter : Parameter.of(network)) {
      float[] values = model.weights().get(parameter.name());
      int first = parameter.kind().isTable() ? parameter.shape().get(1) : 0;
      double noise = 0.4 * Math.min(1, Math.sqrt(8.0 * parameter.shape().get(0) / values.length));
      for (int i = first; parameter.kind().trained() && i < values.length; i++) {
        values[i] += (float) (noise * rng.nextGaussian()); // deep and wide ones stay finite
      }
      arrays.put(parameter.name(), values);
    }
    model.load(Weights.of(arrays));
    return model;
  }

  private Constants constants(RandomGenerator rng) {
    if (network.task().input() instanceof Input.Columns columns) {
      return Constants.of(network.task(), RawRows.samples(columns, 50, CLASSES, rng));
    }
    Constants none = Constants.neutral(network.task());
    Arrays.fill(none.get(Constants.INPUT_MEAN), 0);
    Arrays.fill(none.get(Constants.INPUT_DEVIATION), 1);
    return none;
  }

  /** {@code count} samples, row-major. */
  public float[] input(int count, RandomGenerator rng) {
    if (network.task().input() instanceof Input.Columns columns) {
      return RawRows.numbers(columns, count, rng);
    }
    float[] values = new float[(int) (count * network.input().size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids ? rng.nextInt(IDS) : (float) rng.nextGaussian();
    }
    return values;
  }
}
