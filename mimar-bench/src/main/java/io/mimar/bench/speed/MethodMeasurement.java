package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.bench.Folders;
import io.mimar.bench.Programs;
import io.mimar.bench.SyntheticTrials;
import io.mimar.bench.Usage;
import io.mimar.bench.speed.MethodStudy.Clock;
import io.mimar.bench.speed.MethodStudy.Cost;
import io.mimar.config.Config;
import io.mimar.data.BundledData;
import io.mimar.data.DataOptions;
import io.mimar.embed.Embedding;
import io.mimar.embed.EmbeddingOptions;
import io.mimar.embed.Training;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.gan.ConditionalGan;
import io.mimar.gan.Examples;
import io.mimar.gan.GanOptions;
import io.mimar.gan.GanTraining;
import io.mimar.gne.Gne;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Engine;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.run.Searchers;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.NetworkSpace;
import io.mimar.stats.Spread;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import io.mimar.worker.Job;
import io.mimar.worker.Message;
import io.mimar.worker.WorkerCall;
import io.mimar.worker.WorkerJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Measures the parts of a {@link MethodStudy}. */
final class MethodMeasurement {
  /** A search's GAN learns from so many at most. */
  private static final int EXAMPLES = 256;

  /** Beyond so many trials an ask may take longer. */
  private static final int FEW_TRIALS = 1_000;

  private static final Task IMAGES = Task.images(new Shape(1, 28, 28), 10);

  private final NetworkSpace space;
  private final int rounds;

  MethodMeasurement(NetworkSpace space, int rounds) {
    Check.range("--rounds", rounds, 1, 1_000);
    this.space = space;
    this.rounds = rounds;
  }

  /** CPU seconds of training the space's embedding from nothing. */
  Cost encoder(int epochs) {
    Engine.start(1);
    EmbeddingOptions quick = EmbeddingOptions.QUICK;
    EmbeddingOptions options = quick.withTraining(epochs, quick.samples());
    long start = Usage.cpuNanos();
    Embedding trained = Training.fit(space, options, Seeds.root(0).at("embedding"));
    double seconds = (Usage.cpuNanos() - start) / 1e9;
    Check.that(trained.dimensions() > 0, "dimensions", trained.dimensions(), "some");
    return new Cost(seconds, seconds, Clock.CPU, 60);
  }

  /** CPU seconds of training a search's GAN on as many examples as it sees at most. */
  Cost gan() {
    Engine.start(1);
    Examples examples = examples();
    double[] seconds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = Usage.cpuNanos();
      ConditionalGan gan = GanTraining.fit(examples, GanOptions.DEFAULT, Seeds.root(i).rng());
      seconds[i] = (Usage.cpuNanos() - start) / 1e9;
      double[][] made = gan.sample(examples.conditions(), Seeds.root(i).rng());
      Check.that(Double.isFinite(made[0][0]), "generated number", made[0][0], "finite");
    }
    return cost(seconds, Clock.CPU, 2);
  }

  private Examples examples() {
    Embedding embedding = Searchers.embedding(space);
    RandomGenerator rng = Seeds.root(1).rng();
    List<Architecture> architectures =
        Stream.generate(() -> space.random(rng)).limit(EXAMPLES).toList();
    double[][] costs = new double[EXAMPLES][1];
    double[] scores = new double[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      costs[i][0] = rng.nextGaussian();
      scores[i] = rng.nextGaussian();
    }
    return Examples.of(embedding.encode(architectures), scores, costs);
  }

  /** Seconds by the clock of asks on so many trials, one more each time. */
  Cost ask(int trials) {
    Engine.start(1);
    Problem problem =
        new Problem(
            space,
            CostModel.ofNetworks(space, IMAGES),
            List.of(new Limit("params", 1e6)),
            Objective.ACCURACY);
    Gne gne = new Gne(problem, Searchers.embedding(space), Gne.Config.DEFAULT);
    RandomGenerator rng = Seeds.root(1).rng();
    History.Log log = new History.Log();
    while (log.size() < trials - 1) {
      log.add(trial(log.size(), problem, rng));
    }
    double[] seconds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      log.add(trial(log.size(), problem, rng));
      History history = log.of(log.size(), List.of());
      long start = System.nanoTime();
      boolean proposed =
          gne.ask(history, Seeds.root(i).rng()).map(Proposal::architecture).isPresent();
      seconds[i] = (System.nanoTime() - start) / 1e9;
      Check.that(proposed, "proposals", 0, "one");
    }
    return cost(seconds, Clock.WALL, trials > FEW_TRIALS ? 5 : 1);
  }

  private static Trial trial(int number, Problem problem, RandomGenerator rng) {
    Architecture architecture = problem.space().random(rng);
    return SyntheticTrials.of(number, architecture, problem.costs().named(architecture), rng);
  }

  /** Seconds by the clock until a worker has loaded the engine and the demo's data. */
  Cost worker() throws IOException {
    Path place = Files.createTempDirectory("mimar-method");
    try {
      RunFolder folder = new RunFolder(place.resolve("run"));
      Files.createDirectories(folder.models());
      PreparedData.write(
          BundledData.fashionMnist(DataOptions.DEFAULT, Seeds.root(1)), folder.data());
      double[] seconds = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        seconds[i] = ready(folder);
      }
      return cost(seconds, Clock.WALL, 2);
    } finally {
      Folders.delete(place);
    }
  }

  private double ready(RunFolder folder) {
    Message.Open open = new Message.Open(folder.path().toString(), 1, job());
    WorkerCall call = new WorkerCall(open, folder.workerLog(), WorkerJvm.DEFAULT);
    AtomicLong ready = new AtomicLong();
    long start = System.nanoTime();
    call.ask(
        new Message.Measure(List.of()),
        Message.Measured.class,
        said -> {
          if (said instanceof Message.Ready) {
            ready.set(System.nanoTime());
          }
        },
        () -> false);
    return (ready.get() - start) / 1e9;
  }

  private Job job() {
    Config config = Config.DEFAULT;
    return new Job(
        "method",
        space.name(),
        new CandidateTrainer.Sampling(1_000, 1),
        "accuracy",
        config.train(),
        config.last(),
        config.last().epochs(),
        "cpu",
        false,
        false);
  }

  /** Seconds by the clock of the launcher that says its version. */
  Cost version() throws IOException {
    Path launcher = Path.of(System.getProperty("mimar.bench", "."), "..", "mimar").normalize();
    Path log = Files.createTempFile("mimar-method", ".log");
    try {
      double[] seconds = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        long start = System.nanoTime();
        Programs.run(new ProcessBuilder(launcher.toString(), "--version"), log, Set.of(0));
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
      return cost(seconds, Clock.WALL, 0.5);
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private static Cost cost(double[] seconds, Clock clock, double asked) {
    double[] later = seconds.length == 1 ? seconds : Arrays.copyOfRange(seconds, 1, seconds.length);
    return new Cost(seconds[0], Spread.median(later), clock, asked);
  }
}
