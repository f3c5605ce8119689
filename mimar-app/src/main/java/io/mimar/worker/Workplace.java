package io.mimar.worker;

import io.mimar.Version;
import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.data.Fold;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.folder.RunFolder;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.onnx.ModelCard;
import io.mimar.space.Architecture;
import io.mimar.space.NetworkSpace;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a worker works on, the same for all that it is asked.
 *
 * @param job how trials train
 * @param folder the run's
 * @param space the search space
 * @param data the prepared data
 * @param metric what trials are judged by
 * @param device where they train
 * @param threads of the engine that are this worker's
 */
record Workplace(
    Job job,
    RunFolder folder,
    NetworkSpace space,
    Dataset data,
    Metric metric,
    Device device,
    int threads) {

  /** What {@code open} names, with data from {@code reader}; the engine has started. */
  static Workplace of(Message.Open open, Function<Path, Dataset> reader) {
    Job job = open.job();
    RunFolder folder = new RunFolder(Path.of(open.folder()));
    Device device = Engine.resolve(Device.parse(job.device()));
    NetworkSpace space = Spaces.named(job.space());
    Dataset data = reader.apply(folder.data());
    Metric metric = Metric.parse(job.metric(), data.target().output());
    return new Workplace(job, folder, space, data, metric, device, open.threads());
  }

  /** The architecture that {@code values} describe. */
  Architecture architecture(List<Integer> values) {
    return space.architecture(values.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The network of an architecture for these data. */
  Network network(Architecture architecture) {
    return space.network(architecture, data.task());
  }

  /** The options as far as the architecture does not say otherwise. */
  TrainOptions options(Architecture architecture, TrainOptions otherwise) {
    return otherwise.of(space, architecture);
  }

  /** A trainer of candidates on {@code folds}. */
  CandidateTrainer candidates(TrainOptions options, List<Fold> folds, LongSupplier nanoTime) {
    return new CandidateTrainer(
        new CandidateTrainer.Job(space, folds, data.task(), metric, options, device), nanoTime);
  }

  /** What the file of a trial's model says of it. */
  ModelCard card(Network network, Architecture architecture, int trial, double score) {
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
}
