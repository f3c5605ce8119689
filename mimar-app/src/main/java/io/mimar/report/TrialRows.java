package io.mimar.report;

import io.mimar.store.StudySummary;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Trials as rows of text. */
final class TrialRows {
  /** Up to so many trials are all listed, of more the best and the last. */
  static final int MAX_ALL = 1_000;

  static final int TOP = 10;
  private static final int BEST_OF_MANY = 300;
  private static final int LAST_OF_MANY = 200;
  private static final int MAX_TEXT = 300;

  private final StudySummary summary;
  private final Measure measure;

  TrialRows(StudySummary summary) {
    this.summary = summary;
    this.measure = Measure.of(summary.study());
  }

  /** A row of the table. */
  record Row(
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
      boolean chosen) {}

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
    String kind = trial.outcome().name().toLowerCase(Locale.ROOT);
    String reason = trial.result().reason();
    String text = ArchitectureText.brief(trial.architecture().graph());
    return new Row(
        trial.number(),
        reason.isEmpty() ? kind : kind + ": " + shortened(reason),
        kind,
        measure.text(trial.score().orElse(Double.NaN)),
        trial.result().epochs(),
        cost(trial, "params"),
        cost(trial, "macs"),
        Format.time(trial.result().seconds()),
        trial.proposer(),
        shortened(text),
        summary.best().map(b -> b.number() == trial.number()).orElse(false));
  }

  private static String cost(Trial trial, String name) {
    return Format.brief(trial.costs().getOrDefault(name, Double.NaN));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}
