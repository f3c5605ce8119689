package io.mimar.cli;

import io.mimar.config.Quantity;
import io.mimar.tabulate.BuildListener;
import io.mimar.train.ScoreText;
import io.mimar.trial.Result;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What a person sees of a table being built: on a terminal one live line, in a pipe one line for
 * each training. All of it goes to standard error.
 */
final class TableView implements BuildListener, AutoCloseable {
  private final PrintStream out;
  private final boolean live;
  private final LiveLine line;
  private boolean begun;
  private double best = Double.NaN;

  /**
   * A view.
   *
   * @param live whether {@code out} is a terminal
   */
  TableView(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
    this.line = new LiveLine(out);
  }

  /** The view of this process: live when the launcher says that standard error is a terminal. */
  static TableView standard() {
    return new TableView(System.err, Boolean.getBoolean("mimar.terminal"));
  }

  /** Whether training has begun. */
  boolean hasBegun() {
    return begun;
  }

  @Override
  public void note(String sentence) {
    close();
    out.println("- " + sentence);
  }

  @Override
  public void begin(int done, int total) {
    begun = true;
    out.printf("Training %d of %d%n", total - done, total);
  }

  @Override
  public void ended(Ended training) {
    double score = training.result().score().orElse(Double.NaN);
    best = Double.isNaN(best) || score > best ? score : best;
    if (live) {
      String message = "best " + ScoreText.of(best) + left(training);
      line.show("trainings", training.done(), training.total(), message);
    } else {
      out.println(line(training));
    }
  }

  private static String line(Ended training) {
    Result result = training.result();
    String outcome =
        result.score().isPresent()
            ? ScoreText.of(result.score().getAsDouble())
            : "failed: " + result.reason();
    return String.format(
        Locale.ROOT,
        "row %4d  repeat %d  %s  params %7s  macs %7s  %d/%d%s",
        training.row(),
        training.repeat() + 1,
        outcome,
        Quantity.text((double) training.params()),
        Quantity.text((double) training.macs()),
        training.done(),
        training.total(),
        left(training));
  }

  private static String left(Ended training) {
    return training.left().map(l -> ", " + Quantity.text(l) + " left").orElse("");
  }

  @Override
  public void close() {
    line.clear();
  }
}
