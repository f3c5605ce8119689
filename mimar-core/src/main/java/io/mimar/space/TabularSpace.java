package io.mimar.space;

import io.mimar.Check;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Task;
import java.util.List;
import java.util.Optional;

/**
 * Networks for rows of tables: how numbers are scaled and encoded, one trunk and its sizes, and how
 * all of it is trained.
 *
 * <p>The trunks, with what they follow:
 *
 * <ul>
 *   <li>{@code linear}: logistic or linear regression, on a piecewise encoding an additive model;
 *   <li>{@code mlp}, {@code residual}: Gorishniy, Rubachev, Khrulkov, Babenko, Revisiting Deep
 *       Learning Models for Tabular Data, NeurIPS 2021 (MLP and ResNet);
 *   <li>{@code gated}: residual blocks with a gate; Shazeer, GLU Variants Improve Transformer,
 *       arXiv:2002.05202, 2020;
 *   <li>{@code attention}: columns look at one another; Gorishniy et al. 2021 (FT-Transformer), but
 *       pooled by attention instead of a token of its own.
 * </ul>
 *
 * <p>Where the encoding is not plain, each column becomes a vector, see {@link
 * io.mimar.network.ColumnLayer.Tokens}; attention has those always.
 */
public record TabularSpace() implements PlainSpace, NetworkSpace {
  static final String TRUNK = "trunk";
  static final String SCALE = "scale";
  static final String ENCODING = "encoding";
  static final String TERMS = "terms";
  static final String VECTOR = "vector";
  static final String BLOCKS = "blocks";
  static final String WIDTH = "width";
  static final String DROPOUT = "dropout";
  static final String ACTIVATION = "activation";
  static final String NORMALISATION = "normalisation";

  static final String LINEAR = "linear";
  static final String MLP = "mlp";
  static final String RESIDUAL = "residual";
  static final String GATED = "gated";
  static final String ATTENTION = "attention";
  static final String PLAIN = "plain";

  private static final List<Choice> CHOICES =
      List.of(
          Choice.of(TRUNK, List.of(LINEAR, MLP, RESIDUAL, GATED, ATTENTION)),
          Choice.of(SCALE, List.of("standard", "robust", "quantile")),
          Choice.of(ENCODING, List.of(PLAIN, "piecewise", "periodic")),
          Choice.ordered(TERMS, List.of("8", "16", "32")),
          Choice.ordered(VECTOR, List.of("4", "8", "16", "32")),
          Choice.ordered(BLOCKS, List.of("1", "2", "3", "4")),
          Choice.ordered(WIDTH, List.of("8", "16", "32", "64", "128", "256")),
          Choice.ordered(DROPOUT, List.of("0", "0.1", "0.25", "0.5")),
          Choice.of(ACTIVATION, List.of("relu", "silu", "gelu")),
          Choice.of(NORMALISATION, List.of("batch", "layer")),
          Choice.ordered(TrainingChoices.RATE, List.of("0.001", "0.002", "0.005", "0.01")),
          Choice.ordered(TrainingChoices.BATCH, List.of("32", "64", "128")),
          Choice.ordered(TrainingChoices.DECAY, List.of("0.0001", "0.01", "0.1", "0.5")),
          Choice.ordered(TrainingChoices.SMOOTHING, List.of("0", "0.05", "0.1")),
          Choice.ordered(TrainingChoices.LENGTH, List.of("0.25", "0.5", "1")));

  /** The rates are for this width; narrow networks need larger steps, and bear them. */
  private static final double RATED_WIDTH = 128;

  /** Blends of raw categories mean nothing. */
  private static final double NO_BLENDS = 0;

  /** The steps of one layer alone. */
  private static final double LINEAR_HASTE = 10;

  @Override
  public String name() {
    return "tabular";
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  @Override
  public boolean matters(int choice, int[] values) {
    String trunk = chosen(TRUNK, values);
    boolean plain = chosen(ENCODING, values).equals(PLAIN);
    return switch (CHOICES.get(choice).name()) {
      case TERMS -> !plain;
      case VECTOR -> !plain || trunk.equals(ATTENTION);
      case BLOCKS, WIDTH, DROPOUT, ACTIVATION -> !trunk.equals(LINEAR);
      case NORMALISATION -> !trunk.equals(LINEAR) && !trunk.equals(ATTENTION);
      default -> true;
    };
  }

  @Override
  public Network network(Architecture architecture, Task task) {
    Check.that(
        task.input() instanceof Input.Columns, "input of space " + name(), task.input(), "columns");
    return new TabularNetwork(choice -> decided(architecture, choice), task).build();
  }

  @Override
  public Optional<Regime> regime(Architecture architecture) {
    double rate = number(architecture, TrainingChoices.RATE) * haste(architecture);
    return Optional.of(TrainingChoices.regime(this, architecture, rate, NO_BLENDS));
  }

  /**
   * A perceptron as Holzmüller, Grinsztajn, Steinwart found it good (Better by Default, NeurIPS
   * 2024), one on a piecewise encoding (Gorishniy, Rubachev, Babenko, On Embeddings for Numerical
   * Features in Tabular Deep Learning, NeurIPS 2022), and a linear model.
   */
  @Override
  public List<List<Architecture>> portfolio() {
    return List.of(
        inSizes(
            "trunk=mlp,scale=robust,encoding=plain,blocks=3,dropout=0.1,activation=silu,"
                + "normalisation=batch,learning rate=0.005,batch=64,weight decay=0.01,"
                + "label smoothing=0.1,length=1",
            WIDTH,
            "256",
            "128",
            "64",
            "32"),
        inSizes(
            "trunk=mlp,scale=quantile,encoding=piecewise,terms=16,vector=8,blocks=2,dropout=0.25,"
                + "activation=relu,normalisation=layer,learning rate=0.002,batch=64,"
                + "weight decay=0.01,label smoothing=0,length=1",
            WIDTH,
            "256",
            "128",
            "64",
            "32"),
        inSizes(
            "trunk=linear,scale=standard,encoding=plain,learning rate=0.005,batch=32,"
                + "label smoothing=0,length=1",
            TrainingChoices.DECAY,
            "0.01"));
  }

  private double haste(Architecture architecture) {
    return decided(architecture, TRUNK).equals(LINEAR)
        ? LINEAR_HASTE
        : Math.sqrt(RATED_WIDTH / number(architecture, WIDTH));
  }
}
