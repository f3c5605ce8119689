package io.mimar.dashboard;

import io.mimar.config.CostText;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.report.ArchitectureView;
import io.mimar.report.CurvesChart;
import io.mimar.report.Explanations;
import io.mimar.report.Format;
import io.mimar.report.Measure;
import io.mimar.report.Page;
import io.mimar.report.Report.Item;
import io.mimar.run.Mapping;
import io.mimar.run.Runs;
import io.mimar.space.Chosen;
import io.mimar.store.DataSummary;
import io.mimar.store.Provenance;
import io.mimar.store.Resource;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.train.ScoreText;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The page of one trial. It changes only with what is asked about it, so the server makes all of
 * it.
 */
final class TrialView {
  private final String id;
  private final RunFolder folder;
  private final StudyStore store;
  private final Trial trial;
  private final Measure measure;
  private final Resource resource;
  private final Questions questions;

  TrialView(String id, RunFolder folder, StudyStore store, Trial trial, Questions questions) {
    this.id = id;
    this.folder = folder;
    this.store = store;
    this.trial = trial;
    this.questions = questions;
    this.measure = Measure.of(StudyDescription.of(store));
    this.resource = Resource.of(store);
  }

  /** A point of the curve as text. */
  record Point(int epoch, String loss, String train, String validation, String time) {}

  /** A trial that is like this one. */
  record Near(int number, String distance, String score, String architecture) {}

  /** An architecture between this trial and another. */
  record Step(String share, String expected, String limits, String architecture) {}

  /**
   * The page.
   *
   * @param other the trial up to which it shows what lies between, where that was asked
   */
  String html(OptionalInt other) {
    int number = trial.number();
    StudyDescription study = StudyDescription.of(store);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", "Trial " + number + " of " + folder.name());
    model.put("script", "trial.js");
    model.put("id", id);
    model.put("study", folder.name());
    model.put("number", number);
    model.put("hash", trial.architecture().hash());
    model.put("outcome", trial.outcome().name().toLowerCase(Locale.ROOT));
    model.put("reason", trial.result().reason());
    model.put("complete", trial.outcome() == Outcome.COMPLETE);
    model.put("best", Winner.of(store).filter(best -> best.number() == number).isPresent());
    modelled(number).ifPresent(words -> model.put("modelled", words));
    model.put("tiles", tiles());
    model.put("facts", facts());
    Runs.space(store)
        .filter(space -> space.contains(trial.architecture()))
        .map(space -> Chosen.of(space, trial.architecture()).toString())
        .ifPresent(chosen -> model.put("choices", chosen));
    model.put(
        "architecture",
        ArchitectureView.of(
            trial.architecture(),
            study,
            store.meta(StudyKeys.DATA, DataSummary.class),
            PreparedData.task(folder.data())));
    CurvesChart curve = new CurvesChart(List.of(trial), number, measure, resource);
    if (!curve.isEmpty()) {
      model.put("curve", curve.draw());
    }
    model.put("points", trial.result().curve().stream().map(this::point).toList());
    model.put("hasPoints", !trial.result().curve().isEmpty());
    model.put(
        "noPoints",
        trial.outcome() == Outcome.INFEASIBLE
            ? "It broke a limit before its first " + resource.one() + " was over."
            : "It ended before its first " + resource.one() + " was over.");
    model.put("resource", resource.one());
    why(model);
    other.ifPresent(to -> between(to, model));
    model.put("lost", store.queries().lostAttempts(number));
    model.put("logs", Logs.ofTrial(folder, number));
    model.put(
        "previous", store.trial(number - 1).map(Trial::number).map(String::valueOf).orElse(""));
    model.put("next", store.trial(number + 1).map(Trial::number).map(String::valueOf).orElse(""));
    return Page.render(TrialView.class, "trial.mustache", model);
  }

  /** What was found out when someone asked, else what is kept with the study. */
  private void why(Map<String, Object> model) {
    Explanations kept = Explanations.of(store);
    Optional<Questions.Why> asked = questions.why(id, trial.number());
    asked
        .map(why -> kept.withSearch(why.explanation()))
        .orElse(kept)
        .show(trial.number(), measure, model);
    model.put("asked", asked.isPresent());
    model.put(
        "near", asked.map(Questions.Why::near).orElse(List.of()).stream().map(this::near).toList());
  }

  private Near near(Mapping.Neighbour near) {
    return new Near(
        near.trial(),
        String.format(Locale.ROOT, "%.3f", near.distance()),
        measure.text(near.score()),
        near.architecture());
  }

  private void between(int other, Map<String, Object> model) {
    model.put("to", other);
    model.put(
        "steps",
        questions.between(id, trial.number(), other).orElse(List.of()).stream()
            .map(this::step)
            .toList());
  }

  private Step step(Mapping.Step step) {
    return new Step(
        String.format(Locale.ROOT, "%.0f\u00a0%%", 100 * step.share()),
        measure.text(step.expected()),
        step.holds() ? "yes" : "no",
        step.architecture());
  }

  /** What the model has of the trial; nothing where it has nothing of it. */
  private Optional<String> modelled(int number) {
    List<Integer> members = Winner.members(store);
    if (!members.contains(number)) {
      return Optional.empty();
    }
    return Optional.of(
        members.stream().distinct().count() == 1
            ? "the model is of it"
            : "among the " + members.size() + " networks of the model");
  }

  private List<Item> tiles() {
    List<Item> tiles = new ArrayList<>();
    tiles.add(
        new Item("validation " + measure.name(), measure.text(trial.score().orElse(Double.NaN))));
    trial
        .costs()
        .forEach((name, cost) -> tiles.add(new Item(CostText.name(name), CostText.of(name, cost))));
    tiles.add(new Item("trained for", Format.time(trial.result().seconds())));
    return tiles;
  }

  private List<Item> facts() {
    List<Item> facts = new ArrayList<>();
    facts.add(new Item("proposed by", trial.proposer()));
    facts.add(new Item("refused before it", Format.count(trial.refused())));
    facts.add(new Item(resource.many(), Format.count(trial.result().epochs())));
    facts.add(new Item("seed", String.valueOf(trial.seed())));
    Optional<Provenance> provenance = store.provenance(trial.number());
    provenance.ifPresent(
        p -> {
          String from = p.started().truncatedTo(ChronoUnit.SECONDS).toString();
          String to = p.finished().truncatedTo(ChronoUnit.SECONDS).toString();
          facts.add(new Item("trained", from + " to " + to));
          facts.add(new Item("session", p.session().id() + ", on " + p.session().host()));
        });
    return facts;
  }

  private Point point(Epoch epoch) {
    return new Point(
        epoch.epoch(),
        number(epoch.trainLoss()),
        measure.text(epoch.trainScore()),
        measure.text(epoch.score()),
        Format.time(epoch.seconds()));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? ScoreText.of(value) : "–";
  }
}
