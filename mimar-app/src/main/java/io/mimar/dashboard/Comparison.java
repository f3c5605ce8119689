package io.mimar.dashboard;

import io.mimar.folder.RunFolder;
import io.mimar.objective.Objective;
import io.mimar.report.Format;
import io.mimar.report.Measure;
import io.mimar.stats.Interval;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyStore;
import io.mimar.store.StudySummary;
import io.mimar.store.TrialPoint;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Studies side by side.
 *
 * @param studies the studies, in the order asked for
 * @param caveats why they cannot be compared as they are; empty where they can
 */
record Comparison(List<Entry> studies, List<String> caveats) {
  /**
   * A value with its 95 % interval.
   *
   * @param value the value
   * @param low the lower end, where an interval is known
   * @param high the upper end
   * @param text the value for people
   * @param range the interval for people; empty text where it is not known
   */
  record Bar(double value, OptionalDouble low, OptionalDouble high, String text, String range) {}

  /**
   * A study.
   *
   * @param id what addresses it
   * @param name its run's name
   * @param data where the data came from
   * @param metric what is improved
   * @param lessIsBetter whether a small score is a good one
   * @param percent whether scores are written as percent
   * @param trials how many are done
   * @param elapsed wall time in all sessions
   * @param best the best trial
   * @param params the model's trainable numbers, before there is one those of the best trial
   * @param macs its multiply-adds of one sample
   * @param validation its score, on the samples that chose it
   * @param test the trained winner's score on the test samples
   * @param progress numbers of the trials that improved on all before, and their scores
   */
  record Entry(
      String id,
      String name,
      String data,
      String metric,
      boolean lessIsBetter,
      boolean percent,
      int trials,
      String elapsed,
      OptionalInt best,
      String params,
      String macs,
      Optional<Bar> validation,
      Optional<Bar> test,
      List<List<Double>> progress) {}

  static Comparison of(Map<String, RunFolder> runs) {
    List<Entry> entries = new ArrayList<>();
    List<String> samples = new ArrayList<>();
    runs.forEach(
        (id, folder) -> {
          try (StudyStore store = StudyStore.read(folder.path())) {
            StudySummary summary = StudySummary.brief(store);
            entries.add(entry(id, folder, store, summary));
            summary
                .data()
                .ifPresent(d -> samples.add(d.train() + "/" + d.validation() + "/" + d.test()));
          }
        });
    return new Comparison(entries, caveats(entries, samples));
  }

  private static List<String> caveats(List<Entry> entries, List<String> samples) {
    List<String> caveats = new ArrayList<>();
    if (entries.stream().map(Entry::metric).distinct().count() > 1) {
      caveats.add("They improve different metrics: their scores say nothing of each other.");
    }
    if (entries.stream().map(Entry::data).distinct().count() > 1) {
      caveats.add("Their data come from different places.");
    } else if (samples.stream().distinct().count() > 1) {
      caveats.add("Their data are split differently.");
    }
    return caveats;
  }

  private static Entry entry(String id, RunFolder folder, StudyStore store, StudySummary summary) {
    StudyDescription study = summary.study();
    Measure measure = Measure.of(summary);
    Optional<Trial> best = summary.best();
    Optional<FinalResult> result =
        summary.result().filter(r -> best.isPresent() && r.trial() == best.get().number());
    int trials = store.queries().count();
    return new Entry(
        id,
        folder.name(),
        summary.data().map(DataSummary::source).orElse("unknown"),
        measure.name(),
        study.direction() == Objective.Direction.MINIMIZE,
        measure.isPercent(),
        trials,
        Format.time(summary.elapsed().toMillis() / 1e3),
        best.map(t -> OptionalInt.of(t.number())).orElse(OptionalInt.empty()),
        cost(best, result, "params"),
        cost(best, result, "macs"),
        best.map(t -> bar(measure, t.score().orElseThrow(), summary.judged(), Optional.empty())),
        result
            .filter(r -> r.test().isPresent())
            .map(
                r ->
                    bar(
                        measure,
                        r.test().getAsDouble(),
                        summary.data().map(DataSummary::test).orElse(0),
                        Optional.ofNullable(r.intervals().get(study.metric())))),
        progress(store.queries().points(1, study.objective()), trials));
  }

  /** The model's, which may be several networks; else that of the best trial's network. */
  private static String cost(Optional<Trial> best, Optional<FinalResult> model, String name) {
    OptionalDouble own = model.map(m -> m.cost(name)).orElse(OptionalDouble.empty());
    double cost =
        own.orElse(best.map(t -> t.costs().getOrDefault(name, Double.NaN)).orElse(Double.NaN));
    return Double.isNaN(cost) ? "–" : Format.brief(cost);
  }

  /** With the interval that is known, else with one by the number of samples. */
  private static Bar bar(Measure measure, double value, int samples, Optional<Interval> known) {
    Optional<Interval> interval = known.or(() -> measure.interval95(value, samples));
    return new Bar(
        value,
        interval.map(i -> OptionalDouble.of(i.low())).orElse(OptionalDouble.empty()),
        interval.map(i -> OptionalDouble.of(i.high())).orElse(OptionalDouble.empty()),
        measure.text(value),
        interval.map(i -> measure.text(i.low()) + " to " + measure.text(i.high())).orElse(""));
  }

  /** The best so far as steps, up to the last trial. */
  private static List<List<Double>> progress(List<TrialPoint> points, int trials) {
    List<List<Double>> steps = new ArrayList<>();
    points.stream()
        .filter(TrialPoint::improves)
        .forEach(p -> steps.add(List.of((double) p.number(), p.score())));
    if (!steps.isEmpty() && steps.get(steps.size() - 1).get(0) < trials - 1) {
      steps.add(List.of(trials - 1.0, steps.get(steps.size() - 1).get(1)));
    }
    return steps;
  }
}
