package io.mimar.bench;

import io.mimar.Check;
import io.mimar.Lanes;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Spaces;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.space.NetworkSpace;
import io.mimar.stats.Paired;
import io.mimar.train.Evaluator;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import io.mimar.train.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares ways to train the winner: networks of the space's portfolio, each trained in each way
 * from the same first weights, judged on the test part, or on the validation part where there is
 * none. Results are appended as they come; a stopped study goes on.
 */
@Command(name = "training-study", mixinStandardHelpOptions = true)
public final class TrainingStudy implements Callable<Integer> {
  /** Of a line that is whole. */
  private static final String END = "s";

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

  @Option(names = "--epochs", description = "Default 20.")
  int epochs = 20;

  @Option(names = "--rows", description = "Learned from; default all of the training part.")
  int rows = Integer.MAX_VALUE;

  @Option(names = "--work", description = "Of a network at most; default 6M.")
  long work = 6_000_000;

  @Option(names = "--networks", description = "The largest of so many ladders. Default 2.")
  int networks = 2;

  @Option(names = "--seeds", description = "Default 2.")
  int seeds = 2;

  @Option(names = "--at-once", description = "Trainings side by side, a thread each. Default 1.")
  int atOnce = 1;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new TrainingStudy(), arguments);
  }

  /** One training; its line is its key, test and training score and seconds. */
  private record Case(String study, int network, int seed, String way) {
    private static final int VALUES = 3;

    String key() {
      return study + "," + network + "," + seed + "," + way + ",";
    }

    /** The test score where {@code line} is this case's, and whole. */
    Optional<Double> score(String line) {
      String[] values =
          line.startsWith(key()) ? line.substring(key().length()).split(",", -1) : new String[0];
      return values.length == VALUES && line.endsWith(END)
          ? Optional.of(Double.parseDouble(values[0]))
          : Optional.empty();
    }
  }

  @Override
  public Integer call() throws IOException {
    Check.range("--ways", ways.size(), 2, 100);
    ways.forEach(this::options);
    Engine.start(1);
    Dataset all = Datasets.open(data, DataOptions.DEFAULT, Seeds.root(0));
    List<Network> chosen = chosen(all);
    Check.range("networks times seeds", (long) chosen.size() * seeds, 2, 10_000);
    List<Case> open = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      for (int network = 0; network < chosen.size(); network++) {
        for (String way : ways) {
          Case each = of(all, network, seed, way);
          if (score(each).isEmpty()) {
            open.add(each);
          }
        }
      }
    }
    try (Lanes lanes = new Lanes(atOnce)) {
      Lanes.join(
          open.stream()
              .map(each -> lanes.run(() -> append(measure(all, chosen.get(each.network), each))))
              .toList());
    }
    summarise(all, chosen);
    return 0;
  }

  private Case of(Dataset all, int network, int seed, String way) {
    int learned = Math.min(rows, all.train().size());
    String study = all.name() + " " + learned + " x " + epochs + " work " + work;
    return new Case(study, network, seed, way);
  }

  /** Of each ladder the largest network that is allowed, the largest ladders first. */
  private List<Network> chosen(Dataset all) {
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
    return found;
  }

  private TrainOptions options(String way) {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT);
    Arrays.stream(way.split("\\+", -1)).forEach(setting -> loader.set("final." + setting));
    return loader.build().last().withEpochs(epochs);
  }

  private String measure(Dataset all, Network network, Case of) {
    Engine.start(1); // of this thread
    Seeds drawn = Seeds.root(of.seed);
    int count = Math.min(rows, all.train().size());
    LabelledSamples seen =
        all.train().select(all.sample(all.train(), count, drawn.at("rows").rng()));
    Constants constants = Constants.of(all.task(), seen);
    try (Model model = Model.of(network, constants, drawn.at("initial"), Device.CPU)) {
      long start = System.nanoTime();
      Metric metric = Metric.standard(all.task().output());
      Training training =
          new Trainer(options(of.way), metric, System::nanoTime)
              .train(model, seen, seen.select(new int[0]), drawn.at("training"), epoch -> true);
      double seconds = (System.nanoTime() - start) / 1e9;
      double score = metric.of(Evaluator.evaluate(model, all.test().orElse(all.validation())));
      double fit = training.last().trainScore();
      return of.key() + String.format(Locale.ROOT, "%.5f,%.5f,%.1f%s", score, fit, seconds, END);
    }
  }

  private synchronized void append(String line) {
    try {
      Files.writeString(results, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    spec.commandLine().getErr().println(line);
  }

  private Optional<Double> score(Case of) throws IOException {
    try (Stream<String> lines = Files.exists(results) ? Files.lines(results) : Stream.of()) {
      return lines.flatMap(line -> of.score(line).stream()).findFirst();
    }
  }

  private double known(Case of) throws IOException {
    return score(of).orElseThrow();
  }

  private void summarise(Dataset all, List<Network> chosen) throws IOException {
    for (String way : ways.subList(1, ways.size())) {
      List<Double> before = new ArrayList<>();
      List<Double> after = new ArrayList<>();
      for (int network = 0; network < chosen.size(); network++) {
        for (int seed = 0; seed < seeds; seed++) {
          before.add(known(of(all, network, seed, ways.get(0))));
          after.add(known(of(all, network, seed, way)));
        }
      }
      Paired paired = Paired.of(array(after), array(before), Seeds.root(0).rng());
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%s less %s: %+.4f, 95 %% interval %+.4f to %+.4f, n %d (means %.4f and %.4f)%n",
              way,
              ways.get(0),
              paired.mean(),
              paired.low(),
              paired.high(),
              paired.cases(),
              Arrays.stream(array(after)).average().orElseThrow(),
              Arrays.stream(array(before)).average().orElseThrow());
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
