package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.bench.Studies;
import io.mimar.config.Json;
import io.mimar.data.BundledData;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Target;
import io.mimar.random.Seeds;
import io.mimar.run.Plan;
import io.mimar.stats.Ranks;
import io.mimar.stop.CurveExtrapolation;
import io.mimar.stop.EarlyStopping;
import io.mimar.stop.SuccessiveHalving;
import io.mimar.task.Tasks;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What early stopping saves and what it costs. Random candidates are trained to the end; then it is
 * replayed, in many random orders of them, when each would have been stopped: so many CPU seconds
 * less, and a best score that comes sooner or, where a good one is stopped, never.
 */
@Command(name = "rungs", mixinStandardHelpOptions = true)
public final class RungsStudy implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--data", description = "Samples of classes, of any kind. Default: the demo's.")
  Path data;

  @Option(names = "--trials", description = "Default ${DEFAULT-VALUE}.")
  int trials = 40;

  @Option(names = "--epochs", description = "Of a candidate. Default ${DEFAULT-VALUE}.")
  int epochs = 6;

  @Option(
      names = "--folds",
      description = "Judges after each of so many folds, not after epochs. Default: not.")
  int folds = 1;

  @Option(names = "--set", description = "Configuration of the search, as in `mimar search`.")
  List<String> set = List.of();

  @Option(names = "--rungs", description = "Default: as in a search.")
  List<String> rungs = List.of();

  @Option(names = "--eta", split = ",", description = "One in so many goes on. Default 2.")
  List<Double> etas = List.of(2.0);

  @Option(
      names = "--sure",
      split = ",",
      description =
          "Standard deviations that an extrapolation must be below its bar; none is tried"
              + " where none is given.")
  List<Double> surenesses = List.of();

  @Option(names = "--patience", description = "Default ${DEFAULT-VALUE}.")
  int patience = 4;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new RungsStudy(), arguments);
  }

  /**
   * The whole result.
   *
   * @param trials candidates that were trained to the end
   * @param spearman of the scores after each epoch, or fold, with those after the last
   * @param rules what was replayed
   */
  record Report(int trials, List<Double> spearman, List<Replay.Rule> rules) {}

  @Override
  public Integer call() throws IOException {
    Map<String, EarlyStopping> stopping = rules();
    List<Trial> all = train();
    List<Double> correlations =
        IntStream.rangeClosed(1, points())
            .mapToObj(point -> Ranks.spearman(scores(all, point), scores(all, points())))
            .toList();
    Replay replay = new Replay(all);
    List<Replay.Rule> rules =
        stopping.entrySet().stream().map(e -> replay.rule(e.getKey(), e.getValue())).toList();
    Report report = new Report(all.size(), correlations, rules);
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(report));
    } else {
      print(report);
    }
    return 0;
  }

  /** What is replayed, by name; made before anything is trained, so that a wrong one costs none. */
  private Map<String, EarlyStopping> rules() {
    Check.range("--trials", trials, Replay.LAG, 1_000_000);
    Map<String, EarlyStopping> rules = new LinkedHashMap<>();
    for (double eta : etas) {
      for (List<Integer> places : places()) {
        String name = "halving " + places + " eta " + eta;
        rules.put(name, new SuccessiveHalving(places, eta, patience));
      }
      for (double sureness : surenesses) {
        EarlyStopping curves = new CurveExtrapolation(points(), eta, sureness, patience);
        String name = "extrapolation eta " + eta + " sure " + sureness;
        rules.put(name, curves);
        for (List<Integer> places : places()) {
          EarlyStopping both = new SuccessiveHalving(places, eta, patience).and(curves);
          rules.put(name + " and halving " + places, both);
        }
      }
    }
    return rules;
  }

  /** Of a candidate's curve. */
  private int points() {
    return Plan.pointsOf(folds, epochs);
  }

  private List<List<Integer>> places() {
    if (rungs.isEmpty()) {
      return List.of(Plan.rungsOf(points()));
    }
    return rungs.stream()
        .map(text -> Arrays.stream(text.split(",", -1)).map(part -> place(text, part)).toList())
        .toList();
  }

  private int place(String text, String part) {
    try {
      return Check.range("--rungs " + text, Integer.parseInt(part.strip()), 1, points() - 1);
    } catch (NumberFormatException e) {
      throw new MimarException(
          "--rungs is " + text + ", but must be numbers of epochs", "As in --rungs 2,4.", e);
    }
  }

  private List<Trial> train() throws IOException {
    List<String> settings =
        Stream.concat(
                Stream.of(
                    "searcher=random",
                    "schedule.patience=1000000",
                    "schedule.epochs=" + epochs,
                    "schedule.folds=" + folds,
                    "study.lag=" + Replay.LAG),
                set.stream())
            .toList();
    Function<Seeds, Dataset> source =
        data == null
            ? seeds -> BundledData.fashionMnist(DataOptions.DEFAULT, seeds)
            : seeds -> classes(Tasks.open(data, DataOptions.DEFAULT, seeds));
    List<Trial> all = new ArrayList<>();
    new Search(source, settings, trials)
        .run(
            trial -> {
              all.add(trial);
              System.err.printf(
                  Locale.ROOT, "trial %d: %s%n", trial.number(), trial.result().score());
            });
    return all.stream().filter(t -> t.outcome() == Outcome.COMPLETE).toList();
  }

  private Dataset classes(Dataset read) {
    if (read.target() instanceof Target.Classes) {
      return read;
    }
    throw new MimarException(
        "--data is " + data + ", which has amounts to tell, but must have classes",
        "Rungs are replayed by accuracy.");
  }

  private static double[] scores(List<Trial> all, int point) {
    return all.stream().mapToDouble(t -> t.result().scoreAfter(point).orElseThrow()).toArray();
  }

  private void print(Report report) {
    String points = folds > 1 ? "fold" : "epoch";
    line("%d candidates, each trained for %d %ss%n", report.trials, points(), points);
    line("rank correlation of the score after each %s with the last:", points);
    report.spearman.forEach(s -> line(" %.2f", s));
    line("%n%-40s %10s %12s %8s%n", "rule", "CPU share", "best is less", "faster");
    for (Replay.Rule rule : report.rules) {
      line("%-40s %10.2f %12.4f %8.2f%n", rule.rule(), rule.cpuShare(), rule.loss(), rule.faster());
    }
  }

  private void line(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values);
    spec.commandLine().getOut().flush();
  }
}
