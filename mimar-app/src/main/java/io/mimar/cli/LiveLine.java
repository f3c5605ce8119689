package io.mimar.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One line of a terminal that is written anew as work goes on. */
final class LiveLine {
  private static final int WIDTH = 110;
  private static final int REFRESH_MILLIS = 250;

  private final PrintStream out;
  private ProgressBar bar;

  LiveLine(PrintStream out) {
    this.out = out;
  }

  /**
   * Shows how far the work is.
   *
   * @param task what is done, in a word; it and {@code total} count when the line is new
   * @param message what else is to be said
   */
  void show(String task, long done, long total, String message) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .hideEta()
              .build();
    }
    bar.setExtraMessage(" " + message);
    bar.stepTo(done);
  }

  /** Takes the line away before something else is printed. */
  void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
