package io.mimar.bench;

import io.mimar.Check;
import io.mimar.benchmark.Roster;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.data.LabelledSamples;
import io.mimar.data.StratifiedSplit;
import io.mimar.folder.RunFolder;
import io.mimar.network.Output;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.random.Seeds;
import io.mimar.run.RunSummary;
import io.mimar.run.Runs;
import io.mimar.stats.Paired;
import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import io.mimar.train.Evaluation;
import io.mimar.train.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares searchers by whole runs of the product on real images: each seed draws its own rows,
 * each searcher gets the same rows and the same training budget, and the trained winner is judged
 * on rows that no search saw. Results are appended as they come; a stopped study goes on.
 */
@Command(name = "search-study", mixinStandardHelpOptions = true)
public final class SearchStudy implements Runnable {
  @Spec CommandSpec spec;

  @Option(names = "--data", required = true, description = "A folder of IDX files.")
  Path data;

  @Option(names = "--results", required = true, description = "CSV file, appended to.")
  Path results;

  @Option(names = "--work", required = true, description = "A folder for runs, deleted after use.")
  Path work;

  @Option(
      names = "--searchers",
      split = ",",
      description =
          "Default: gne,random. Each may bring settings of its own: gne+gne.generator=60.")
  List<String> searchers = List.of("gne", "random");

  @Option(names = "--seeds", description = "Default 20.")
  int seeds = 20;

  @Option(names = "--first-seed", description = "Default 0.")
  int firstSeed;

  @Option(names = "--rows", description = "Rows that a run sees. Default 3000.")
  int rows = 3_000;

