package io.mimar.space;

import io.mimar.Check;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Networks for texts: a bag of hashed terms, the words in their order, or both, and how to train
 * them.
 *
 * <p>A bag with one number for each class is logistic regression on n-grams, which is hard to beat
 * on a few thousand texts; beside a sequence its numbers are added to the sequence's logits (Cheng
 * et al., Wide &amp; Deep Learning, 2016). A sequence is embedded, encoded (or not: Shen et al.,
 * Baseline Needs More Love, ACL 2018) and pooled.
 *
 * <p>The values are those of which random draws were mostly good on 240 and 1,600 texts of subj:
 * vectors of 8 numbers, rates of 0.0005, batches of 128 and three layers were not, or slow.
 */
public record TextSpace() implements PlainSpace, NetworkSpace {

  // ---- what may be decided: names and values are read by TextNetwork

  static final String BRANCHES = "branches";
  static final String BAG = "bag";
  static final String SEQUENCE = "sequence";
  static final String TERMS = "terms";
  static final String BAG_SIZE = "bag size";
  static final String WORDS = "words";
  static final String WORD_SIZE = "word size";
  static final String ENCODER = "encoder";
  static final String CHANNELS = "channels";
  static final String WIDTHS = "widths";
  static final String DEPTH = "depth";
  static final String POOLING = "pooling";
  static final String WORD_DROPOUT = "word dropout";
  static final String HIDDEN = "hidden";
  static final String DROPOUT = "dropout";
  static final String BAG_RATE = "bag learning rate";

  /** Numbers of words cannot be blended. */
  private static final double NO_BLENDS = 0;

  /** A bag size: the numbers are the logits. */
  static final String LOGITS = "logits";

  /** How a sequence is encoded. */
  enum Encoding {
    NONE,
    PARALLEL,
    STACKED,
    GRU,
    LSTM,
    ATTENTION
  }

  /** How a sequence becomes a vector. */
  enum Pooling {
    MAX,
    MEAN,
    BOTH,
    ATTENTION
  }

  private static final List<Choice> CHOICES =
      List.of(
          Choice.of(BRANCHES, List.of(BAG, "both", SEQUENCE)),
          Choice.ordered(TERMS, List.of(WORDS, "1/32", "1/8", "all")),
          Choice.ordered(BAG_SIZE, List.of(LOGITS, "8", "16", "32")),
          Choice.ordered(WORDS, List.of("512", "2048", "8192", "all")),
          Choice.ordered(WORD_SIZE, List.of("16", "32", "64", "128")),
          Choice.of(ENCODER, names(Encoding.values())),
          Choice.ordered(CHANNELS, List.of("32", "64", "128")),
          Choice.of(WIDTHS, List.of("1 3", "3 5", "1 3 5", "3 5 7")),
          Choice.ordered(DEPTH, List.of("1", "2")),
          Choice.of(POOLING, names(Pooling.values())),
          Choice.ordered(WORD_DROPOUT, List.of("0", "0.1", "0.25")),
          Choice.ordered(HIDDEN, List.of("0", "32", "64", "128")),
          Choice.ordered(DROPOUT, List.of("0", "0.25", "0.5")),
          Choice.ordered(BAG_RATE, List.of("0.002", "0.005", "0.01", "0.02", "0.05")),
          Choice.ordered(TrainingChoices.RATE, List.of("0.001", "0.002", "0.004", "0.008")),
          Choice.ordered(TrainingChoices.BATCH, List.of("16", "32", "64")),
          Choice.ordered(TrainingChoices.DECAY, List.of("0", "0.01", "0.1")),
          Choice.ordered(TrainingChoices.SMOOTHING, List.of("0", "0.1")),
          Choice.ordered(TrainingChoices.LENGTH, List.of("0.25", "0.5", "1")));

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public String name() {
    return "text";
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  @Override
  public boolean matters(int choice, int[] values) {
    String branches = chosen(BRANCHES, values);
    boolean bag = !branches.equals(SEQUENCE);
    boolean sequence = !branches.equals(BAG);
    String encoder = chosen(ENCODER, values);
    boolean encoded = sequence && !encoder.equals("none");
    return switch (CHOICES.get(choice).name()) {
      case TERMS, BAG_SIZE -> bag;
      case WORDS -> sequence || chosen(TERMS, values).equals(WORDS);
      case BAG_RATE -> !sequence;
      case TrainingChoices.RATE, WORD_SIZE, ENCODER, POOLING, WORD_DROPOUT -> sequence;
      case CHANNELS -> encoded;
      case WIDTHS -> sequence && encoder.equals("parallel");
      case DEPTH -> encoded && !encoder.equals("parallel");
      case HIDDEN, DROPOUT, TrainingChoices.DECAY ->
          sequence || !chosen(BAG_SIZE, values).equals(LOGITS);
      default -> true;
    };
  }

  @Override
  public Network network(Architecture architecture, Task task) {
    Check.that(
        task.input() instanceof Input.Tokens, "input of space " + name(), task.input(), "texts");
    return TextNetwork.of(choice -> decided(architecture, choice), task);
  }

  /** The linear network for {@code task}: logistic regression on the terms of a text. */
  public static Network linear(Task task) {
    return TextNetwork.linear(task);
  }

  /**
   * Logistic regression on n-grams, and beside it convolutions over the words (Kim, Convolutional
   * Neural Networks for Sentence Classification, EMNLP 2014).
   */
  @Override
  public List<List<Architecture>> portfolio() {
    return List.of(
        inSizes(
            "branches=bag,bag size=logits,words=512,bag learning rate=0.005,batch=32,"
                + "label smoothing=0,length=1",
            TERMS,
            "all",
            "1/32",
            WORDS),
        inSizes(
            "branches=both,terms=all,bag size=logits,word size=64,encoder=parallel,channels=64,"
                + "widths=1 3 5,pooling=max,word dropout=0.1,hidden=0,dropout=0.5,"
                + "learning rate=0.002,batch=32,weight decay=0.01,label smoothing=0,length=1",
            WORDS,
            "8192",
            "2048",
            "512"));
  }

  @Override
  public Optional<Regime> regime(Architecture architecture) {
    boolean bag = decided(architecture, BRANCHES).equals(BAG);
    double rate = number(architecture, bag ? BAG_RATE : TrainingChoices.RATE);
    return Optional.of(TrainingChoices.regime(this, architecture, rate, NO_BLENDS));
  }
}
