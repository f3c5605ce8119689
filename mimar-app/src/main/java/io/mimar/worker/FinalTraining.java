package io.mimar.worker;

import io.mimar.evaluate.Baselines;
import io.mimar.evaluate.FinalTrainer;
import io.mimar.network.Costs;
import io.mimar.network.Output;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.Parity;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.store.FinalResult;
import io.mimar.train.Evaluation;
import io.mimar.train.TrainOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The final training, from the decision on mirroring to the exported and measured model.
 *
 * @param place what the worker works on
 * @param latencies measures the model's file
 * @param nanoTime a monotonic clock, nanoseconds
 * @param pulse gives signs of life
 * @param reply hears how it goes
 */
record FinalTraining(
    Workplace place,
    LatencyBench latencies,
    LongSupplier nanoTime,
    Pulse pulse,
    Consumer<Message> reply) {
  /** So many test samples are compared between the trained model and its file. */
  private static final int PARITY_SAMPLES = 1_000;

  /** The share of the time that baselines may take. */
  private static final double BASELINES = 0.15;

  /** Trains, exports and measures what {@code last} asks for. */
  Message.FinalFinished of(Message.TrainFinal last) {
    List<Architecture> architectures = last.members().stream().map(place::architecture).toList();
    long start = nanoTime.getAsLong();
    Retraining again = new Retraining(place, last, nanoTime, pulse);
    TrainOptions mirrored = new Mirroring(again).options();
    // before the training, whose time pays for them
    Optional<Baselines> baselines =
        Baselines.of(
            place.data(),
            place.metric(),
            time(BASELINES * last.seconds()),
            new Seeds(last.seed()).at("baselines"),
            nanoTime,
            pulse);
    TrainOptions options = new Tuning(again).of(mirrored, left(last, start));
    Lengthening.Length length = new Lengthening(again).of(options, left(last, start));
    boolean views = last.views() && options.augmentation().flip();
    FinalTrainer.Trained trained =
        new FinalTrainer(place.data(), place.metric(), place.device(), place.threads(), nanoTime)
            .train(
                architectures.stream()
                    .limit(length.members())
                    .map(a -> member(a, options, length))
                    .toList(),
                views,
                left(last, start),
                new Seeds(last.seed()),
                progress());
    if (views) {
      again.note(
          "The model tells the mean of what it says of an image and of its mirror image, which takes"
              + " twice the multiply-adds; --ensemble 1 leaves that out.");
    }
    Path file = Path.of(last.model());
    Parity parity = export(last, trained, architectures.get(0), file);
    OptionalDouble latency =
        last.timed()
            ? OptionalDouble.of(pulse.during(() -> latencies.millis(file)))
            : OptionalDouble.empty();
    double seconds = seconds(start);
    return new Message.FinalFinished(
        trained.networks(), result(last, trained, baselines, new Ending(parity, latency, seconds)));
  }

  private FinalTrainer.Progress progress() {
    return new FinalTrainer.Progress() {
      @Override
      public void on(int epoch, int epochs) {
        pulse.say(new Message.FinalProgress(epoch, epochs));
      }

      @Override
      public void onStep() {
        pulse.run();
      }
    };
  }

  private double seconds(long start) {
    return (nanoTime.getAsLong() - start) / 1e9;
  }

  /** What is left of the time since {@code start}; empty for no limit. */
  private Optional<Duration> left(Message.TrainFinal last, long start) {
    return last.seconds() > 0
        ? time(Math.max(1e-3, last.seconds() - seconds(start)))
        : Optional.empty();
  }

  /** So many seconds; empty for 0, which is no limit. */
  private static Optional<Duration> time(double seconds) {
    return seconds > 0 ? Optional.of(Duration.ofMillis((long) (1e3 * seconds))) : Optional.empty();
  }

  private FinalTrainer.Member member(
      Architecture architecture, TrainOptions options, Lengthening.Length length) {
    int most = length.most() * place.job().mostLastEpochs();
    TrainOptions lasting = options.withEpochs(length.times() * options.epochs());
    return new FinalTrainer.Member(
        place.network(architecture),
        place.options(architecture, lasting),
        place.space().regime(architecture).map(regime -> regime.epochs(most)).orElse(most));
  }

  private Parity export(
      Message.TrainFinal last, FinalTrainer.Trained trained, Architecture winner, Path file) {
    ModelCard card = place.card(trained.network().network(), winner, last.number(), last.score());
    return pulse.during(
        () ->
            ModelFiles.write(
                trained.network(),
                card,
                file,
                place.data().test().orElse(place.data().validation()),
                place.data().test().isPresent(),
                PARITY_SAMPLES,
                place.device(),
                new Room(reply)));
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
        place.metric().of(trained.train()),
        last.score(),
        test.map(t -> OptionalDouble.of(place.metric().of(t))).orElse(OptionalDouble.empty()),
        test.map(Metrics::of).orElse(Map.of()),
        test.map(t -> Metrics.intervals(t, pulse)).orElse(Map.of()),
        baselines.map(Metrics::of).orElse(Map.of()),
        test.filter(t -> t.output() instanceof Output.Classes)
            .map(t -> rows(t.confusion()))
            .orElse(List.of()),
        OptionalDouble.of(ending.parity().largest()),
        ending.latencyMillis(),
        Path.of(last.model()).getFileName().toString(),
        trained.training().curve().size(),
        ending.seconds(),
        test.isPresent() ? steps(trained) : Map.of());
  }

  private Map<String, Double> steps(FinalTrainer.Trained trained) {
    Map<String, Double> steps = new LinkedHashMap<>();
    step(steps, FinalResult.ALONE, trained.alone().or(trained::test));
    if (trained.networks() > 1) {
      step(steps, FinalResult.JOINED, trained.mean().or(trained::test));
    }
    if (trained.mirrored()) {
      step(steps, FinalResult.MIRRORED, trained.test());
    }
    return steps;
  }

  private void step(Map<String, Double> steps, String name, Optional<Evaluation> test) {
    steps.put(name, place.metric().of(test.orElseThrow()));
  }

  private static List<List<Integer>> rows(int[][] confusion) {
    return Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