  @Option(names = "--set", description = "Configuration of all runs, as in `mimar search`.")
  List<String> set =
      List.of(
          "budget.trials=100",
          "limits.params=30000",
          "limits.macs=500000",
          "data.heldBack=0.45",
          "schedule.epochs=6",
          "final.epochs=20",
          "ensemble=1"); // networks are compared, not models made of several

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new SearchStudy(), arguments);
  }

  /**
   * A run.
   *
   * @param seconds of all of it, by the clock
   * @param cpuSeconds that its candidates' trainings took
   */
  private record Line(
      int seed,
      String searcher,
      double validation,
      double judged,
      double seconds,
      double cpuSeconds) {
    static final String HEADER = "seed,searcher,validation,judged,seconds,cpuSeconds";

    String text() {
      return String.format(
          Locale.ROOT,
          "%d,%s,%.5f,%.5f,%.1f,%.1f",
          seed,
          searcher,
          validation,
          judged,
          seconds,
          cpuSeconds);
    }

    static Line parse(String text) {
      List<String> parts = List.of(text.split(",", -1));
      return new Line(
          Integer.parseInt(parts.get(0)),
          parts.get(1),
          Double.parseDouble(parts.get(2)),
          Double.parseDouble(parts.get(3)),
          Double.parseDouble(parts.get(4)),
          Double.parseDouble(parts.get(5)));
    }
  }

  @Override
  public void run() {
    try {
      Dataset all = Datasets.open(data, DataOptions.DEFAULT, Seeds.root(0));
      LabelledSamples pool = all.train().with(all.validation());
      for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
        for (String searcher : searchers) {
          if (find(seed, searcher).isEmpty()) {
            append(measure(all, pool, seed, searcher));
          }
        }
      }
      summarise();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Line> lines() throws IOException {
    if (!Files.exists(results) || Files.size(results) == 0) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(results);
    String header = lines.isEmpty() ? "" : lines.get(0);
    Check.that(header.equals(Line.HEADER), "the first line of " + results, header, Line.HEADER);
    return lines.stream().skip(1).map(Line::parse).toList();
  }

  private Optional<Line> find(int seed, String searcher) throws IOException {
    return lines().stream()
        .filter(l -> l.seed() == seed && l.searcher().equals(searcher))
        .findFirst();
  }

  private void append(Line line) throws IOException {
    boolean begun = Files.exists(results) && Files.size(results) > 0;
    String text = (begun ? "" : Line.HEADER + "\n") + line.text() + "\n";
    Files.writeString(results, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    spec.commandLine().getOut().println(line.text());
  }

  private Line measure(Dataset all, LabelledSamples pool, int seed, String searcher)
      throws IOException {
    int classes = all.classes().size();
    int[] seen =
        StratifiedSplit.sample(pool.labels(), classes, rows, Seeds.root(seed).at("rows").rng());
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT);
    set.forEach(loader::set);
    Roster.settings(searcher).forEach(loader::set);
    Config config = loader.set("seed=" + seed).set("searcher=" + Roster.base(searcher)).build();
    RunFolder folder = new RunFolder(work.resolve(searcher + "-" + seed));
    Runs.Start start =
        new Runs.Start(
            config,
            seeds -> split(all, pool.select(seen), config, seeds),
            folder,
            List.of(),
            "search-study");
    RunSummary summary =
        new Runs(Clock.systemUTC(), System::nanoTime).start(start, event -> {}, new Control());
    double judged = judge(folder.model(), pool, seen);
    double cpuSeconds = cpuSeconds(folder);
    Folders.delete(folder.path());
    double validation = summary.best().orElseThrow().validation();
    return new Line(seed, searcher, validation, judged, summary.seconds(), cpuSeconds);
  }

  private static double cpuSeconds(RunFolder folder) {
    try (StudyStore store = StudyStore.read(folder.path())) {
      return store.trials().stream().mapToDouble(t -> t.result().cpuSeconds()).sum();
    }
  }

  private static Dataset split(Dataset all, LabelledSamples rows, Config config, Seeds seeds) {
    int[][] parts =
        StratifiedSplit.split(
            rows.labels(),
            all.classes().size(),
            new double[] {config.data().heldBack()},
            seeds.rng());
    return new Dataset(
        all.name(),
        all.format(),
        all.target(),
        rows.select(parts[0]),
        rows.select(parts[1]),
        Optional.empty(),
        false,
        List.of());
  }

  private static double judge(Path model, LabelledSamples pool, int[] seen) {
    boolean[] known = new boolean[pool.size()];
    for (int row : seen) {
      known[row] = true;
    }
    int[] unseen = IntStream.range(0, pool.size()).filter(row -> !known[row]).toArray();
    LabelledSamples judges = pool.select(unseen);
    try (OnnxPredictor predictor =
        OnnxPredictor.open(model, Runtime.getRuntime().availableProcessors())) {
      Output output = predictor.card().target().output();
      return Metric.ACCURACY.of(
          new Evaluation(output, predictor.answers(judges), judges.targets()));
    }
  }

  private void summarise() throws IOException {
    for (String searcher : searchers.subList(1, searchers.size())) {
      double[][] judged = new double[2][seeds];
      double[][] validation = new double[2][seeds];
      double[][] cpuSeconds = new double[2][seeds];
      for (int i = 0; i < seeds; i++) {
        Line first = find(firstSeed + i, searchers.get(0)).orElseThrow();
        Line second = find(firstSeed + i, searcher).orElseThrow();
        judged[0][i] = first.judged();
        judged[1][i] = second.judged();
        validation[0][i] = first.validation();
        validation[1][i] = second.validation();
        cpuSeconds[0][i] = first.cpuSeconds();
        cpuSeconds[1][i] = second.cpuSeconds();
      }
      print(searcher, "judged", judged);
      print(searcher, "validation", validation);
      print(searcher, "CPU seconds of candidates", cpuSeconds);
    }
  }

  private void print(String searcher, String what, double[][] values) {
    Paired paired = Paired.of(values[0], values[1], Seeds.root(0).rng());
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s less %s, %s: %+.4f, 95 %% interval %+.4f to %+.4f, Wilcoxon p %.4f, d %s, n %d"
                + " (means %.4f and %.4f)%n",
            searchers.get(0),
            searcher,
            what,
            paired.mean(),
            paired.low(),
            paired.high(),
            paired.wilcoxonP(),
            paired.effect().isPresent()
                ? String.format(Locale.ROOT, "%.2f", paired.effect().getAsDouble())
                : "-",
            paired.cases(),
            Arrays.stream(values[0]).average().orElseThrow(),
            Arrays.stream(values[1]).average().orElseThrow());
  }
}
