package io.mimar.study;

import io.mimar.Check;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Scores assignments by a function, in threads of this process. What the function throws fails its
 * trial only; a native crash or an endless loop in it is this process's.
 */
public final class FunctionExecutor implements Executor {

  /** Gives an architecture a score. */
  @FunctionalInterface
  public interface Function {
    /**
     * The score; one that is no finite number counts as a failure, and so does whatever is thrown.
     * Called by several threads at once.
     */
    double score(Assignment assignment) throws Exception;
  }

  private final int slots;
  private final Function function;
  private final LongSupplier nanoTime;
  private final ExecutorService threads;
  private final BlockingQueue<News> done = new LinkedBlockingQueue<>();

  /**
   * An executor with threads of its own.
   *
   * @param slots how many
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public FunctionExecutor(int slots, Function function, LongSupplier nanoTime) {
    this.slots = Check.range("threads", slots, 1, 1_024);
    this.function = function;
    this.nanoTime = nanoTime;
    this.threads =
        Executors.newFixedThreadPool(
            slots,
            work -> {
              Thread thread = new Thread(work, "trial");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public void submit(Assignment assignment) {
    threads.execute(() -> done.add(new News.Finished(assignment.number(), result(assignment))));
  }

  private Result result(Assignment assignment) {
    long start = nanoTime.getAsLong();
    try {
      double score = function.score(assignment);
      return Result.of(score, seconds(start));
    } catch (Throwable e) { // whatever it is, the study must hear of the end of its trial
      return Result.without(Outcome.FAILED, "the evaluator threw " + e, seconds(start));
    }
  }

  private double seconds(long start) {
    return (nanoTime.getAsLong() - start) / 1e9;
  }

  @Override
  public Optional<News> poll(Duration patience) {
    try {
      return Optional.ofNullable(done.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Interrupts what is under way, and does not wait for it. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
