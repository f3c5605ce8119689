package io.mimar.worker;

import io.mimar.MimarException;
import io.mimar.data.Dataset;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.evaluate.TrainedNetwork;
import io.mimar.folder.Expected;
import io.mimar.folder.PreparedData;
import io.mimar.folder.WeightsFile;
import io.mimar.network.Network;
import io.mimar.nn.Engine;
import io.mimar.nn.Weights;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.Parity;
import io.mimar.process.Host;
import io.mimar.space.Architecture;
import io.mimar.study.Assignment;
import io.mimar.train.CostProbe;
import io.mimar.train.TrainOptions;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Does what an owner's messages ask: the part of a worker that knows training. */
final class WorkerDesk {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerDesk.class);

  /** What the log's pattern puts before each line. */
  private static final String ABOUT = "about";

  /** So many validation samples are compared between a candidate that is kept and its file. */
  private static final int KEPT_SAMPLES = 200;

  /** A thread that is dismissed ends so soon. */
  private static final Duration SOON = Duration.ofMillis(500);

  private final LongSupplier nanoTime;
  private final Consumer<Message> reply;
  private final Pulse pulse;
  private final Function<Path, Dataset> reader;

  /** What people call the worker. */
  private final String name;

  /** Where what it logs can be read. */
  private final String log;

  private Workplace place;
  private CandidateTrainer candidates;
  private LatencyBench latencies;

  private WorkerDesk(
      LongSupplier nanoTime,
      Consumer<Message> reply,
      Pulse pulse,
      Function<Path, Dataset> reader,
      String name,
      String log) {
    this.nanoTime = nanoTime;
    this.reply = reply;
    this.pulse = pulse;
    this.reader = reader;
    this.name = name;
    this.log = log;
  }

  /** The desk of a process, which reads the data for itself. */
  static WorkerDesk ofProcess(LongSupplier nanoTime, Consumer<Message> reply) {
    return new WorkerDesk(
        nanoTime,
        reply,
        new Pulse(nanoTime, reply),
        PreparedData::read,
        process(),
        "the run's workers.log");
  }

  /**
   * The desk of a thread of the owner.
   *
   * @param reply may throw a {@link CancellationException} to end what is under way
   * @param data what the owner holds, which is not read again
   * @param thread which of them, from 1
   */
  static WorkerDesk ofThread(
      LongSupplier nanoTime, Consumer<Message> reply, Dataset data, int thread) {
    return new WorkerDesk(
        nanoTime,
        reply,
        new Pulse(SOON, nanoTime, reply),
        path -> data,
        process() + " thread " + thread,
        "this program's own log");
  }

  private static String process() {
    return Host.name() + " process " + ProcessHandle.current().pid();
  }

  /** Answers {@code message}, if only by what went wrong. */
  void answer(Message message) {
    try {
      handle(message);
    } catch (CancellationException e) {
      throw e; // nobody waits for the answer
    } catch (MimarException e) {
      LOG.error("{}: {}", message.getClass().getSimpleName(), e.getMessage(), e);
      reply.accept(new Message.Failed(e.getMessage(), e.hint()));
    } catch (RuntimeException e) {
      LOG.error("{}", message.getClass().getSimpleName(), e);
      reply.accept(new Message.Failed("a worker failed: " + e, "Read " + log + "."));
    }
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
      reply.accept(new FinalTraining(place, latencies, nanoTime, pulse, reply).of(last));
    } else {
      LOG.warn("no answer to {}", message);
    }
  }

  private void open(Message.Open open) {
    long start = nanoTime.getAsLong();
    place =
        pulse.during( // natives are unpacked, and data may lie on a slow drive
            () -> {
              Engine.start(open.threads());
              return Workplace.of(open, reader);
            });
    candidates =
        place.candidates(
            place.job().candidate(), place.job().sampling().folds(place.data()), nanoTime);
    latencies = new LatencyBench(place.data(), nanoTime);
    reply.accept(new Message.Ready(Engine.VERSION, (nanoTime.getAsLong() - start) / 1e9));
  }

  /** Whatever is logged meanwhile is told as the trial's. */
  private void train(Message.Train train) {
    MDC.put(ABOUT, "trial " + train.number() + ": ");
    try {
      trained(train);
    } finally {
      MDC.remove(ABOUT);
    }
  }

  private void trained(Message.Train train) {
    Assignment assignment =
        new Assignment(
            train.number(),
            1,
            place.architecture(train.values()),
            train.seed(),
            train.bars(),
            List.of(),
            Optional.empty(),
            train.seconds().map(s -> Duration.ofMillis((long) (1e3 * s))));
    Map<String, Double> measured = Map.of();
    Result result;
    try {
      Network network = place.network(assignment.architecture());
      measured = pulse.during(() -> latencies.of(network, train.measures()));
      result =
          LatencyBench.broken(measured, train.measures())
              .orElseGet(() -> train(assignment, parent(train)));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("its training failed", e);
      result = Result.without(Outcome.FAILED, "training failed: " + e, 0);
    }
    reply.accept(new Message.Finished(train.number(), result, measured, name));
  }

  private Result train(Assignment assignment, Optional<TrainedNetwork> parent) {
    CandidateTrainer.Trained trained =
        candidates.train(assignment, parent, new Voice(assignment.number(), pulse));
    if (place.job().inherit()) {
      trained.trained().ifPresent(network -> keepWeights(assignment.number(), network));
    }
    if (place.job().keep()) {
      trained.trained().ifPresent(network -> keep(assignment, network, trained.result()));
    }
    return trained.result();
  }

  /** What cannot be inherited is no reason to fail. */
  private Optional<TrainedNetwork> parent(Message.Train train) {
    return train
        .parent()
        .flatMap(
            parent -> {
              try {
                Weights weights = WeightsFile.read(place.folder().weights(parent.number()));
                Network network = place.network(place.architecture(parent.values()));
                weights.requireOf(network);
                return Optional.of(new TrainedNetwork(network, weights));
              } catch (IOException | MimarException e) {
                LOG.warn("it starts anew, without the weights of trial {}", parent.number(), e);
                return Optional.empty();
              }
            });
  }

  private void keepWeights(int number, TrainedNetwork trained) {
    Path file = place.folder().weights(number);
    try {
      new Room(reply)
          .write(
              file,
              () -> {
                WeightsFile.write(file, trained.weights());
                return file;
              });
    } catch (IOException e) {
      LOG.warn("its weights were not kept", e);
    }
  }

  /** A model that cannot be kept can be trained again: no reason to fail. */
  private void keep(Assignment assignment, TrainedNetwork trained, Result result) {
    ModelCard card =
        place.card(
            trained.network(),
            assignment.architecture(),
            assignment.number(),
            result.score().orElseThrow());
    Path file = place.folder().model(assignment.number());
    try {
      Parity parity =
          pulse.during(
              () ->
                  ModelFiles.write(
                      trained,
                      card,
                      file,
                      place.data().validation(),
                      false,
                      KEPT_SAMPLES,
                      place.device(),
                      new Room(reply)));
      if (!parity.holds()) {
        LOG.warn("its model differs by {}", parity.largest());
      }
    } catch (UncheckedIOException | MimarException e) { // the latter where it cannot be opened
      LOG.warn("its model was not kept", e);
      Stream.of(file, Expected.beside(file)).forEach(WorkerDesk::forget);
    }
  }

  /** Half a model would be taken for a kept one. */
  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be removed", file, e);
    }
  }

  private void probe(Message.Probe probe) {
    List<CostProbe> costs = new ArrayList<>();
    for (List<Integer> values : probe.values()) {
      Architecture architecture = place.architecture(values);
      TrainOptions options = place.options(architecture, place.job().candidate());
      costs.add(
          pulse.during(
              () ->
                  CostProbe.measure(
                      place.network(architecture), options, place.device(), nanoTime)));
    }
    reply.accept(new Message.Probed(costs));
  }

  private void measure(Message.Measure measure) {
    List<Double> millis = new ArrayList<>();
    for (Message.Subject subject : measure.subjects()) {
      List<Network> members =
          subject.members().stream()
              .map(values -> place.network(place.architecture(values)))
              .toList();
      millis.add(pulse.during(() -> latencies.millis(members)));
    }
    reply.accept(new Message.Measured(millis));
  }
}
