package io.mimar.evaluate;

import io.mimar.data.Dataset;
import io.mimar.data.Fold;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.nn.WeightTransfer;
import io.mimar.random.Seeds;
import io.mimar.space.NetworkSpace;
import io.mimar.stop.EarlyStopping;
import io.mimar.study.Assignment;
import io.mimar.train.DivergedException;
import io.mimar.train.EpochListener;
import io.mimar.train.MemoryExhaustedException;
import io.mimar.train.Metric;
import io.mimar.train.ScoreText;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import io.mimar.train.Training;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains candidates of a search in this process, on the training split, judged on the validation
 * split; where samples are few, once for each fold of both, the point of the curve after a fold
 * being the mean so far. The result depends on the assignment, and its parent's weights if it has
 * one, alone, not on what was trained before; but for the time where that is bounded.
 */
public final class CandidateTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(CandidateTrainer.class);

  /**
   * What is the same for all candidates.
   *
   * @param space gives their networks
   * @param folds what they learn from and are judged on, one where samples abound; not copied,
   *     since {@link Fold#of} makes each when it is asked for
   * @param task what is put in and told
   * @param metric what they are judged by
   * @param options how they train
   * @param device where they train
   */
  public record Job(
      NetworkSpace space,
      List<Fold> folds,
      Task task,
      Metric metric,
      TrainOptions options,
      Device device) {}

  /**
   * What candidates see of a data set.
   *
   * @param rows how many training rows: the same stratified sample for all
   * @param folds into how many folds train and validation rows are divided; 1 for those parts as
   *     they are
   */
  public record Sampling(int rows, int folds) {

    /**
     * The rows that a candidate is judged on and that its network, as it is kept, did not learn
     * from: those to validate on, or the last fold.
     */
    public LabelledSamples judged(Dataset data) {
      return folds > 1 ? folds(data).get(folds - 1).judged() : data.validation();
    }

    /** What candidates learn from and are judged on in turn. */
    public List<Fold> folds(Dataset data) {
      LabelledSamples train = data.train();
      if (folds > 1) {
        LabelledSamples all = train.with(data.validation());
        return Fold.of(all, data.target(), folds, Seeds.root(0));
      }
      LabelledSamples seen =
          rows >= train.size()
              ? train
              : train.select(data.sample(train, rows, Seeds.root(0).at("rows").rng()));
      return List.of(new Fold(seen, data.validation()));
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
  private final LongSupplier nanoTime;

  /**
   * A trainer for one job.
   *
   * @param nanoTime a monotonic clock, nanoseconds; it times trials
   */
  public CandidateTrainer(Job job, LongSupplier nanoTime) {
    this.job = job;
    this.nanoTime = nanoTime;
  }

  /**
   * Trains one candidate. Divergence, which fails it, and lack of memory, for which it is no choice
   * here, are results, not errors.
   *
   * @param listener hears how it goes
   */
  public Trained train(Assignment assignment, Progress listener) {
    return train(assignment, Optional.empty(), listener);
  }

  /**
   * As {@link #train(Assignment, Progress)}, from the weights of {@code parent} as far as they fit.
   */
  public Trained train(Assignment assignment, Optional<TrainedNetwork> parent, Progress listener) {
    Run run = new Run(assignment, parent, listener);
    try {
      return run.all();
    } catch (DivergedException e) {
      return new Trained(run.result(Outcome.FAILED, e.getMessage()), Optional.empty());
    } catch (MemoryExhaustedException e) {
      return new Trained(run.result(Outcome.INFEASIBLE, run.tooLarge(e)), Optional.empty());
    }
  }

  /** Hears how a candidate's training goes. */
  public interface Progress {
    /** An epoch has ended. */
    void onEpoch(Epoch epoch);

    /** A step, or a batch of the samples to judge on, has ended: a sign of life. */
    void onStep();
  }

  /** One candidate under way. */
  private final class Run implements EpochListener {
    private final Assignment assignment;
    private final Optional<TrainedNetwork> parent;
    private final Progress listener;
    private final long start = nanoTime.getAsLong();
    private final Duration cpuStart = processorTime();
    private final List<Epoch> curve = new ArrayList<>();
    private final TrainOptions options;
    private Optional<EarlyStopping.Bar> missed = Optional.empty();

    Run(Assignment assignment, Optional<TrainedNetwork> parent, Progress listener) {
      this.assignment = assignment;
      this.parent = parent;
      this.listener = listener;
      this.options = job.options().of(job.space(), assignment.architecture());
    }

    private Network network() {
      return job.space().network(assignment.architecture(), job.task());
    }

    String tooLarge(MemoryExhaustedException e) {
      long bytes = Costs.of(network()).trainingBytes(options.batch());
      return e.getMessage() + MemoryExhaustedException.estimate(bytes);
    }

    Trained all() {
      Network network = network();
      Seeds seeds = new Seeds(assignment.seed());
      return job.folds().size() == 1 ? single(network, seeds) : folded(network, seeds);
    }

    private Trained single(Network network, Seeds seeds) {
      Fold fold = job.folds().get(0);
      try (Model model = model(network, fold, seeds)) {
        Training training = trainer().train(model, fold.train(), fold.judged(), seeds(seeds), this);
        return missed.isPresent() && training.stopped()
            ? stopped("epoch")
            : complete(network, model, "epoch", options.epochs());
      }
    }

    /** Every fold starts from the same weights. */
    private Trained folded(Network network, Seeds seeds) {
      double loss = 0;
      double fit = 0;
      double score = 0;
      int folds = job.folds().size();
      for (int f = 1; f <= folds; f++) {
        Fold fold = job.folds().get(f - 1);
        try (Model model = model(network, fold, seeds)) {
          io.mimar.train.Epoch last =
              trainer().train(model, fold.train(), fold.judged(), seeds(seeds), signs()).last();
          loss += last.trainLoss();
          fit += last.trainScore();
          score += last.validationScore();
          if (!hear(new Epoch(f, loss / f, fit / f, score / f, seconds()))) {
            return stopped("fold");
          }
          if (f == folds || isLate()) {
            return complete(network, model, "fold", folds);
          }
        }
      }
      throw new IllegalStateException("there are no folds");
    }

    private Model model(Network network, Fold fold, Seeds seeds) {
      Model model =
          MemoryExhaustedException.named(
              () -> Model.fitted(network, fold.train(), seeds.at("initial"), job.device()));
      try {
        parent.ifPresent(p -> inherit(model, p));
        return model;
      } catch (RuntimeException e) {
        model.close();
        throw e;
      }
    }

    private void inherit(Model model, TrainedNetwork from) {
      WeightTransfer.Start start =
          WeightTransfer.start(model.network(), model.weights(), from.network(), from.weights());
      model.load(start.weights());
      LOG.debug("{} of {} numbers are its parent's", start.taken(), model.params());
    }

    private Trainer trainer() {
      return new Trainer(options, job.metric(), nanoTime);
    }

    private static Seeds seeds(Seeds seeds) {
      return seeds.at("training");
    }

    /** Passes on that a step has ended, and judges no epoch. */
    private EpochListener signs() {
      return new EpochListener() {
        @Override
        public boolean onEpoch(io.mimar.train.Epoch epoch) {
          return true;
        }

        @Override
        public void onStep() {
          listener.onStep();
        }
      };
    }

    private Trained stopped(String point) {
      String reason =
          String.format(
              Locale.ROOT,
              "%s after %s %d, worse than the bar of %s that trials before it set",
              ScoreText.of(curve.get(curve.size() - 1).score()),
              point,
              curve.get(curve.size() - 1).epoch(),
              ScoreText.of(missed.orElseThrow().bar()));
      return new Trained(result(Outcome.STOPPED, reason), Optional.empty());
    }

    private Trained complete(Network network, Model model, String point, int points) {
      String reason =
          curve.size() == points || !isLate()
              ? ""
              : "judged after %s %d of %d, since the time of the search was over"
                  .formatted(point, curve.size(), points);
      return new Trained(
          result(Outcome.COMPLETE, reason),
          Optional.of(new TrainedNetwork(network, model.weights())));
    }

    private boolean isLate() {
      return assignment.most().map(most -> seconds() >= most.toNanos() / 1e9).orElse(false);
    }

    @Override
    public void onStep() {
      listener.onStep();
    }

    /** After the last epoch nothing is saved by stopping. */
    @Override
    public boolean onEpoch(io.mimar.train.Epoch trained) {
      Epoch epoch =
          new Epoch(
              planned(trained.number()),
              trained.trainLoss(),
              trained.trainScore(),
              trained.validationScore(),
              seconds());
      return (hear(epoch) && !isLate()) || trained.number() == options.epochs();
    }

    /** The epoch of a training of full length that is as far on: curves of all lengths compare. */
    private int planned(int epoch) {
      return (int) Math.ceil((double) epoch * job.options().epochs() / options.epochs());
    }

    /** Takes a point of the curve in; false where it misses the bar there. */
    private boolean hear(Epoch epoch) {
      curve.add(epoch);
      listener.onEpoch(epoch);
      missed = EarlyStopping.missed(assignment.bars(), curve, job.metric().objective());
      return missed.isEmpty();
    }

    Result result(Outcome outcome, String reason) {
      double cpu = processorTime().minus(cpuStart).toNanos() / 1e9;
      return new Result(outcome, curve, reason, seconds(), cpu);
    }

    private double seconds() {
      return (nanoTime.getAsLong() - start) / 1e9;
    }
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
