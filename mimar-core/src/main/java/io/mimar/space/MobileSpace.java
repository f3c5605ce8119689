package io.mimar.space;

import io.mimar.Check;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Layer.Activation;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Small networks for images: a stem, stages of inverted residuals, a head; all sizes searched.
 *
 * <p>A block expands its channels by a 1x1 convolution, filters each by a depthwise one, weighs the
 * channels where the stage squeezes, and projects them down by a 1x1 convolution without an
 * activation; where shape and channels stay, the input is added. All stages but the first halve the
 * resolution, unless less than 2x2 would be left; a stage of depth 0 is not there, and halves
 * nothing. Kernels are cut to what an image can fill.
 *
 * <p>Papers: Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, CVPR 2018; Hu,
 * Shen, Sun, Squeeze-and-Excitation Networks, CVPR 2018, with a quarter of the block's input
 * channels as in Tan, Le, EfficientNet, ICML 2019. Differs: ReLU throughout; a stage may be absent.
 */
public record MobileSpace() implements PlainSpace, NetworkSpace {

  private static final int BEFORE_STAGES = 2;
  private static final int DEPTH = 0;
  private static final int SQUEEZE_SHARE = 4;
  private static final int FEWEST_SQUEEZED = 4;
  private static final int HEAD = 8; // channels of the head for one of the stem, in the portfolio
  private static final List<String> YES_NO = List.of("no", "yes");

  private static final List<Integer> STEM_STRIDES = List.of(1, 2);
  private static final List<Integer> STEM_WIDTHS = List.of(4, 8, 12, 16, 24);

  /** Large kernels train slowly: 7x7 only where the resolution is low. */
  private static final List<Stage> STAGES =
      List.of(
          Stage.of(List.of(8, 12, 16, 24), List.of(3, 5)),
          Stage.of(List.of(8, 12, 16, 24, 32), List.of(3, 5)),
          Stage.of(List.of(8, 16, 24, 32, 48, 64), List.of(3, 5, 7)),
          Stage.of(List.of(16, 24, 32, 48, 64, 96), List.of(3, 5, 7)));

  /** Channels of the last 1x1 convolution; 0 for none. */
  private static final List<Integer> HEAD_WIDTHS = List.of(0, 32, 64, 128);

  /** Probabilities of zeroing before the last layer. */
  private static final List<Double> DROPOUTS = List.of(0.0, 0.1, 0.2, 0.3);

  /** How much is decided of each stage. */
  private static final int DECISIONS = STAGES.get(0).choices(1).size();

  private static final List<Choice> CHOICES = offered();

  /**
   * What a stage has on offer.
   *
   * @param depths blocks in a row
   * @param widths channels between the blocks
   * @param kernels sides of the depthwise kernels
   * @param expansions channels inside a block, as a multiple of those that enter
   */
  private record Stage(
      List<Integer> depths, List<Integer> widths, List<Integer> kernels, List<Integer> expansions) {
    private static Stage of(List<Integer> widths, List<Integer> kernels) {
      return new Stage(List.of(0, 1, 2, 3), widths, kernels, List.of(1, 2, 4, 6));
    }

    private List<Choice> choices(int number) {
      return List.of(
          Choice.ordered("depth " + number, words(depths)),
          Choice.ordered("width " + number, words(widths)),
          Choice.ordered("kernel " + number, words(kernels)),
          Choice.ordered("expansion " + number, words(expansions)),
          Choice.of("squeeze " + number, YES_NO));
    }
  }

