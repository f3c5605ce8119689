package io.mimar.onnx;

import io.mimar.data.LabelledSamples;
import io.mimar.stats.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures how long a model takes for one sample in ONNX Runtime on this machine: one thread, batch
 * 1, warm; the median of some runs, three times, of which the least counts, since other work can
 * only make runs longer. That takes about a fifth of a second, of a slow model at most some
 * seconds.
 */
public final class Latency {
  private static final int ATTEMPTS = 3;
  private static final int FEWEST_RUNS = 3;
  private static final int ENOUGH_RUNS = 20;
  private static final long WARM_NANOS = 20_000_000L;
  private static final long ENOUGH_NANOS = 50_000_000L;
  private static final long MOST_NANOS = 500_000_000L;
  private static final double NANOS_PER_MILLI = 1e6;

  private Latency() {}

  /**
   * Milliseconds for the first of {@code samples}.
   *
   * @param model the bytes of its file
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public static double millis(byte[] model, LabelledSamples samples, LongSupplier nanoTime) {
    try (OnnxPredictor predictor = OnnxPredictor.open(model, 1)) {
      predictor.repeat(samples, new Runs(nanoTime, FEWEST_RUNS, WARM_NANOS));
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < ATTEMPTS; i++) {
        Runs runs = new Runs(nanoTime, ENOUGH_RUNS, ENOUGH_NANOS);
        predictor.repeat(samples, runs);
        double[] nanos = runs.nanos.stream().mapToDouble(Long::doubleValue).toArray();
        least = Math.min(least, Spread.median(nanos));
      }
      return least / NANOS_PER_MILLI;
    }
  }

  /** Runs until there are so many that took so long, or they take far too long. */
  private static final class Runs implements OnnxPredictor.Stopwatch {
    private final LongSupplier nanoTime;
    private final int wanted;
    private final long wantedNanos;
    private final List<Long> nanos = new ArrayList<>();
    private long total;
    private long started;

    Runs(LongSupplier nanoTime, int wanted, long wantedNanos) {
      this.nanoTime = nanoTime;
      this.wanted = wanted;
      this.wantedNanos = wantedNanos;
    }

    @Override
    public boolean goesOn() {
      boolean tooLong = nanos.size() >= FEWEST_RUNS && total >= MOST_NANOS;
      return !tooLong && (nanos.size() < wanted || total < wantedNanos);
    }

    @Override
    public void start() {
      started = nanoTime.getAsLong();
    }

    @Override
    public void stop() {
      long taken = nanoTime.getAsLong() - started;
      nanos.add(taken);
      total += taken;
    }
  }
}
