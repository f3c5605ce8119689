package io.mimar.bench;

import io.mimar.Check;
import io.mimar.Lanes;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.Spaces;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.folder.LineFile;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.space.Chosen;
import io.mimar.space.NetworkSpace;
import io.mimar.task.Tasks;
import io.mimar.train.Evaluator;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import io.mimar.train.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares ways to train the winner: networks of the space's portfolio, or given ones, each trained
 * in each way from the same first weights, judged on the test part, or on the validation part where
 * there is none. Results are appended as they come; a stopped study goes on.
 */
@Command(name = "training", mixinStandardHelpOptions = true)
public final class TrainingStudy implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--data", required = true, description = "As of `mimar search`.")
  Path data;

  @Option(names = "--results", required = true, description = "CSV file, appended to.")
  Path results;

  @Option(
      names = "--ways",
      split = ",",
      required = true,
      description = "Settings of the final training: pruning=0,pruning=0.5,mixup=0.2+batch=32.")
  List<String> ways;

  @Option(names = "--epochs", description = "Where a way does not say it. Default 20.")
  int epochs = 20;

  @Option(names = "--rows", description = "Learned from; default all of the training part.")
  int rows = Integer.MAX_VALUE;

  @Option(names = "--work", description = "Of a network at most; default 6M.")
  long work = 6_000_000;

  @Option(names = "--networks", description = "The largest of so many ladders. Default 2.")
  int networks = 2;

  @Option(
      names = "--architecture",
      description =
          "One instead of those, as `--enqueue` of `mimar search` takes it; may be given again.")
  List<String> architectures = List.of();

  @Option(names = "--seeds", description = "Default 2.")
  int seeds = 2;

  @Option(names = "--at-once", description = "Trainings side by side, a thread each. Default 1.")
  int atOnce = 1;

  @Option(names = "--json", description = "Print the comparison as JSON.")
  boolean json;

  /** Lines by what they begin with: of all trainings so far. */
  private final Map<String, String> done = new HashMap<>();

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new TrainingStudy(), arguments);
  }

  /** One training. */
  private record Case(String study, Subject subject, int seed, String way) {
    /** What its line begins with; test score, training score and seconds follow. */
    String key() {
      return study + "," + subject.name + "," + seed + "," + way + ",";
    }
  }

  /** What is trained, by what its lines call it. */
  private record Subject(String name, Network network) {}

  @Override
  public Integer call() throws IOException {
    Check.range("--ways", ways.size(), 1, 100);
    Check.range("--seeds", seeds, 1, 10_000);
    Check.range("--networks", networks, 1, 100);
    Check.range("--at-once", atOnce, 1, 1_000);
    Check.range("--rows", rows, 1, Integer.MAX_VALUE);
    ways.forEach(this::options);
    Engine.start(1);
    Dataset all = Tasks.open(data, DataOptions.DEFAULT, Seeds.root(0));
    List<Subject> chosen = architectures.isEmpty() ? largest(all) : given(all);
    long pairs = (long) chosen.size() * seeds;
    Check.range("networks times seeds", pairs, ways.size() > 1 ? 2 : 1, 10_000);
    try (LineFile lines = Studies.results(results)) {
      lines.cutTorn();
      lines.text().lines().forEach(this::take);
      train(all, chosen, lines);
    }
    summarise(all, chosen);
    return 0;
  }

  private void take(String line) {
    int values = 3;
    String[] parts = line.split(",", -1);
    String key =
        String.join(",", Arrays.asList(parts).subList(0, Math.max(0, parts.length - values)));
    done.put(key + ",", line);
  }

  private void train(Dataset all, List<Subject> chosen, LineFile lines) {
    List<Case> open =
        IntStream.range(0, seeds)
            .boxed()
            .flatMap(seed -> cases(all, chosen, seed))
            .filter(each -> !done.containsKey(each.key()))
            .toList();
    try (Lanes lanes = new Lanes(atOnce)) {
      Lanes.join(
          open.stream().map(each -> lanes.run(() -> append(measure(all, each), lines))).toList());
    }
  }

  private Stream<Case> cases(Dataset all, List<Subject> chosen, int seed) {
    return chosen.stream()
        .flatMap(subject -> ways.stream().map(way -> of(all, subject, seed, way)));
  }

  private Case of(Dataset all, Subject subject, int seed, String way) {
    int learned = Math.min(rows, all.train().size());
    String chosenBy = architectures.isEmpty() ? " work " + work : "";
    return new Case(all.name() + " " + learned + " x " + epochs + chosenBy, subject, seed, way);
  }

  /** What is asked for, by the hash of its graph. */
  private List<Subject> given(Dataset all) {
    NetworkSpace space = Spaces.standard(all.task().input());
    return architectures.stream()
        .map(text -> Chosen.parse(text).architecture(space))
        .map(a -> new Subject(a.hash(), space.network(a, all.task())))
        .toList();
  }

  /** Of each ladder the largest network that is allowed, the largest ladders first. */
  private List<Subject> largest(Dataset all) {
    NetworkSpace space = Spaces.standard(all.task().input());
    List<Network> found =
        space.portfolio().stream()
            .flatMap(
                ladder ->
                    ladder.stream()
                        .map(a -> space.network(a, all.task()))
                        .filter(n -> Costs.of(n).work() <= work)
                        .max(Comparator.comparingDouble(n -> Costs.of(n).work()))
                        .stream())
            .sorted(Comparator.comparingDouble((Network n) -> -Costs.of(n).work()))
            .limit(networks)
            .toList();
    Check.that(!found.isEmpty(), "--work", work, "enough for a network of the portfolio");
    return IntStream.range(0, found.size())
        .mapToObj(i -> new Subject(Integer.toString(i), found.get(i)))
        .toList();
  }

  private TrainOptions options(String way) {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT).set("final.epochs=" + epochs);
    Arrays.stream(way.split("\\+", -1)).forEach(setting -> loader.set("final." + setting));
    return loader.build().last();
  }

  private String measure(Dataset all, Case of) {
    Engine.start(1); // of this thread
    Seeds drawn = Seeds.root(of.seed);
    int count = Math.min(rows, all.train().size());
    LabelledSamples seen =
        all.train().select(all.sample(all.train(), count, drawn.at("rows").rng()));
    try (Model model = Model.fitted(of.subject.network, seen, drawn.at("initial"), Device.CPU)) {
      long start = System.nanoTime();
      Metric metric = Metric.standard(all.task().output());
      Training training =
          new Trainer(options(of.way), metric, System::nanoTime)
              .train(model, seen, seen.select(new int[0]), drawn.at("training"), epoch -> true);
      double seconds = (System.nanoTime() - start) / 1e9;
      double score = metric.of(Evaluator.evaluate(model, all.test().orElse(all.validation())));
      double fit = training.last().trainScore();
      return of.key() + String.format(Locale.ROOT, "%.5f,%.5f,%.1f", score, fit, seconds);
    }
  }

  private synchronized void append(String line, LineFile lines) {
    try {
      lines.add(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    take(line);
    spec.commandLine().getErr().println(line);
  }

  private double score(Case of) {
    return Double.parseDouble(done.get(of.key()).substring(of.key().length()).split(",", -1)[0]);
  }

  private void summarise(Dataset all, List<Subject> chosen) throws IOException {
    List<Difference> differences = new ArrayList<>();
    for (String way : ways.subList(1, ways.size())) {
      List<Double> before = new ArrayList<>();
      List<Double> after = new ArrayList<>();
      for (Subject subject : chosen) {
        for (int seed = 0; seed < seeds; seed++) {
          before.add(score(of(all, subject, seed, ways.get(0))));
          after.add(score(of(all, subject, seed, way)));
        }
      }
      String metric = Metric.standard(all.task().output()).name();
      differences.add(Difference.of(way, ways.get(0), metric, array(after), array(before)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.json().writeValueAsString(differences));
    } else {
      differences.forEach(difference -> out.println(difference.text()));
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
