package io.mimar.report;

import io.mimar.store.StudySummary;
import io.mimar.store.TrialPage;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Trials as rows of text. */
public final class TrialRows {
  /** Up to so many trials are all listed, of more the best and the last. */
  static final int MAX_ALL = 1_000;

  static final int TOP = 10;
  private static final int BEST_OF_MANY = 300;
  private static final int LAST_OF_MANY = 200;
  private static final int MAX_TEXT = 300;

  private final StudySummary summary;
  private final Measure measure;
  private final int chosen;

  TrialRows(StudySummary summary) {
    this.summary = summary;
    this.measure = Measure.of(summary.study());
    this.chosen = summary.chosen().map(Trial::number).orElse(-1);
  }

  /** A row of the table. */
  public record Row(
      int number,
      String outcome,
      String outcomeClass,
      String score,
      int epochs,
      String params,
      String macs,
      String time,
      String proposer,
      String architecture,
      boolean chosen) {

    /**
     * The row of a trial.
     *
     * @param chosen whether it is the best
     */
    public static Row of(TrialPage.Row trial, Measure measure, boolean chosen) {
      String kind = trial.outcome().name().toLowerCase(Locale.ROOT);
      return new Row(
          trial.number(),
          trial.reason().isEmpty() ? kind : kind + ": " + shortened(trial.reason()),
          kind,
          measure.text(trial.score()),
          trial.epochs(),
          Format.brief(trial.costs().getOrDefault("params", Double.NaN)),
          Format.brief(trial.costs().getOrDefault("macs", Double.NaN)),
          Format.time(trial.seconds()),
          trial.proposer(),
          shortened(ArchitectureText.brief(trial.graph())),
          chosen);
    }
  }

  /** The best completed trials, best first. */
  List<Trial> best() {
    List<Trial> ranked =
        new ArrayList<>(
            new History(summary.trials(), List.of())
                .ranked(summary.study().objective()).stream()
                    .filter(t -> t.outcome() == Outcome.COMPLETE)
                    .toList());
    Collections.reverse(ranked);
    return ranked;
  }

  List<Row> top() {
    return best().stream().limit(TOP).map(this::row).toList();
  }

  /** All trials, or the best and the last of many, ascending by number. */
  List<Row> all() {
    List<Trial> trials = summary.trials();
    if (trials.size() <= MAX_ALL) {
      return trials.stream().map(this::row).toList();
    }
    var shown = best().stream().limit(BEST_OF_MANY).map(Trial::number).collect(Collectors.toSet());
    trials.subList(trials.size() - LAST_OF_MANY, trials.size()).forEach(t -> shown.add(t.number()));
    return trials.stream().filter(t -> shown.contains(t.number())).map(this::row).toList();
  }

  /** What {@link #all} shows. */
  String title() {
    int count = summary.trials().size();
    return count <= MAX_ALL
        ? "All " + Format.plural(count, "trial")
        : "The best %s and the last %s of %s"
            .formatted(BEST_OF_MANY, LAST_OF_MANY, Format.plural(count, "trial"));
  }

  private Row row(Trial trial) {
    return Row.of(TrialPage.Row.of(trial), measure, trial.number() == chosen);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}
