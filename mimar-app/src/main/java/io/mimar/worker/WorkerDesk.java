package io.mimar.worker;

import io.mimar.Version;
import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.evaluate.Baselines;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.evaluate.FinalTrainer;
import io.mimar.evaluate.TrainedNetwork;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.Parity;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.NetworkSpace;
import io.mimar.store.FinalResult;
import io.mimar.study.Assignment;
import io.mimar.train.Augmentation;
import io.mimar.train.CostProbe;
import io.mimar.train.Evaluation;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what an owner's messages ask: the part of a worker that knows training. */
final class WorkerDesk {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerDesk.class);

  /** So many test images are compared between the trained model and its file. */
  private static final int PARITY_IMAGES = 1_000;

  /** As {@link #PARITY_IMAGES}, validation images, for a candidate that is kept. */
  private static final int KEPT_IMAGES = 200;

  /** The share of the final training's time that baselines may take. */
  private static final double BASELINES = 0.15;

  private static final long ALIVE_MILLIS = 5_000;

  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Consumer<Message> reply;
  private Job job;
  private NetworkSpace space;
  private Dataset data;
  private Metric metric;
  private Device device;
  private RunFolder folder;
  private CandidateTrainer candidates;
  private LatencyBench latencies;

  WorkerDesk(Clock clock, LongSupplier nanoTime, Consumer<Message> reply) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.reply = reply;
  }

  void handle(Message message) {
    if (message instanceof Message.Open open) {
      open(open);
    } else if (message instanceof Message.Train train) {
      train(train);
    } else if (message instanceof Message.Probe probe) {
      probe(probe);
    } else if (message instanceof Message.Measure measure) {
      measure(measure);
    } else if (message instanceof Message.TrainFinal last) {
      trainFinal(last);
    } else {
      LOG.warn("no answer to {}", message);
    }
  }

  private void open(Message.Open open) {
    long start = clock.millis();
    Engine.start(open.threads());
    job = open.job();
    device = Engine.resolve(Device.parse(job.device()));
    space = Spaces.named(job.space());
    folder = new RunFolder(Path.of(open.folder()));
    data = PreparedData.read(folder.data());
    metric = Metric.parse(job.metric(), data.target().output());
    candidates =
        new CandidateTrainer(
            CandidateTrainer.Job.of(space, data, job.sampling(), metric, job.candidate(), device),
            clock);
    latencies = new LatencyBench(data, nanoTime);
    reply.accept(new Message.Ready(Engine.VERSION, (clock.millis() - start) / 1e3));
  }

  private Architecture architecture(List<Integer> values) {
    return space.architecture(values.stream().mapToInt(Integer::intValue).toArray());
  }

  private void train(Message.Train train) {
    Assignment assignment =
        new Assignment(train.number(), 1, architecture(train.values()), train.seed(), train.bars());
    Map<String, Double> measured = Map.of();
    Result result;
    try {
      Network network = space.network(assignment.architecture(), data.task());
      measured = latencies.of(network, train.measures());
      result = LatencyBench.broken(measured, train.measures()).orElseGet(() -> train(assignment));
    } catch (RuntimeException e) {
      LOG.error("trial {}", train.number(), e);
      result = Result.without(Outcome.FAILED, "training failed: " + e, 0);
    }
    reply.accept(new Message.Finished(train.number(), result, measured));
  }

  private Result train(Assignment assignment) {
    CandidateTrainer.Trained trained = candidates.train(assignment, voice(assignment.number()));
    if (job.keep()) {
      trained.trained().ifPresent(network -> keep(assignment, network, trained.result()));
    }
    return trained.result();
  }

  /** Passes on how a training goes, and a sign of life every few seconds. */
  private CandidateTrainer.Progress voice(int number) {
    return new CandidateTrainer.Progress() {
      private long said = clock.millis();

      @Override
      public void onEpoch(Epoch epoch) {
        said = clock.millis();
        reply.accept(new Message.Progress(number, epoch));
      }

      @Override
      public void onStep() {
        if (clock.millis() - said > ALIVE_MILLIS) {
          said = clock.millis();
          reply.accept(new Message.Alive());
        }
      }
    };
  }

  /** A model that cannot be kept, say on a full disk, can be trained again: no reason to fail. */
  private void keep(Assignment assignment, TrainedNetwork trained, Result result) {
    ModelCard card =
        card(
            trained.network(),
            assignment.architecture(),
            assignment.number(),
            result.score().orElseThrow());
    Path file = folder.model(assignment.number());
    try {
      Parity parity =
          ModelFiles.write(trained, card, file, data.validation(), false, KEPT_IMAGES, device);
      if (!parity.holds()) {
        LOG.warn("the model of trial {} differs by {}", assignment.number(), parity.largest());
      }
    } catch (UncheckedIOException e) {
      LOG.warn("the model of trial {} was not kept", assignment.number(), e);
    }
  }

  private ModelCard card(Network network, Architecture architecture, int trial, double score) {
    Costs costs = Costs.of(network);
    return new ModelCard(
        data.format(),
        data.target(),
        job.study(),
        trial,
        metric.toString(),
        score,
        architecture.toString(),
        costs.params(),
        costs.macs(),
        Version.CREATOR);
  }

  private void probe(Message.Probe probe) {
    List<CostProbe> costs = new ArrayList<>();
    for (List<Integer> values : probe.values()) {
      Architecture architecture = architecture(values);
      Network network = space.network(architecture, data.task());
      costs.add(CostProbe.measure(network, options(architecture, job.candidate()), device, clock));
    }
    reply.accept(new Message.Probed(costs));
  }

  private void measure(Message.Measure measure) {
    List<Double> millis = new ArrayList<>();
    for (Message.Subject subject : measure.subjects()) {
      alive();
      millis.add(
          latencies.millis(
              subject.members().stream()
                  .map(values -> space.network(architecture(values), data.task()))
                  .toList()));
    }
    reply.accept(new Message.Measured(millis));
  }

  private void trainFinal(Message.TrainFinal last) {
    List<Architecture> architectures = last.members().stream().map(this::architecture).toList();
    Architecture architecture = architectures.get(0);
    long start = clock.millis();
    TrainOptions options = mirrored(last, architecture);
    // before the training, whose time pays for them
    Optional<Baselines> baselines =
        Baselines.of(
            data,
            metric,
            last.seconds() > 0
                ? Optional.of(Duration.ofMillis((long) (BASELINES * 1e3 * last.seconds())))
                : Optional.empty(),
            new Seeds(last.seed()).at("baselines"),
            clock);
    Optional<Duration> time =
        last.seconds() > 0
            ? Optional.of(
                Duration.ofMillis(
                    Math.max(1, (long) (1e3 * last.seconds()) - (clock.millis() - start))))
            : Optional.empty();
    FinalTrainer.Trained trained =
        new FinalTrainer(data, metric, device, clock)
            .train(
                architectures.stream().map(a -> member(a, options)).toList(),
                time,
                new Seeds(last.seed()),
                (epoch, of) -> reply.accept(new Message.FinalProgress(epoch, of)));
    ModelCard card = card(trained.network().network(), architecture, last.number(), last.score());
    Path file = Path.of(last.model());
    Parity parity =
        ModelFiles.write(
            trained.network(),
            card,
            file,
            data.test().orElse(data.validation()),
            data.test().isPresent(),
            PARITY_IMAGES,
            device);
    OptionalDouble latency =
        last.timed() ? OptionalDouble.of(latencies.millis(file)) : OptionalDouble.empty();
    double seconds = (clock.millis() - start) / 1e3;
    FinalResult result = result(last, trained, baselines, new Ending(parity, latency, seconds));
    reply.accept(new Message.FinalFinished(result));
  }

  private FinalTrainer.Member member(Architecture architecture, TrainOptions options) {
    int most = job.mostLastEpochs();
    return new FinalTrainer.Member(
        space.network(architecture, data.task()),
        options(architecture, options),
        space.regime(architecture).map(regime -> regime.epochs(most)).orElse(most));
  }

  /** The options as far as the architecture does not say otherwise. */
  private TrainOptions options(Architecture architecture, TrainOptions otherwise) {
    return space.regime(architecture).map(otherwise::with).orElse(otherwise);
  }

  /**
   * The final training's options, mirroring images only where the validation split says that it
   * does no harm: the candidate is trained twice more as in the search, with and without, from one
   * seed. Its score in the search is no measure for that: being the best of many, it flatters.
   */
  private TrainOptions mirrored(Message.TrainFinal last, Architecture architecture) {
    Augmentation wanted = job.last().augmentation();
    Augmentation plain = job.candidate().augmentation();
    if (!wanted.flip() || plain.flip()) {
      return job.last();
    }
    Augmentation flipped = new Augmentation(true, plain.shift(), plain.erase());
    List<Double> scores = sideBySide(last, architecture, List.of(flipped, plain));
    double with = scores.get(0);
    double without = scores.get(1);
    boolean fit = with >= without;
    reply.accept(
        new Message.Note(
            String.format(
                Locale.ROOT,
                "Mirrored images %s in the final training: trained as in the search, validation is"
                    + " %.4f with them, %.4f without.",
                fit ? "are used" : "are not used",
                with,
                without)));
    return fit
        ? job.last()
        : job.last().withAugmentation(new Augmentation(false, wanted.shift(), wanted.erase()));
  }

  /**
   * The validation scores after one more training each, 0 where one fails. They train as in the
   * search, each with one thread of the engine: with so small batches several are slower.
   */
  private List<Double> sideBySide(
      Message.TrainFinal last, Architecture architecture, List<Augmentation> augmentations) {
    ExecutorService threads = Executors.newFixedThreadPool(augmentations.size());
    try {
      List<CompletableFuture<Double>> scores =
          augmentations.stream()
              .map(a -> CompletableFuture.supplyAsync(() -> again(last, architecture, a), threads))
              .toList();
      return scores.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw new IllegalStateException("training the winner once more failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private double again(
      Message.TrainFinal last, Architecture architecture, Augmentation augmentation) {
    Engine.start(1);
    TrainOptions options = job.candidate().withAugmentation(augmentation);
    return new CandidateTrainer(
            CandidateTrainer.Job.of(space, data, job.sampling(), metric, options, device), clock)
        .train(
            new Assignment(last.number(), 1, architecture, last.seed(), List.of()),
            voice(last.number()))
        .result()
        .score()
        .orElse(0);
  }

  private record Ending(Parity parity, OptionalDouble latencyMillis, double seconds) {}

  private FinalResult result(
      Message.TrainFinal last,
      FinalTrainer.Trained trained,
      Optional<Baselines> baselines,
      Ending ending) {
    Costs costs = Costs.of(trained.network().network());
    Optional<Evaluation> test = trained.test().filter(t -> t.size() > 0);
    return new FinalResult(
        last.number(),
        costs.params(),
        costs.macs(),
        metric.of(trained.train()),
        last.score(),
        test.map(t -> OptionalDouble.of(metric.of(t))).orElse(OptionalDouble.empty()),
        test.map(Metrics::of).orElse(Map.of()),
        test.map(t -> Metrics.intervals(t, new Seeds(last.seed()), this::alive)).orElse(Map.of()),
        baselines.map(Metrics::of).orElse(Map.of()),
        test.filter(t -> t.output() instanceof Output.Classes)
            .map(t -> rows(t.confusion()))
            .orElse(List.of()),
        OptionalDouble.of(ending.parity().largest()),
        ending.latencyMillis(),
        Path.of(last.model()).getFileName().toString(),
        trained.training().curve().size(),
        ending.seconds());
  }

  private void alive() {
    reply.accept(new Message.Alive());
  }

  private static List<List<Integer>> rows(int[][] confusion) {
    return Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
