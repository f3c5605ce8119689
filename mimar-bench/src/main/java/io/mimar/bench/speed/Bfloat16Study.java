package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.bench.Studies;
import io.mimar.bench.Usage;
import io.mimar.config.Json;
import io.mimar.data.BundledData;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Network;
import io.mimar.nn.Bfloat16;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.stats.Paired;
import io.mimar.train.Evaluator;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What training in bfloat16 does to accuracy and CPU time: fixed networks for images, each trained
 * both ways from the same first weights in the same order of samples, and judged in float32.
 */
@Command(name = "bf16", mixinStandardHelpOptions = true)
public final class Bfloat16Study implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--networks", split = ",", description = "cell, mobile. Default: both.")
  List<StepNetwork> networks = List.of(StepNetwork.CELL, StepNetwork.MOBILE);

  @Option(names = "--data", description = "Images. Default: the demo's.")
  Path data;

  @Option(names = "--seeds", description = "Default ${DEFAULT-VALUE}.")
  int seeds = 20;

  @Option(names = "--epochs", description = "Of a training. Default ${DEFAULT-VALUE}.")
  int epochs = TrainOptions.CANDIDATE.epochs();

  @Option(names = "--rows", description = "Of the training set, at most. Default ${DEFAULT-VALUE}.")
  int rows = 1_000;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new Bfloat16Study(), arguments);
  }

  /**
   * What bfloat16 changes.
   *
   * @param float32 mean accuracy of networks that were trained in float32
   * @param bfloat16 in bfloat16
   * @param difference the second minus the first
   * @param cpuShare CPU time of the second in times of the first, all trainings together
   */
  private record Result(double float32, double bfloat16, Paired difference, double cpuShare) {}

  private record Score(double accuracy, double cpuSeconds) {}

  @Override
  public Integer call() throws IOException {
    Check.range("--seeds", seeds, 2, 10_000);
    Check.range("--epochs", epochs, 1, 10_000);
    Check.range("--rows", rows, 1, Integer.MAX_VALUE);
    Engine.start(1);
    Map<String, Result> results = new LinkedHashMap<>();
    for (StepNetwork network : networks) {
      results.put(network.name().toLowerCase(Locale.ROOT), compare(network));
    }
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(results));
      return 0;
    }
    results.forEach(
        (name, r) ->
            spec.commandLine()
                .getOut()
                .printf(
                    Locale.ROOT,
                    "%-8s accuracy %.4f in float32, %.4f in bfloat16: %+.4f (95 %% %+.4f to %+.4f);"
                        + " CPU time %.2f times%n",
                    name,
                    r.float32,
                    r.bfloat16,
                    r.difference.mean(),
                    r.difference.low(),
                    r.difference.high(),
                    r.cpuShare));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Result compare(StepNetwork network) {
    double[][] accuracy = new double[2][seeds];
    double[] cpu = new double[2];
    train(network, 0, false); // not counted: what the first of each pays for all
    train(network, 0, true);
    for (int seed = 0; seed < seeds; seed++) {
      for (int turn = 0; turn < 2; turn++) {
        int form = (seed + turn) % 2; // each goes first as often
        Score score = train(network, seed, form == 1);
        accuracy[form][seed] = score.accuracy;
        cpu[form] += score.cpuSeconds;
      }
      System.err.printf(
          Locale.ROOT,
          "%s, seed %d: %.4f in float32, %.4f in bfloat16%n",
          network,
          seed,
          accuracy[0][seed],
          accuracy[1][seed]);
    }
    return new Result(
        Arrays.stream(accuracy[0]).average().orElseThrow(),
        Arrays.stream(accuracy[1]).average().orElseThrow(),
        Paired.of(accuracy[1], accuracy[0], Seeds.root(0).rng()),
        cpu[1] / cpu[0]);
  }

  @SuppressWarnings("try") // it works by being open
  private Score train(StepNetwork network, int seed, boolean half) {
    Seeds of = Seeds.root(seed);
    Dataset images =
        data == null
            ? BundledData.fashionMnist(DataOptions.DEFAULT, of)
            : Datasets.open(data, DataOptions.DEFAULT, of);
    int count = Math.min(rows, images.train().size());
    int[] chosen = images.sample(images.train(), count, of.at("rows").rng());
    LabelledSamples few = images.train().select(chosen);
    Network trained = network.network(images.task());
    try (Model model = Model.of(trained, Constants.of(images.task(), few), of, Device.CPU)) {
      long start = Usage.cpuNanos();
      if (half) {
        try (Bfloat16 open = Bfloat16.open()) { // judged after it
          learn(model, few, of);
        }
      } else {
        learn(model, few, of);
      }
      double seconds = (Usage.cpuNanos() - start) / 1e9;
      return new Score(Metric.ACCURACY.of(Evaluator.evaluate(model, images.validation())), seconds);
    }
  }

  private void learn(Model model, LabelledSamples samples, Seeds of) {
    new Trainer(TrainOptions.CANDIDATE.withEpochs(epochs), Metric.ACCURACY, System::nanoTime)
        .train(model, samples, samples.select(new int[0]), of, epoch -> true);
  }
}
