package io.mimar.evaluate;

import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.data.StratifiedSplit;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.nn.Normalisation;
import io.mimar.nn.Weights;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.NetworkSpace;
import io.mimar.stop.SuccessiveHalving;
import io.mimar.study.Assignment;
import io.mimar.train.DivergedException;
import io.mimar.train.EpochListener;
import io.mimar.train.MemoryExhaustedException;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import io.mimar.train.Training;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains candidates of a search in this process, on the training split, judged on the validation
 * split. The result depends on the assignment alone: not on what was trained before.
 */
public final class CandidateTrainer {

  /**
   * What is the same for all candidates.
   *
   * @param space gives their networks
   * @param train what they learn from
   * @param validation what they are judged on
   * @param task what is put in and told
   * @param options how they train
   * @param device where they train
   */
  public record Job(
      NetworkSpace space,
      LabelledSamples train,
      LabelledSamples validation,
      Task task,
      TrainOptions options,
      Device device) {

    /**
     * The job for {@code data}.
     *
     * @param rows how many training rows candidates see: the same stratified sample for all
     */
    public static Job of(
        NetworkSpace space, Dataset data, int rows, TrainOptions options, Device device) {
      LabelledSamples train = data.train();
      int[] seen =
          StratifiedSplit.sample(
              train.labels(),
              data.classes().size(),
              Math.min(rows, train.size()),
              Seeds.root(0).at("rows").rng());
      return new Job(space, train.select(seen), data.validation(), data.task(), options, device);
    }
  }

  /**
   * A candidate after its training.
   *
   * @param result how it ended
   * @param trained network and weights, of a candidate that trained to the end
   */
  public record Trained(Result result, Optional<TrainedNetwork> trained) {}

  private final Job job;
  private final Normalisation normalisation;
  private final Clock clock;

  /** A trainer for one job; the clock times trials and changes nothing else. */
  public CandidateTrainer(Job job, Clock clock) {
    this.job = job;
    this.normalisation = Normalisation.of(job.train());
    this.clock = clock;
  }

  /**
   * Trains one candidate. Divergence and lack of memory are results, not errors.
   *
   * @param listener hears how it goes
   */
  public Trained train(Assignment assignment, Progress listener) {
    Run run = new Run(assignment, listener);
    try {
      return run.all();
    } catch (DivergedException | MemoryExhaustedException e) {
      return new Trained(run.result(Outcome.FAILED, e.getMessage()), Optional.empty());
    }
  }

  /** Hears how a candidate's training goes. */
  public interface Progress {
    /** An epoch has ended. */
    void onEpoch(Epoch epoch);

    /** A step has ended. */
    void onStep();
  }

  /** One candidate under way. */
  private final class Run implements EpochListener {
    private final Assignment assignment;
    private final Progress listener;
    private final long start = clock.millis();
    private final Duration cpuStart = processorTime();
    private final List<Epoch> curve = new ArrayList<>();
    private Optional<SuccessiveHalving.Bar> missed = Optional.empty();

    Run(Assignment assignment, Progress listener) {
      this.assignment = assignment;
      this.listener = listener;
    }

    Trained all() {
      Network network = job.space().network(assignment.architecture(), job.task());
      Seeds seeds = new Seeds(assignment.seed());
      try (Model model = Model.of(network, normalisation, seeds.at("initial"), job.device())) {
        Training training =
            new Trainer(job.options(), clock)
                .train(model, job.train(), job.validation(), seeds.at("training"), this);
        if (training.stopped()) {
          String reason =
              String.format(
                  "%.4f after epoch %d, below the bar of %.4f",
                  curve.get(curve.size() - 1).score(), curve.size(), missed.orElseThrow().bar());
          return new Trained(result(Outcome.STOPPED, reason), Optional.empty());
        }
        Weights weights = model.weights();
        return new Trained(
            result(Outcome.COMPLETE, ""), Optional.of(new TrainedNetwork(network, weights)));
      }
    }

    @Override
    public void onStep() {
      listener.onStep();
    }

    @Override
    public boolean onEpoch(io.mimar.train.Epoch trained) {
      Epoch epoch =
          new Epoch(
              trained.number(),
              trained.trainLoss(),
              trained.trainAccuracy(),
              trained.validationAccuracy(),
              seconds());
      curve.add(epoch);
      listener.onEpoch(epoch);
      missed = SuccessiveHalving.missed(assignment.bars(), epoch, Objective.ACCURACY);
      return missed.isEmpty();
    }

    Result result(Outcome outcome, String reason) {
      double cpu = processorTime().minus(cpuStart).toNanos() / 1e9;
      return new Result(outcome, curve, reason, seconds(), cpu);
    }

    private double seconds() {
      return (clock.millis() - start) / 1e3;
    }
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
