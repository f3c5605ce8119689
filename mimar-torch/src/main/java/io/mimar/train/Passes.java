package io.mimar.train;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Which samples epochs show. Without pruning all of them in a random order, a few of them several
 * times. Neighbours in a file that memory need not hold may be read together: then blocks of them
 * come in a random order, and samples within a pool of so many blocks.
 *
 * <p>With pruning a pass leaves out some of those that are known well: whose last loss is below the
 * mean of all last losses when the pass is drawn. Each of these is left out with the same chance,
 * and those that stay weigh more for it, so that gradients point the same way on average. An epoch
 * has as many steps as without, so that what is left out makes room for more passes. The epoch that
 * ends beyond {@link #PRUNED_SHARE} of a training and those after it leave nothing out.
 *
 * <p>Paper: Qin et al., InfoBatch: Lossless Training Speed Up by Unbiased Dynamic Data Pruning,
 * ICLR 2024.
 */
final class Passes {
  /** Samples that an epoch shows at least, up to a factor of two. */
  private static final int LEAST_IN_EPOCH = 500;

  /** The share of a training after which nothing is left out. Paper: delta. */
  private static final double PRUNED_SHARE = 0.875;

  /** Blocks that a pool is shuffled from. */
  private static final int POOL = 256;

  private final int size;
  private final int block;
  private final double pruning;
  private final float[] losses;
  private long[] pass = {};
  private float[] weights = {};
  private int next;
  private boolean whole;

  /**
   * Passes over {@code size} samples.
   *
   * @param block how many neighbours are read together; 1 where any sample is at hand
   * @param pruning the chance to be left out of a sample that is known well, paper: r; 0 for none
   */
  Passes(int size, int block, double pruning) {
    this.size = size;
    this.block = block;
    this.pruning = pruning;
    this.losses = new float[size];
    Arrays.fill(losses, Float.POSITIVE_INFINITY); // not shown yet
  }

  /**
   * Samples that are shown.
   *
   * @param rows which, in this order
   * @param weights of each in the loss; empty where all weigh the same
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, read once
  record Shown(long[] rows, float[] weights) {
    /** Those from {@code from} to before {@code to}. */
    Shown range(int from, int to) {
      boolean weighed = weights.length > 0;
      return new Shown(
          Arrays.copyOfRange(rows, from, to),
          weighed ? Arrays.copyOfRange(weights, from, to) : weights);
    }

    int size() {
      return rows.length;
    }
  }

  /** Passes of an epoch over so many samples: where they are few, one changes next to nothing. */
  static int inEpoch(int samples) {
    return Math.max(1, LEAST_IN_EPOCH / Math.max(1, samples));
  }

  /** How many samples are shown of one pool, before those of the next; 0 where there are none. */
  int pool() {
    return block == 1 ? 0 : POOL * block;
  }

  /**
   * What the next epoch shows: as many as whole passes would.
   *
   * @param end the share of the training that is done after it
   */
  Shown epoch(double end, RandomGenerator rng) {
    if (!whole && end > PRUNED_SHARE) {
      whole = true;
      next = pass.length; // the rest of a pruned pass
    }
    int count = inEpoch(size) * size;
    long[] rows = new long[count];
    float[] weighed = new float[pruning > 0 ? count : 0];
    for (int filled = 0; filled < count; ) {
      if (next == pass.length) {
        draw(rng);
      }
      int part = Math.min(count - filled, pass.length - next);
      System.arraycopy(pass, next, rows, filled, part);
      if (pruning > 0) {
        System.arraycopy(weights, next, weighed, filled, part);
      }
      next += part;
      filled += part;
    }
    return new Shown(rows, weighed);
  }

  /** Remembers the losses of samples, for later passes. */
  void remember(Shown shown, float[] of) {
    for (int i = 0; i < of.length; i++) {
      losses[(int) shown.rows()[i]] = of[i];
    }
  }

  private void draw(RandomGenerator rng) {
    pass = block == 1 ? permutation(size, rng) : blocks(rng);
    weights = new float[pruning > 0 ? size : 0];
    next = 0;
    if (pruning > 0) {
      prune(whole ? Double.NEGATIVE_INFINITY : bar(), rng);
    }
  }

  /** Leaves out of the pass some samples whose losses are below {@code bar}. */
  private void prune(double bar, RandomGenerator rng) {
    int kept = 0;
    for (long row : pass) {
      boolean known = losses[(int) row] < bar;
      if (!known || rng.nextDouble() >= pruning) {
        weights[kept] = known ? (float) (1 / (1 - pruning)) : 1;
        pass[kept++] = row;
      }
    }
    pass = Arrays.copyOf(pass, kept);
  }

  /** The mean of the losses that are known. */
  private double bar() {
    double sum = 0;
    int known = 0;
    for (float loss : losses) {
      if (loss < Float.POSITIVE_INFINITY) {
        sum += loss;
        known++;
      }
    }
    return known == 0 ? Double.NEGATIVE_INFINITY : sum / known;
  }

  private long[] blocks(RandomGenerator rng) {
    long[] order =
        Arrays.stream(permutation((size + block - 1) / block, rng))
            .flatMap(b -> LongStream.range(b * block, Math.min(size, (b + 1) * block)))
            .toArray();
    for (int from = 0; from < size; from += pool()) {
      int start = from;
      long[] pool = Arrays.copyOfRange(order, from, Math.min(size, from + pool()));
      long[] places = permutation(pool.length, rng);
      Arrays.setAll(pool, i -> order[start + (int) places[i]]);
      System.arraycopy(pool, 0, order, from, pool.length);
    }
    return order;
  }

  static long[] permutation(int size, RandomGenerator rng) {
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      int j = rng.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
