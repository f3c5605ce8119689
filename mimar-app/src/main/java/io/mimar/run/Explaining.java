package io.mimar.run;

import io.mimar.MimarException;
import io.mimar.explain.Explainer;
import io.mimar.explain.Explanation;
import io.mimar.explain.ModelExplainer;
import io.mimar.explain.ModelExplanation;
import io.mimar.explain.TrialMap;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.gne.ScoreModel;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.random.Seeds;
import io.mimar.report.Explanations;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.stats.Interval;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.train.Metric;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import io.mimar.worker.Message;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Explains a run from its trials, and trains what an explanation promises. */
public final class Explaining {
  private final RunFolder folder;
  private final StudyStore store;
  private final Setting setting;
  private final Plan plan;

  /** What can explain the run that is at hand. */
  Explaining(RunFolder folder, StudyStore store, Setting setting, Plan plan) {
    this.folder = folder;
    this.store = store;
    this.setting = setting;
    this.plan = plan;
  }

  /**
   * What can explain a run, finished or not.
   *
   * @throws MimarException when it has not even a plan yet
   */
  public static Explaining of(RunFolder folder, StudyStore store) {
    Setting setting = Setting.of(store, Runs.config(store), PreparedData.read(folder.data()));
    return new Explaining(folder, store, setting, plan(folder, store));
  }

  /** The plan by which a run trains. */
  static Plan plan(RunFolder folder, StudyStore store) {
    return store
        .meta(SearchRun.PLAN, Plan.class)
        .orElseThrow(() -> tooFew(folder, 0, "Start it with `mimar resume "));
  }

  /** Explains the search and the model, as far as there is anything to explain, for the report. */
  void keep() {
    search().ifPresent(explanation -> store.putMeta(StudyKeys.EXPLANATION, explanation));
    map().ifPresent(map -> store.putMeta(StudyKeys.MAP, map));
    Optional<FinalResult> result = store.meta(StudyKeys.RESULT, FinalResult.class);
    if (result.isPresent() && Files.exists(folder.model())) {
      store.putMeta(StudyKeys.MODEL_EXPLANATION, ofModel(result.get().macs()));
    }
  }

  /** What can be told from the trials so far, and what was kept of the model. */
  public Explanations known() {
    return new Explanations(search(), Explanations.of(store).model(), map());
  }

  private Optional<Explanation> search() {
    List<Trial> scored = scored();
    return scored.size() < ScoreModel.LEAST
        ? Optional.empty()
        : Optional.of(explain(scored, Winner.of(store), Explainer.Effort.QUICK));
  }

  private Optional<TrialMap> map() {
    return scored().isEmpty()
        ? Optional.empty()
        : Optional.of(new Mapping(folder, store, setting, plan).plane());
  }

  /** How the run's model decides. */
  private ModelExplanation ofModel(long macs) {
    try (OnnxPredictor model = OnnxPredictor.open(folder.model(), Setting.cores())) {
      return new ModelExplainer(model, setting.data(), setting.metric(), macs, seeds()).explain();
    }
  }

  private Seeds seeds() {
    return Seeds.root(setting.config().seed()).at("explanation");
  }

  /**
   * The explanation.
   *
   * @param number the trial that is explained by itself, with a score or without; empty for the
   *     winner
   * @throws MimarException when there is no such trial, or there are too few with a score
   */
  public Explanation explain(OptionalInt number) {
    History history = new History(store.trials(), List.of());
    List<Trial> scored = history.scored();
    Optional<Trial> trial =
        number.isPresent()
            ? Optional.of(done(folder, history, number.getAsInt()))
            : Winner.of(store);
    if (scored.size() < ScoreModel.LEAST) {
      throw tooFew(folder, scored.size(), "Go on with `mimar resume ");
    }
    return explain(scored, trial, Explainer.Effort.THOROUGH);
  }

  private static MimarException tooFew(RunFolder folder, int count, String hint) {
    return new MimarException(
        folder.path()
            + " has "
            + count
            + (count == 1 ? " trial" : " trials")
            + " with a score, but an explanation needs at least "
            + ScoreModel.LEAST,
        hint + folder.path() + "`.");
  }

  private List<Trial> scored() {
    return new History(store.trials(), List.of()).scored();
  }

  /** The trial of that number, one of those with a score. */
  static Trial find(RunFolder folder, List<Trial> scored, int number) {
    return find(folder, scored, number, " with a score");
  }

  /** The trial of that number, however it ended. */
  static Trial done(RunFolder folder, History history, int number) {
    return find(folder, history.trials(), number, "");
  }

  private static Trial find(RunFolder folder, List<Trial> trials, int number, String kind) {
    return trials.stream()
        .filter(t -> t.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new MimarException(
                    "trial is " + number + ", but " + folder.path() + " has no such trial" + kind,
                    "`mimar show " + folder.path() + "` lists them."));
  }

  /**
   * The trials most like one.
   *
   * @param number of the trial
   */
  public List<Mapping.Neighbour> neighbours(int number, int count) {
    return new Mapping(folder, store, setting, plan).neighbours(number, count);
  }

  private Explanation explain(List<Trial> scored, Optional<Trial> trial, Explainer.Effort effort) {
    Problem problem = setting.problem(plan.maxMacs(), plan.allowedWork());
    Encoder encoder = Searchers.encoder(setting.config().gne(), problem.space());
    return new Explainer(problem, encoder, scored, effort, seeds()).explain(trial);
  }

  /**
   * The trial of that number, which was trained to the end.
   *
   * @throws MimarException when it was not, or there is none
   */
  public Trial comparable(int number) {
    Trial trial = find(folder, scored(), number);
    if (trial.outcome() != Outcome.COMPLETE) {
      throw new MimarException(
          "trial " + number + " was stopped early, so nothing can be compared with it",
          "Give --trial a complete one from `mimar show " + folder.path() + "`.");
    }
    return trial;
  }

  /**
   * What a change really brings: the changed architecture is trained as the trial was, from the
   * same seed. Where the trial may have inherited weights, both are trained anew, from fresh ones.
   *
   * @param number the trial that is changed
   * @return the difference of the scores, more being better, with the 95 % interval that the rows
   *     leave, as if each had been judged on its own; empty where the changed one was not trained
   *     to the end
   * @throws MimarException when the trial itself did not complete
   */
  public Optional<Explanation.Gain> verify(int number, Explanation.Change change) {
    Trial trial = comparable(number);
    OptionalDouble before =
        setting.inheritance(plan).isPresent()
            ? anew(trial, trial.architecture().values())
            : trial.score();
    OptionalDouble changed = before.isPresent() ? anew(trial, change.values()) : before;
    return changed.stream().mapToObj(score -> measured(score, before.getAsDouble())).findAny();
  }

  private OptionalDouble anew(Trial trial, List<Integer> values) {
    Message.Train question = Message.Train.whole(trial.number(), values, trial.seed());
    return setting
        .callWithoutKeeping(folder, plan)
        .ask(question, Message.Finished.class, message -> {}, () -> false)
        .result()
        .score();
  }

  private Explanation.Gain measured(double changed, double before) {
    Metric metric = setting.metric();
    int judged = setting.effectivelyJudged(plan.folds());
    double error = metric.error95(changed, judged, before, judged);
    double gain = metric.objective().gain(changed) - metric.objective().gain(before);
    return new Explanation.Gain(gain, new Interval(gain - error, gain + error));
  }
}
