package io.mimar.bench.tasks;

import io.mimar.config.Quantity;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.evaluate.FinalTrainer;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.space.Regime;
import io.mimar.task.Tasks;
import io.mimar.train.Augmentation;
import io.mimar.train.Evaluation;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A hand-written network for images: trained on train and validation part for all of a search's
 * time, on all cores, by the same trainer as the winner of a search, with what a person would set
 * for it. Prints a {@link PeerAnswer}.
 */
@Command(name = "network-peer", mixinStandardHelpOptions = true)
final class NetworkPeer implements Callable<Integer> {
  /** More bring nothing: a cosine of so many is long enough for any of the data. */
  private static final int MOST_EPOCHS = 200;

  private static final int SMALL_SIDE = 16; // below, a move by one pixel is a large one

  @Parameters(paramLabel = "NAME", description = "resnet-8 or lenet-5.")
  String name;

  @Option(names = "--data", required = true)
  Path data;

  @Option(names = "--budget", required = true, description = "Wall time for everything.")
  String budget;

  @Option(names = "--seed", required = true)
  long seed;

  @Option(names = "--max-params", description = "The most parameters; default no limit.")
  long maxParams = Long.MAX_VALUE;

  @Option(names = "--task", description = "As of a search.")
  String task = "auto";

  @Option(names = "--shape", split = "x", description = "Height x width of rows that are images.")
  int[] shape = {0, 0};

  @Option(names = "--mirror", description = "Mirror half of the images.")
  boolean mirror;

  /** Runs the peer. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new NetworkPeer()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    Duration time = Quantity.duration("--budget", budget);
    int threads = Runtime.getRuntime().availableProcessors();
    Engine.start(threads);
    Seeds seeds = Seeds.root(seed);
    DataOptions options = DataOptions.DEFAULT.withTask(task).withSize(shape[0], shape[1]);
    Dataset dataset = Tasks.open(data, options, seeds);
    Network network =
        isResidual()
            ? FixedNetworks.residual(dataset.task(), maxParams)
            : FixedNetworks.leNet(dataset.task(), maxParams);
    FinalTrainer.Trained trained =
        new FinalTrainer(dataset, Metric.ACCURACY, Device.CPU, threads, System::nanoTime)
            .train(
                List.of(new FinalTrainer.Member(network, training(network), MOST_EPOCHS)),
                false,
                Optional.of(time.minusNanos(System.nanoTime() - start)),
                seeds.at(name),
                (epoch, epochs) -> System.err.println("epoch " + epoch + " of " + epochs));
    Evaluation test = trained.test().orElseThrow();
    String setting =
        String.format(
            Locale.ROOT,
            "%,d parameters, %d epochs",
            Costs.of(network).params(),
            trained.training().curve().size());
    PeerAnswer.of(test.predictions(), dataset.test().orElseThrow().labels(), setting).print();
    return 0;
  }

  private boolean isResidual() {
    return Peer.of(name) == Peer.RESIDUAL;
  }

  /** SGD where batches are normalised; Adam where nothing keeps the scale. */
  private TrainOptions training(Network network) {
    int shift = network.input().height() < SMALL_SIDE ? 0 : 1;
    TrainOptions options =
        TrainOptions.FINAL.withPruning(0).withAugmentation(new Augmentation(mirror, shift, 0));
    return isResidual()
        ? options
        : options.with(new Regime(Regime.Optimiser.ADAMW, 0.002, options.batch(), 0.01, 0.1, 0, 1));
  }
}
