package io.mimar.space;

import io.mimar.Check;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Networks for time series: how a series is seen, one trunk and its sizes, how its positions become
 * one vector, and how all of it is trained.
 *
 * <p>The trunks, with what they follow:
 *
 * <ul>
 *   <li>{@code convolutions}, {@code residual}: Wang, Yan, Oates, Time Series Classification from
 *       Scratch with Deep Neural Networks, IJCNN 2017 (FCN and ResNet);
 *   <li>{@code inception}: Ismail Fawaz et al., InceptionTime, Data Mining and Knowledge Discovery
 *       34, 2020;
 *   <li>{@code separable}: dilated depthwise convolutions with residuals; Bai, Kolter, Koltun, An
 *       Empirical Evaluation of Generic Convolutional and Recurrent Networks for Sequence Modeling,
 *       arXiv:1803.01271, 2018;
 *   <li>{@code kernels}: one layer of kernels at several dilations side by side, pooled at once;
 *       Dempster, Petitjean, Webb, ROCKET, Data Mining and Knowledge Discovery 34, 2020, but
 *       learned;
 *   <li>{@code gru}, of both directions, and {@code attention}: behind one convolution;
 *   <li>{@code linear}: all numbers at once.
 * </ul>
 *
 * <p>No kernel reaches further than the series is long: a longer one is shortened.
 */
public record SeriesSpace() implements PlainSpace, NetworkSpace {
  static final String TRUNK = "trunk";
  static final String VIEW = "view";
  static final String DISTORTION = "distortion";
  static final String WIDTH = "width";
  static final String DEPTH = "depth";
  static final String KERNEL = "kernel";
  static final String DILATION = "dilation growth";
  static final String STRIDE = "stem stride";
  static final String POOLING = "pooling";
  static final String DROPOUT = "dropout";
  private static final String MIXUP = "mixup";

  private static final List<Choice> CHOICES =
      List.of(
          Choice.of(
              TRUNK,
              List.of(
                  "convolutions",
                  "residual",
                  "inception",
                  "separable",
                  "kernels",
                  "gru",
                  "attention",
                  "linear")),
          Choice.ordered(WIDTH, List.of("8", "16", "32", "64", "128")),
          Choice.ordered(DEPTH, List.of("1", "2", "3", "4")),
          Choice.ordered(KERNEL, List.of("3", "5", "9", "15", "25", "39")),
          Choice.ordered(DILATION, List.of("1", "2", "4")),
          Choice.ordered(STRIDE, List.of("1", "2", "4")),
          Choice.of(VIEW, List.of("as is", "standardised", "with differences")),
          Choice.of(POOLING, List.of("mean", "max", "mean+max", "attention")),
          Choice.ordered(DROPOUT, List.of("0", "0.2", "0.5")),
          Choice.ordered(DISTORTION, List.of("0", "0.5")),
          Choice.ordered(TrainingChoices.RATE, List.of("0.001", "0.003", "0.01")),
          Choice.ordered(TrainingChoices.BATCH, List.of("8", "16", "32", "64")),
          Choice.ordered(TrainingChoices.DECAY, List.of("0.0001", "0.01", "0.1")),
          Choice.ordered(TrainingChoices.SMOOTHING, List.of("0", "0.1")),
          Choice.ordered(MIXUP, List.of("0", "0.2")),
          Choice.ordered(TrainingChoices.LENGTH, List.of("0.25", "0.5", "1")));

  /** The trunks whose layers may see further and further apart. */
  private static final Set<String> DILATED =
      Set.of("convolutions", "residual", "separable", "kernels");

  @Override
  public String name() {
    return "series";
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  @Override
  public boolean matters(int choice, int[] values) {
    String trunk = chosen(TRUNK, values);
    return switch (CHOICES.get(choice).name()) {
      case WIDTH, DEPTH, KERNEL, POOLING -> !trunk.equals("linear");
      case DILATION -> DILATED.contains(trunk) && values[2] > 0; // the first layer has none
      default -> true;
    };
  }

  @Override
  public Network network(Architecture architecture, Task task) {
    Check.that(
        task.input() instanceof Input.Series, "input of space " + name(), task.input(), "series");
    return new SeriesNetwork(choice -> decided(architecture, choice), task).build();
  }

  /**
   * Kernels at several dilations, InceptionTime and a residual network, each in small and regular
   * form: what the comparisons of the field have among the best networks (Middlehurst, Schäfer,
   * Bagnall, Bake off redux, Data Mining and Knowledge Discovery 38, 2024).
   */
  @Override
  public List<List<Architecture>> portfolio() {
    String regime =
        ",distortion=0,learning rate=0.003,batch=16,weight decay=0.01,label smoothing=0.1,mixup=0,"
            + "length=1";
    return List.of(
        inSizes(
            "trunk=kernels,depth=4,kernel=9,dilation growth=2,stem stride=1,view=standardised,"
                + "pooling=mean+max,dropout=0.2"
                + regime,
            WIDTH,
            "128",
            "64",
            "32",
            "16"),
        inSizes(
            "trunk=inception,depth=3,kernel=39,stem stride=1,view=standardised,pooling=mean,"
                + "dropout=0"
                + regime,
            WIDTH,
            "32",
            "16",
            "8"),
        inSizes(
            "trunk=residual,depth=3,kernel=9,dilation growth=1,stem stride=1,view=standardised,"
                + "pooling=mean,dropout=0"
                + regime,
            WIDTH,
            "64",
            "32",
            "16",
            "8"));
  }

  @Override
  public Optional<Regime> regime(Architecture architecture) {
    double rate = number(architecture, TrainingChoices.RATE);
    return Optional.of(
        TrainingChoices.regime(this, architecture, rate, number(architecture, MIXUP)));
  }
}