  @Override
  public String name() {
    return "mobile";
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  private static List<Choice> offered() {
    List<Choice> choices = new ArrayList<>();
    choices.add(Choice.ordered("stem stride", words(STEM_STRIDES)));
    choices.add(Choice.ordered("stem width", words(STEM_WIDTHS)));
    for (int stage = 0; stage < STAGES.size(); stage++) {
      choices.addAll(STAGES.get(stage).choices(stage + 1));
    }
    choices.add(Choice.ordered("head width", words(HEAD_WIDTHS)));
    choices.add(Choice.ordered("dropout", words(DROPOUTS)));
    return List.copyOf(choices);
  }

  /** What a stage is like matters where it is there. */
  @Override
  public boolean matters(int choice, int[] values) {
    int stage = Math.floorDiv(choice - BEFORE_STAGES, DECISIONS);
    if (stage < 0 || stage >= STAGES.size()) {
      return true;
    }
    int depth = BEFORE_STAGES + stage * DECISIONS + DEPTH;
    return choice == depth || STAGES.get(stage).depths().get(values[depth]) > 0;
  }

  /** MobileNetV2 in small: one block in the first stage, two in each other. */
  @Override
  public List<List<Architecture>> portfolio() {
    return List.of(
        Size.ladder(STEM_STRIDES, STEM_WIDTHS).stream()
            .map(s -> architecture(sized(s)))
            .distinct()
            .toList());
  }

  private int[] sized(Size size) {
    IntStream.Builder values = IntStream.builder();
    values.add(STEM_STRIDES.indexOf(size.stride()));
    values.add(STEM_WIDTHS.indexOf(size.width()));
    for (int stage = 0; stage < STAGES.size(); stage++) {
      Stage on = STAGES.get(stage);
      values.add(Size.nearest(on.depths(), stage == 0 ? 1 : 2));
      values.add(Size.nearest(on.widths(), size.width(stage, STAGES.size())));
      values.add(Size.nearest(on.kernels(), 3));
      values.add(Size.nearest(on.expansions(), stage == 0 ? 1 : 4));
      values.add(YES_NO.indexOf("no"));
    }
    values.add(Size.nearest(HEAD_WIDTHS, HEAD * size.width()));
    values.add(Size.nearest(DROPOUTS, 0.1));
    return values.build().toArray();
  }

  // ---- the network

  @Override
  public Network network(Architecture architecture, Task task) {
    Check.that(
        task.input() instanceof Input.Pixels, "input of space " + name(), task.input(), "images");
    Iterator<Integer> values = architecture.values().iterator(); // read in the order of the choices
    Network.Builder builder = Network.builder(task);
    int stemStride = fitting(STEM_STRIDES.get(values.next()), builder.shape(0));
    Convolution stem = Convolution.dense(STEM_WIDTHS.get(values.next()), 3, stemStride);
    int node = activated(builder, stem, 0);
    boolean linear = false;
    for (int stage = 0; stage < STAGES.size(); stage++) {
      int depth = STAGES.get(stage).depths().get(values.next());
      Block block = Block.read(STAGES.get(stage), values);
      for (int i = 0; i < depth; i++) {
        node = block.build(builder, node, i == 0 && stage > 0 ? 2 : 1);
      }
      linear |= depth > 0;
    }
    int headWidth = HEAD_WIDTHS.get(values.next());
    if (headWidth > 0) {
      node = activated(builder, Convolution.dense(headWidth, 1, 1), node);
    } else if (linear) {
      node = builder.add(new Layer.Relu(), node);
    }
    node = builder.add(new Layer.GlobalAverage(), node);
    double dropout = DROPOUTS.get(values.next());
    node = dropout > 0 ? builder.add(new Layer.Dropout(dropout), node) : node;
    builder.add(new Layer.Linear(task.output().size()), node);
    return builder.build();
  }

  /** An inverted residual. */
  private record Block(int width, int kernel, int expansion, boolean squeezes) {

    static Block read(Stage stage, Iterator<Integer> values) {
      return new Block(
          stage.widths().get(values.next()),
          stage.kernels().get(values.next()),
          stage.expansions().get(values.next()),
          YES_NO.get(values.next()).equals("yes"));
    }

    int build(Network.Builder builder, int input, int wantedStride) {
      Shape in = builder.shape(input);
      int inner = in.channels() * expansion;
      int stride = fitting(wantedStride, in);
      int node = input;
      if (expansion > 1) {
        node = activated(builder, Convolution.dense(inner, 1, 1), node);
      }
      int side = Math.min(kernel, 2 * Math.max(in.height(), in.width()) - 1);
      node = activated(builder, Convolution.depthwise(inner, side, stride), node);
      if (squeezes) {
        node = squeeze(builder, node, Math.max(FEWEST_SQUEEZED, in.channels() / SQUEEZE_SHARE));
      }
      node = normalised(builder, Convolution.dense(width, 1, 1), node);
      return builder.shape(node).equals(in)
          ? builder.add(new Layer.Sum(), List.of(input, node))
          : node;
    }

    /** Weighs each channel by what all their means say. */
    private static int squeeze(Network.Builder builder, int input, int squeezed) {
      int channels = builder.shape(input).channels();
      int node = builder.add(new Layer.GlobalAverage(), input);
      node = builder.add(Convolution.dense(squeezed, 1, 1).withBias(), node);
      node = builder.add(new Layer.Relu(), node);
      node = builder.add(Convolution.dense(channels, 1, 1).withBias(), node);
      node = builder.add(new Activation(Activation.Function.SIGMOID), node);
      return builder.add(new Layer.Multiply(), List.of(input, node));
    }
  }

  /** {@code stride}, unless less than 2x2 would be left. */
  private static int fitting(int stride, Shape in) {
    return Math.min(in.height(), in.width()) > stride ? stride : 1;
  }

  private static int activated(Network.Builder builder, Convolution convolution, int node) {
    return builder.add(new Layer.Relu(), normalised(builder, convolution, node));
  }

  private static int normalised(Network.Builder builder, Convolution convolution, int node) {
    return builder.add(new Layer.BatchNorm(), builder.add(convolution, node));
  }

  private static List<String> words(List<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).toList();
  }
}
