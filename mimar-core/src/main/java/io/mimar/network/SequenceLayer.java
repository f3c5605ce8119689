package io.mimar.network;

import io.mimar.Check;
import java.util.List;

/**
 * A {@link Layer} that sees a map as positions, each with a vector of channels: for text, series
 * and tables. A sequence is {@code C x 1 x T}.
 */
public sealed interface SequenceLayer extends Layer {

  /** The most ids an embedding may tell apart: whole numbers below are exact in float32. */
  int MOST_IDS = 1 << 24;

  /** What counts as the score of a position where nothing is: e to its power is 0. */
  float NOWHERE = -1e9f;

  /**
   * The vector of each id. The input is {@code 1 x 1 x T} of whole numbers from 0 to {@code
   * vocabulary - 1}; id 0 means nothing: its vector is zero and learns nothing, though it is
   * counted among the parameters.
   *
   * @param vocabulary number of ids, 0 included
   * @param dimensions numbers of a vector
   */
  record Embedding(int vocabulary, int dimensions) implements SequenceLayer {
    public Embedding {
      checkTable("vocabulary", vocabulary, dimensions);
    }

    @Override
    public Shape output(Shape in) {
      checkIds(in);
      return in.withChannels(dimensions);
    }

    @Override
    public long params(Shape in) {
      return (long) vocabulary * dimensions;
    }
  }

  /**
   * The sum of the vectors of all ids that are not 0, over the square root of their number (at
   * least 1): its size does not grow with the number of ids that have nothing in common. The input
   * is that of {@link Embedding}.
   *
   * @param terms number of ids, 0 included
   * @param dimensions numbers of a vector
   */
  record EmbeddingBag(int terms, int dimensions) implements SequenceLayer {
    public EmbeddingBag {
      checkTable("terms", terms, dimensions);
    }

    @Override
    public Shape output(Shape in) {
      checkIds(in);
      return Shape.vector(dimensions);
    }

    @Override
    public long params(Shape in) {
      return (long) terms * dimensions;
    }
  }

  /**
   * Ids told apart by fewer numbers: 0 stays 0, the others share {@code 1..ids-1}. The input is
   * that of {@link Embedding}.
   *
   * @param ids number of ids that are left, 0 included
   */
  record Fold(int ids) implements SequenceLayer {
    public Fold {
      Check.range("ids", ids, 2, MOST_IDS);
    }

    @Override
    public Shape output(Shape in) {
      checkIds(in);
      return in;
    }
  }

  /**
   * Ids from {@code ids} on become 1: of a vocabulary whose most frequent words come first, the
   * others are any other word. The input is that of {@link Embedding}.
   *
   * @param ids number of ids that are left, 0 and 1 included
   */
  record Cap(int ids) implements SequenceLayer {
    public Cap {
      Check.range("ids", ids, 2, MOST_IDS);
    }

    @Override
    public Shape output(Shape in) {
      checkIds(in);
      return in;
    }
  }

  /**
   * A layer over the positions that are there alone: it reads a sequence and its ids, {@code 1 x 1
   * x T}, which are 0 where there is nothing. Of no positions at all it is zero.
   */
  sealed interface Present extends SequenceLayer {
    @Override
    default Shape output(Shape in) {
      return Shape.vector(in.channels());
    }

    @Override
    default Shape output(List<Shape> ins) {
      return output(withIds(this, ins));
    }
  }

  /** The mean over the positions that are there. */
  record PresentAverage() implements Present {}

  /** The largest number over the positions that are there. */
  record PresentMax() implements Present {}

  /** Adds a learned number to each number of the input, so that positions differ. */
  record PositionEmbedding() implements SequenceLayer {
    @Override
    public Shape output(Shape in) {
      return in;
    }

    @Override
    public long params(Shape in) {
      return in.size();
    }
  }

  /**
   * Some columns of the width.
   *
   * @param from the first
   * @param to one behind the last
   */
  record Slice(int from, int to) implements SequenceLayer {
    public Slice {
      Check.range("first column", from, 0, 1 << 16);
      Check.range("end of the columns", to, from + 1, 1 << 16);
    }

    @Override
    public Shape output(Shape in) {
      Check.range("end of the columns", to, from + 1, in.width());
      return new Shape(in.channels(), in.height(), to - from);
    }
  }

  /**
   * A layer that goes along the width of a sequence step by step, from a state of zeros; each of
   * its matrices has a bias. Where it runs both ways, the results of the second way stand behind
   * the first's.
   */
  sealed interface Recurrent extends SequenceLayer {
    /** Numbers of its state. */
    int units();

    /** Whether a second one runs backwards. */
    boolean bidirectional();

    /** Matrices of each kind. */
    int gates();

    /** 1, or 2 where it runs both ways. */
    default int directions() {
      return bidirectional() ? 2 : 1;
    }

    @Override
    default Shape output(Shape in) {
      Check.range("height of the sequence", in.height(), 1, 1);
      return in.withChannels(units() * directions());
    }

    @Override
    default long params(Shape in) {
      return directions() * (long) gates() * units() * (in.channels() + units() + 2);
    }

    @Override
    default long macs(Shape in) {
      return directions() * (long) gates() * units() * (in.channels() + units()) * in.width();
    }
  }

  /**
   * A gated recurrent unit.
   *
   * <p>{@code r = σ(W_r x + U_r h), z = σ(W_z x + U_z h), n = tanh(W_n x + r(U_n h)), h' = (1-z)n +
   * zh}.
   *
   * <p>Paper: Cho et al., Learning Phrase Representations using RNN Encoder-Decoder, EMNLP 2014.
   * Differs: r acts behind the matrix, as in cuDNN.
   */
  record Gru(int units, boolean bidirectional) implements Recurrent {
    public Gru {
      checkUnits(units);
    }

