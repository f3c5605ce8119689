package io.mimar.worker;

import io.mimar.Version;
import io.mimar.data.Dataset;
import io.mimar.evaluate.Ensemble;
import io.mimar.network.Network;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.nn.Weights;
import io.mimar.objective.Cost;
import io.mimar.objective.Limit;
import io.mimar.onnx.Latency;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.OnnxExport;
import io.mimar.random.Seeds;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Measures models on a sample of the data. What a network has learned does not matter for that, so
 * candidates are measured before they are trained.
 *
 * @param data gives the sample
 * @param nanoTime a monotonic clock, nanoseconds
 */
record LatencyBench(Dataset data, LongSupplier nanoTime) {
  /** A file must not be refused for what other programs do at that moment. */
  private static final int ATTEMPTS = 5;

  /** Milliseconds of the model that untrained networks make together. */
  double millis(List<Network> members) {
    Network network = Ensemble.joined(members);
    Weights weights;
    try (Model model =
        Model.of(network, Constants.neutral(network.task()), Seeds.root(0), Device.CPU)) {
      weights = model.weights();
    }
    ModelCard card =
        new ModelCard(data.format(), data.target(), "", 0, "", 0, "", 0, 0, Version.CREATOR);
    return Latency.millis(OnnxExport.bytes(network, weights, card), data.validation(), nanoTime);
  }

  /** Milliseconds of the model in {@code file}: the least of some measurements. */
  double millis(Path file) {
    try {
      byte[] model = Files.readAllBytes(file);
      return DoubleStream.generate(() -> Latency.millis(model, data.validation(), nanoTime))
          .limit(ATTEMPTS)
          .min()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model " + file, e);
    }
  }

  /** The costs that {@code measures} name, of a network. */
  Map<String, Double> of(Network network, List<Limit> measures) {
    Map<String, Double> measured = new LinkedHashMap<>();
    for (Limit limit : measures) {
      if (!limit.cost().equals(Cost.LATENCY.column())) {
        throw new IllegalStateException("nobody here measures " + limit.cost());
      }
      measured.put(limit.cost(), millis(List.of(network)));
    }
    return measured;
  }

  /** What a candidate ends with that breaks a limit. */
  static Optional<Result> broken(Map<String, Double> measured, List<Limit> measures) {
    return measures.stream()
        .filter(limit -> measured.get(limit.cost()) > limit.most())
        .map(
            limit ->
                String.format(
                    Locale.ROOT,
                    "latency %.3g ms, above the limit of %.3g ms",
                    measured.get(limit.cost()),
                    limit.most()))
        .map(reason -> Result.without(Outcome.INFEASIBLE, reason, 0))
        .findFirst();
  }
}
