package io.mimar.bench;

import io.mimar.Check;
import io.mimar.benchmark.Roster;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.data.LabelledSamples;
import io.mimar.data.StratifiedSplit;
import io.mimar.folder.LineFile;
import io.mimar.folder.RunFolder;
import io.mimar.network.Output;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.random.Seeds;
import io.mimar.run.RunSummary;
import io.mimar.run.Runs;
import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import io.mimar.train.Evaluation;
import io.mimar.train.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
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
@Command(name = "search", mixinStandardHelpOptions = true)
public final class SearchStudy implements Callable<Integer> {
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

  @Option(names = "--json", description = "Print the comparison as JSON.")
  boolean json;

  /** What there is so far. */
  private final List<Line> done = new ArrayList<>();

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new SearchStudy(), arguments);
  }

  /**
   * A run.
   *
   * @param seconds of all of it, by the clock
   * @param candidatesCpuSeconds that its candidates' trainings took
   * @param cpuSeconds of all of it: this process, its workers and the final training
   */
  private record Line(
      int seed,
      String searcher,
      double validation,
      double judged,
      double seconds,
      double candidatesCpuSeconds,
      double cpuSeconds) {
    static final String HEADER =
        "seed,searcher,validation,judged,seconds,candidatesCpuSeconds,cpuSeconds";

    String text() {
      return String.format(
          Locale.ROOT,
          "%d,%s,%.5f,%.5f,%.1f,%.1f,%.1f",
          seed,
          searcher,
          validation,
          judged,
          seconds,
          candidatesCpuSeconds,
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
          Double.parseDouble(parts.get(5)),
          Double.parseDouble(parts.get(6)));
    }
  }

  @Override
  public Integer call() throws IOException {
    Check.range("--seeds", seeds, searchers.size() > 1 ? 2 : 1, 10_000);
    Check.range("--first-seed", firstSeed, 0, 1_000_000);
    for (String searcher : searchers) {
      config(firstSeed, searcher); // what is wrong there is told before hours of the others
    }
    Dataset all = Datasets.open(data, DataOptions.DEFAULT, Seeds.root(0));
    LabelledSamples pool = all.train().with(all.validation());
    Check.range("--rows", rows, 100, pool.size() - 1);
    try (LineFile file = Studies.results(results)) {
      read(file);
      for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
        for (String searcher : searchers) {
          if (find(seed, searcher).isEmpty()) {
            append(measure(all, pool, seed, searcher), file);
          }
        }
      }
    }
    summarise();
    return 0;
  }

  private void read(LineFile file) throws IOException {
    file.cutTorn();
    List<String> lines = file.text().lines().toList();
    if (lines.isEmpty()) {
      file.add(Line.HEADER + "\n");
      return;
    }
    Check.that(
        lines.get(0).equals(Line.HEADER),
        "the first line of " + results,
        lines.get(0),
        Line.HEADER);
    lines.stream().skip(1).map(Line::parse).forEach(done::add);
  }

  private Optional<Line> find(int seed, String searcher) {
    return done.stream().filter(l -> l.seed() == seed && l.searcher().equals(searcher)).findFirst();
  }

  private void append(Line line, LineFile file) throws IOException {
    file.add(line.text() + "\n");
    done.add(line);
    spec.commandLine().getErr().println(line.text());
  }

  private Config config(int seed, String searcher) {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT);
    set.forEach(loader::set);
    Roster.settings(searcher).forEach(loader::set);
    return loader.set("seed=" + seed).set("searcher=" + Roster.base(searcher)).build();
  }

  private Line measure(Dataset all, LabelledSamples pool, int seed, String searcher)
      throws IOException {
    int classes = all.classes().size();
    int[] seen =
        StratifiedSplit.sample(pool.labels(), classes, rows, Seeds.root(seed).at("rows").rng());
    Config config = config(seed, searcher);
    RunFolder folder = new RunFolder(work.resolve(searcher + "-" + seed));
    Runs.Start start =
        new Runs.Start(
            config,
            seeds -> split(all, pool.select(seen), config, seeds),
            folder,
            List.of(),
            "search-study");
    double before = Usage.cpuSecondsWithChildren();
    RunSummary summary =
        new Runs(Clock.systemUTC(), System::nanoTime).start(start, event -> {}, new Control());
    double cpuSeconds = Usage.cpuSecondsWithChildren() - before;
    double judged = judge(folder.model(), pool, seen);
    double ofCandidates = candidatesCpuSeconds(folder);
    Folders.delete(folder.path());
    double validation = summary.best().orElseThrow().validation();
    return new Line(
        seed, searcher, validation, judged, summary.seconds(), ofCandidates, cpuSeconds);
  }

  private static double candidatesCpuSeconds(RunFolder folder) {
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
    List<Difference> differences = new ArrayList<>();
    for (String searcher : searchers.subList(1, searchers.size())) {
      differences.add(difference(searcher, "judged", Line::judged));
      differences.add(difference(searcher, "validation", Line::validation));
      differences.add(
          difference(searcher, "CPU seconds of candidates", Line::candidatesCpuSeconds));
      differences.add(difference(searcher, "CPU seconds of all", Line::cpuSeconds));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.json().writeValueAsString(differences));
    } else {
      differences.forEach(difference -> out.println(difference.text()));
    }
  }

  private Difference difference(String searcher, String measure, ToDoubleFunction<Line> of) {
    String first = searchers.get(0);
    return Difference.of(first, searcher, measure, values(first, of), values(searcher, of));
  }

  private double[] values(String searcher, ToDoubleFunction<Line> of) {
    return IntStream.range(firstSeed, firstSeed + seeds)
        .mapToDouble(seed -> of.applyAsDouble(find(seed, searcher).orElseThrow()))
        .toArray();
  }
}