    /** {@inheritDoc} They are those of r, z, n. */
    @Override
    public int gates() {
      return 3;
    }
  }

  /**
   * A long short-term memory.
   *
   * <p>{@code i, f, o = σ(W x + U h), g = tanh(W_g x + U_g h), c' = fc + ig, h' = o·tanh(c')}.
   *
   * <p>Paper: Gers, Schmidhuber, Cummins, Learning to Forget: Continual Prediction with LSTM,
   * Neural Computation 12(10), 2000.
   */
  record Lstm(int units, boolean bidirectional) implements Recurrent {
    public Lstm {
      checkUnits(units);
    }

    /** {@inheritDoc} They are those of i, f, g, o. */
    @Override
    public int gates() {
      return 4;
    }
  }

  /**
   * Each position looks at all: projections with bias to queries, keys and values, softmax of the
   * scaled products, a projection with bias back. Told by ids where nothing is, as {@link Present},
   * it does not look there.
   *
   * <p>Paper: Vaswani et al., Attention Is All You Need, NeurIPS 2017, eq. (1). Cost: {@code O(P·C²
   * + P²·C)} for P positions.
   *
   * @param heads how many look independently, a divisor of the channels
   */
  record SelfAttention(int heads) implements SequenceLayer {
    public SelfAttention {
      Check.range("heads", heads, 1, 1 << 10);
    }

    @Override
    public Shape output(Shape in) {
      Check.that(in.channels() % heads == 0, "heads", heads, "a divisor of " + in.channels());
      return in;
    }

    @Override
    public Shape output(List<Shape> ins) {
      return output(ins.size() == 1 ? ins.get(0) : withIds(this, ins));
    }

    @Override
    public long params(Shape in) {
      return 4L * in.channels() * (in.channels() + 1);
    }

    @Override
    public long macs(Shape in) {
      long positions = in.positions();
      return 4 * positions * in.channels() * in.channels()
          + 2 * positions * positions * in.channels();
    }
  }

  /**
   * The mean over all positions, weighted by the softmax of their products with a learned vector;
   * told by ids where nothing is, as {@link Present}, over those that are there.
   */
  record AttentionPool() implements SequenceLayer {
    @Override
    public Shape output(Shape in) {
      return Shape.vector(in.channels());
    }

    @Override
    public Shape output(List<Shape> ins) {
      return output(ins.size() == 1 ? ins.get(0) : withIds(this, ins));
    }

    @Override
    public long params(Shape in) {
      return in.channels();
    }

    @Override
    public long macs(Shape in) {
      return 2 * in.size();
    }
  }

  /**
   * The last channel alone: 1 where a step is there and 0 where none is, see {@link Input.Series}.
   * It is what layers that look only where something is are told.
   */
  record Presence() implements SequenceLayer {
    @Override
    public Shape output(Shape in) {
      checkMarked(in);
      return in.withChannels(1);
    }
  }

  /**
   * Frees each series of its own level and scale: every channel but the last minus its mean over
   * the steps that are there, over its deviation; 0 where nothing is. The last channel says with 1
   * or 0 what is there, see {@link Input.Series}, and stays.
   */
  record Standardise() implements SequenceLayer {
    @Override
    public Shape output(Shape in) {
      checkMarked(in);
      return in;
    }
  }

  /**
   * How much every channel but the last has changed since the step before; 0 where one of both
   * steps is not there, which the last channel says.
   */
  record Difference() implements SequenceLayer {
    @Override
    public Shape output(Shape in) {
      checkMarked(in);
      return in.withChannels(in.channels() - 1);
    }
  }

  /**
   * Changes each series at random while training, so that few are seen as many: it is stretched and
   * moved in time, scaled, and noise is added. The last channel says what is there.
   *
   * <p>Paper: Um et al., Data Augmentation of Wearable Sensor Data for Parkinson's Disease
   * Monitoring, ICMI 2017 (jittering, scaling, time warping, here linear).
   *
   * @param strength 1 for up to a fifth faster or slower, a tenth earlier or later, a deviation of
   *     a tenth in scale and of a twentieth in noise; others in proportion
   */
  record Distortion(double strength) implements SequenceLayer {
    public Distortion {
      Check.range("strength", strength, 0, 4);
    }

    @Override
    public Shape output(Shape in) {
      checkMarked(in);
      return in;
    }
  }

  /** The shape of a sequence that is followed by its ids. */
  private static Shape withIds(SequenceLayer layer, List<Shape> ins) {
    Shape.mustBe(2, ins, layer);
    ins.get(1).mustBe(Shape.sequence(1, ins.get(0).width()), "shape of the ids");
    return ins.get(0);
  }

  private static void checkMarked(Shape in) {
    Check.range("height of the sequence", in.height(), 1, 1);
    Check.range("channels with that of what is there", in.channels(), 2, Shape.MOST_CHANNELS);
  }

  private static void checkTable(String name, int rows, int dimensions) {
    Check.range(name, rows, 2, MOST_IDS);
    Check.range("dimensions", dimensions, 1, 1 << 14);
    Check.range(name + " times dimensions", (long) rows * dimensions, 2, 1 << 28);
  }

  private static void checkIds(Shape in) {
    in.mustBe(Shape.sequence(1, in.width()), "shape of the ids");
  }

  private static void checkUnits(int units) {
    Check.range("units", units, 1, 1 << 14);
  }
}
