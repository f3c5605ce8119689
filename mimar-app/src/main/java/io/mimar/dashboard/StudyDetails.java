package io.mimar.dashboard;

import io.mimar.config.CostText;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Objective;
import io.mimar.report.About;
import io.mimar.report.Headline;
import io.mimar.report.Measure;
import io.mimar.report.MetricRows;
import io.mimar.report.Report.Item;
import io.mimar.store.DataSummary;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyStore;
import io.mimar.store.StudySummary;
import io.mimar.store.Tally;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the page of a study shows besides trials and charts.
 *
 * @param card the study in a few words
 * @param answer the number that matters
 * @param caption what it is
 * @param sentences what it means
 * @param metrics what was measured of the trained winner
 * @param percent whether scores are written as percent
 * @param lessIsBetter whether a small score is a good one
 * @param outcomes how many trials ended how, by the outcome in small letters
 * @param refused how many candidates the limits refused
 * @param lost how many attempts were lost with their workers
 * @param front the trials that no other beats, where costs are minimised
 * @param minimised the costs that are minimised, by their column, with what people call them
 * @param resource what trials are given piece by piece, as a plural
 * @param proposers who proposed trials
 * @param facts what was asked for
 * @param sessions who ran it
 * @param assumptions what was assumed because it was not said
 * @param notes how the data were read
 * @param command how to do it again
 * @param owner the living process that runs it; empty text where there is none
 * @param starting whether a process was started from here that does not own it yet
 * @param model whether the trained winner can be exported
 * @param why whether it is known what made networks good, or how the model decides
 */
record StudyDetails(
    StudyCard card,
    String answer,
    String caption,
    List<String> sentences,
    Optional<MetricRows> metrics,
    boolean percent,
    boolean lessIsBetter,
    Map<String, Integer> outcomes,
    long refused,
    int lost,
    List<Integer> front,
    Map<String, String> minimised,
    String resource,
    List<String> proposers,
    List<Item> facts,
    List<Item> sessions,
    List<String> assumptions,
    List<String> notes,
    String command,
    String owner,
    boolean starting,
    boolean model,
    boolean why) {

  /** The page of a study whose trials come to {@code tally}. */
  static StudyDetails of(
      String id, RunFolder folder, StudyStore store, Tally tally, Resumptions resumptions) {
    String problem = resumptions.failure(id, folder).orElse("");
    StudySummary summary = StudySummary.brief(store);
    StudyDescription study = summary.study();
    StudyCard card = StudyCard.of(id, folder, store, summary, problem);
    Headline headline = headline(summary, card);
    return new StudyDetails(
        card,
        headline.value(),
        headline.caption(),
        headline.sentences(),
        summary.result().flatMap(MetricRows::of),
        Measure.of(study).isPercent(),
        study.direction() == Objective.Direction.MINIMIZE,
        outcomes(tally.outcomes()),
        summary.proposals().refusedWith(tally.refused()),
        summary.lostAttempts(),
        study.minimised().isEmpty()
            ? List.of()
            : summary.front().stream().map(Trial::number).toList(),
        minimised(study),
        summary.resource().many(),
        tally.proposers(),
        About.of(summary),
        summary.sessions().stream().map(About::session).toList(),
        summary.assumptions(),
        summary.data().map(DataSummary::notes).orElse(List.of()),
        study.command(),
        store.owner().map(o -> "process " + o.pid() + " on " + o.host()).orElse(""),
        resumptions.isStarting(id, store),
        summary.result().filter(r -> !r.model().isEmpty()).isPresent(),
        WhyView.has(store));
  }

  /** A study that knows its trials only in part must not say that there are none. */
  private static Headline headline(StudySummary summary, StudyCard card) {
    return summary.chosen().isPresent() || card.trials() == 0
        ? Headline.of(summary)
        : new Headline(
            "–", "no network yet", List.of(), List.of("No trial was trained to the end so far."));
  }

  private static Map<String, Integer> outcomes(Map<Outcome, Integer> counts) {
    Map<String, Integer> named = new LinkedHashMap<>();
    counts.forEach((outcome, n) -> named.put(outcome.name().toLowerCase(Locale.ROOT), n));
    return named;
  }

  private static Map<String, String> minimised(StudyDescription study) {
    Map<String, String> named = new LinkedHashMap<>();
    study.minimised().forEach(cost -> named.put(cost, CostText.name(cost)));
    return named;
  }
}
