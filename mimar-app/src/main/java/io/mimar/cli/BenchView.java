package io.mimar.cli;

import io.mimar.benchmark.BenchmarkListener;
import io.mimar.config.Quantity;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What a person sees of a benchmark under way, on standard error: one live line, or many. */
final class BenchView implements BenchmarkListener, AutoCloseable {
  private final PrintStream out;
  private final boolean live;
  private final LongSupplier nanos;
  private final LiveLine line;
  private boolean begun;
  private long start;
  private int before;
  private int done;
  private int all;

  /**
   * A view.
   *
   * @param live whether {@code out} is a terminal
   * @param nanos a clock
   */
  BenchView(PrintStream out, boolean live, LongSupplier nanos) {
    this.out = out;
    this.live = live;
    this.nanos = nanos;
    this.line = new LiveLine(out);
  }

  /** The view of this process: live when the launcher says that standard error is a terminal. */
  static BenchView standard() {
    return new BenchView(System.err, Boolean.getBoolean("mimar.terminal"), System::nanoTime);
  }

  /** Whether searches have begun. */
  boolean hasBegun() {
    return begun;
  }

  /** How many searches are kept. */
  String kept() {
    return done + " of " + all + " searches";
  }

  @Override
  public void note(String sentence) {
    done();
    out.println("- " + sentence);
  }

  @Override
  public void begin(int kept, int planned) {
    begun = true;
    before = kept;
    done = kept;
    all = planned;
    start = nanos.getAsLong();
    if (kept > 0) {
      note(kept + " of " + planned + " searches were done before.");
    }
  }

  @Override
  public void finished(Ended ended) {
    done++;
    if (live) {
      line.show("searches", done, all, ended.searcher() + left());
    } else {
      out.println(line(ended));
    }
  }

  private String line(Ended ended) {
    return String.format(
        Locale.ROOT,
        "search %d/%d  %-9s seed %d  %s %.6g%s  %.3f s CPU%s",
        done,
        all,
        ended.searcher(),
        ended.seed(),
        ended.measure(),
        ended.reached(),
        ended.optimumAt().isPresent() ? "  optimum at query " + ended.optimumAt().getAsInt() : "",
        ended.cpuSeconds(),
        left());
  }

  /** The time that is left, as the searches so far suggest. */
  private String left() {
    int fresh = done - before;
    Duration each = Duration.ofNanos(nanos.getAsLong() - start).dividedBy(Math.max(1, fresh));
    return ", " + Quantity.text(each.multipliedBy(all - done)) + " left";
  }

  /** Takes the live line away before something else is printed. */
  void done() {
    line.clear();
  }

  @Override
  public void close() {
    done();
  }
}
