package io.mimar.api;

import io.mimar.MimarException;
import io.mimar.explain.Explanation;
import io.mimar.explain.ModelExplanation;
import io.mimar.folder.RunFolder;
import io.mimar.report.ArchitectureText;
import io.mimar.report.Explanations;
import io.mimar.run.Exporter;
import io.mimar.run.RunState;
import io.mimar.run.RunSummary;
import io.mimar.run.Runs;
import io.mimar.space.Chosen;
import io.mimar.space.NetworkSpace;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyStore;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What came of a search: the network it designed, trained, measured and exported. */
public final class Design {
  private final RunFolder folder;
  private final RunSummary.Best best;
  private final FinalResult result;
  private final String metric;
  private final List<Trial> trials;
  private final List<Trial> front;
  private final Optional<NetworkSpace> space;
  private final Explanations why;

  private Design(
      RunFolder folder,
      RunSummary summary,
      List<Trial> trials,
      Optional<NetworkSpace> space,
      Explanations why) {
    this.folder = folder;
    this.best = summary.best().orElseThrow(() -> unfinished(folder));
    this.result = best.result().orElseThrow(() -> unfinished(folder));
    this.metric = summary.metric();
    this.trials = List.copyOf(trials);
    List<Integer> members = summary.front().stream().map(RunSummary.Member::trial).toList();
    this.front = trials.stream().filter(t -> members.contains(t.number())).toList();
    this.space = space;
    this.why = why;
  }

  private static MimarException unfinished(RunFolder folder) {
    return new MimarException(
        "the run in " + folder.path() + " has no trained winner yet",
        "Go on with it: Mimar.resume(path).run(), or `mimar resume " + folder.path() + "`.");
  }

  static Design of(Path path) {
    RunFolder folder = Runs.existing(path);
    try (StudyStore store = StudyStore.read(path)) {
      RunSummary summary = RunSummary.of(folder, store, RunState.of(store));
      return new Design(folder, summary, store.trials(), Runs.space(store), Explanations.of(store));
    }
  }

  // ---- the network

  /** The trial whose architecture it is. */
  public int trial() {
    return best.trial();
  }

  /** The architecture as people read it, in lines. */
  public String architecture() {
    return ArchitectureText.draw(best.graph());
  }

  /** What the architecture chose: what {@link Search#enqueue} takes. */
  public Chosen chosen() {
    return chosen(trials.stream().filter(t -> t.number() == trial()).findFirst().orElseThrow());
  }

  /**
   * What the architecture of one of {@link #trials} chose.
   *
   * @throws MimarException when the run searched an own space whose class is not here, or a space
   *     that has become another
   */
  public Chosen chosen(Trial trial) {
    return space
        .filter(known -> known.contains(trial.architecture()))
        .map(known -> Chosen.of(known, trial.architecture()))
        .orElseThrow(
            () ->
                new MimarException(
                    "the run in " + folder() + " searched a space that this program does not have",
                    "Start the program that searched it, with the class path that has its space."));
  }

  /** What made networks of the search good; empty where it had too few trials to tell. */
  public Optional<Explanation> explanation() {
    return why.search();
  }

  /** How the model decides: what its answers hang on. */
  public Optional<ModelExplanation> modelExplanation() {
    return why.model();
  }

  /** Trainable parameters of the model. */
  public long params() {
    return result.params();
  }

  /** Multiply-adds of the model for one sample. */
  public long macs() {
    return result.macs();
  }

  // ---- how good it is

  /** What was improved: {@code accuracy}. */
  public String metric() {
    return metric;
  }

  /** By the metric that was improved, on the validation samples, in the search. */
  public double validation() {
    return best.validation();
  }

  /**
   * By the metric that was improved, on the test samples, which nothing saw before; empty where
   * there were too few samples for a test part.
   */
  public Optional<Score> test() {
    return result.test().isEmpty() ? Optional.empty() : Optional.of(score(metric));
  }

  /** All metrics of such data, by their names, on the test samples; empty where there are none. */
  public Map<String, Score> metrics() {
    Map<String, Score> scores = new LinkedHashMap<>();
    result.metrics().keySet().forEach(name -> scores.put(name, score(name)));
    return Collections.unmodifiableMap(scores);
  }

  private Score score(String name) {
    double value =
        name.equals(metric) && result.test().isPresent()
            ? result.test().getAsDouble()
            : result.metrics().get(name);
    return new Score(name, value, Optional.ofNullable(result.intervals().get(name)));
  }

  /**
   * What simple models reach on the same samples by the metric that was improved, by their names:
   * {@code majority} (of amounts the mean) and {@code linear}.
   */
  public Map<String, Double> baselines() {
    return result.baselines(metric);
  }

  /** The names of the classes; none of amounts. */
  public List<String> classes() {
    return best.classes();
  }

  /**
   * {@code [actual][predicted]} counts of the same samples as {@link #metrics}; where there is no
   * test set, what the best trial's network, as the search trained it, took the samples for that it
   * was judged on; none of amounts.
   */
  public List<List<Integer>> confusion() {
    return result.confusion();
  }

  // ---- what is left of the run

  /** The run's folder. */
  public Path folder() {
    return folder.path();
  }

  /** The model: an ONNX file that was compared with the trained network on real samples. */
  public Path model() {
    return folder.model();
  }

  /** The report, an HTML page. */
  public Path report() {
    return folder.report();
  }

  /** All trials of the search, ascending by number. */
  public List<Trial> trials() {
    return trials;
  }

  /**
   * Where costs were minimised, the trials that no other beats in all that counts, ascending by
   * number; {@link #export} writes the model of any. Else none.
   */
  public List<Trial> front() {
    return front;
  }

  /** The model, to tell of many samples; who asks for it closes it. */
  public Predictor predictor() {
    return Predictor.open(model());
  }

  /** What the model tells of the samples in a file or folder, see {@link Predictor#predict}. */
  public List<Prediction> predict(Path samples) {
    try (Predictor predictor = predictor()) {
      return predictor.predict(samples);
    }
  }

  /**
   * Writes the model of another trial, trained again where it was not kept.
   *
   * @param number of a trial that is complete
   * @param target the ONNX file
   * @throws MimarException when there is no such trial, or the file cannot be written
   */
  public void export(int number, Path target) {
    try (StudyStore store = StudyStore.read(folder.path())) {
      Exporter.Exported exported =
          new Exporter(folder, store, note -> {}).export(OptionalInt.of(number), target);
      if (!exported.agrees()) {
        throw new MimarException(
            "the exported model differs from the trained one by " + exported.parity(),
            "Do not use it; please report it with the run's folder, " + folder() + ".");
      }
    }
  }

  /** In one line: how good, how large, where. */
  @Override
  public String toString() {
    return test().map(Score::toString).orElse("validation " + metric + " " + validation())
        + ", "
        + params()
        + " parameters, "
        + model();
  }
}
