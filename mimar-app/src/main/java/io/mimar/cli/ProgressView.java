package io.mimar.cli;

import io.mimar.Printable;
import io.mimar.config.CostText;
import io.mimar.config.Quantity;
import io.mimar.objective.Cost;
import io.mimar.objective.Objective;
import io.mimar.run.RunListener;
import io.mimar.store.Resource;
import io.mimar.study.Event;
import io.mimar.train.ScoreText;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a person sees of a run: on a terminal one live line, in a pipe one line for each trial. All
 * of it goes to standard error.
 */
final class ProgressView implements RunListener, AutoCloseable {
  private static final long PERMILLE = 1_000;

  private final PrintStream out;
  private final boolean live;
  private final Supplier<Duration> elapsed;
  private final LiveLine line;
  private Phase phase = Phase.PREPARE;
  private Optional<Duration> end = Optional.empty();
  private Duration begun = Duration.ZERO;
  private OptionalInt wanted = OptionalInt.empty();
  private int before;
  private int done;
  private Resource resource = Resource.EPOCH;
  private Optional<Objective> objective = Optional.empty();
  private OptionalDouble best = OptionalDouble.empty();

  /**
   * A view.
   *
   * @param live whether {@code out} is a terminal
   * @param elapsed how long the run has taken
   */
  ProgressView(PrintStream out, boolean live, Supplier<Duration> elapsed) {
    this.out = out;
    this.live = live;
    this.elapsed = elapsed;
    this.line = new LiveLine(out);
  }

  /** The view of this process: live when the launcher says that standard error is a terminal. */
  static ProgressView standard(Supplier<Duration> elapsed) {
    return new ProgressView(System.err, Boolean.getBoolean("mimar.terminal"), elapsed);
  }

  /** Whether the run is beyond its preparation. */
  boolean hasBegun() {
    return phase != Phase.PREPARE;
  }

  @Override
  public void note(String sentence) {
    line.clear();
    out.println("- " + Printable.text(sentence));
  }

  @Override
  public void phase(Phase next, Optional<Duration> until) {
    line.clear();
    phase = next;
    end = until;
    begun = elapsed.get();
    if (!isMeasurable()) {
      out.println(capital(next.toString()) + remaining().map(r -> ", " + r + " left").orElse(""));
    }
  }

  /** Whether this phase has a live line. */
  private boolean isMeasurable() {
    return live && (phase == Phase.SEARCH || phase == Phase.FINAL);
  }

  @Override
  public void past(Objective judged, List<Trial> trials, OptionalInt planned, Resource pieces) {
    resource = pieces;
    objective = Optional.of(judged);
    wanted = planned;
    trials.forEach(this::count);
    before = done;
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.Finished finished) {
      finished(finished.trial());
    } else if (event instanceof Event.Lost lost) {
      note("Trial " + lost.number() + " is asked again: " + lost.reason() + ".");
    }
    show(searchShare());
  }

  private void finished(Trial trial) {
    count(trial);
    if (!live) {
      out.println(line(trial));
    }
  }

  private void count(Trial trial) {
    done++;
    if (trial.outcome() == Outcome.COMPLETE && isBest(trial.score().orElseThrow())) {
      best = trial.score();
    }
  }

  private boolean isBest(double score) {
    return best.isEmpty() || objective.orElseThrow().isBetter(score, best.getAsDouble());
  }

  private String line(Trial trial) {
    String score =
        trial.score().isPresent()
            ? ScoreText.of(trial.score().getAsDouble())
            : trial.result().reason();
    return String.format(
        Locale.ROOT,
        "trial %3d  %-10s %s  %s %2d  params %7s  macs %7s%s  by %-9s best %s%s",
        trial.number(),
        trial.outcome().toString().toLowerCase(Locale.ROOT),
        score,
        resource.many(),
        trial.result().epochs(),
        Quantity.text(trial.costs().getOrDefault("params", 0.0)),
        Quantity.text(trial.costs().getOrDefault("macs", 0.0)),
        trial.cost(Cost.LATENCY.column()).isPresent()
            ? "  latency " + CostText.of(trial, Cost.LATENCY.column())
            : "",
        trial.proposer(),
        bestText(),
        remaining().map(r -> "  " + r + " left").orElse(""));
  }

  private String bestText() {
    return best.isPresent() ? ScoreText.of(best.getAsDouble()) : "-";
  }

  @Override
  public void finalEpoch(int epoch, int epochs) {
    if (live) {
      show(PERMILLE * epoch / epochs, "epoch " + epoch + "/" + epochs);
    } else if (epoch == epochs || epoch % Math.max(1, epochs / 5) == 0) {
      out.println("epoch " + epoch + "/" + epochs);
    }
  }

  private void show(double share) {
    if (live && phase == Phase.SEARCH) {
      String trials = done + wanted.stream().mapToObj(w -> "/" + w).findFirst().orElse("");
      show((long) (PERMILLE * share), "trials " + trials + ", best " + bestText());
    }
  }

  private void show(long permille, String message) {
    String left = remaining().map(r -> ", " + r + " left").orElse("");
    line.show(phase.toString(), permille, PERMILLE, message + left);
  }

  private double searchShare() {
    double byTrials = wanted.stream().mapToDouble(w -> (double) done / w).findFirst().orElse(0);
    double byTime =
        end.map(
                e ->
                    (double) elapsed.get().minus(begun).toMillis()
                        / Math.max(1, e.minus(begun).toMillis()))
            .orElse(0.0);
    return Math.min(1, Math.max(byTrials, byTime));
  }

  /** Time to the end of the phase: as budgeted, else as the trials so far suggest. */
  private Optional<String> remaining() {
    Duration now = elapsed.get();
    Optional<Duration> byTime = end.map(e -> e.minus(now));
    Optional<Duration> byTrials =
        phase == Phase.SEARCH && wanted.isPresent() && done > before
            ? Optional.of(
                now.minus(begun)
                    .multipliedBy(Math.max(0, wanted.getAsInt() - done))
                    .dividedBy(done - before))
            : Optional.empty();
    return Stream.of(byTime, byTrials)
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .map(Quantity::text);
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Takes the live line away before the outcome is printed. */
  void done() {
    line.clear();
  }

  @Override
  public void close() {
    line.clear();
  }
}
