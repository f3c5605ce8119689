package io.mimar.evaluate;

import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.train.CostProbe;
import io.mimar.train.Evaluation;
import io.mimar.train.Evaluator;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import io.mimar.train.Training;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains the winner, or the few best as members of one model, once more on training and validation
 * rows together, and measures the model once on the test rows.
 */
public final class FinalTrainer {
  private static final int MOST_MEASURED = 5_000;

  /** The least of an epoch that is trained, whatever the time. */
  private static final double LEAST_SHARE = 0.05;

  /** Hears how many epochs are done, of how many. */
  @FunctionalInterface
  public interface Progress {
    /** So many epochs are done. */
    void on(int epoch, int epochs);
  }

  private final Dataset data;
  private final Metric metric;
  private final Device device;
  private final Clock clock;

  /** A final training on {@code data}. */
  public FinalTrainer(Dataset data, Metric metric, Device device, Clock clock) {
    this.data = data;
    this.metric = metric;
    this.device = device;
    this.clock = clock;
  }

  /**
   * A network of the model.
   *
   * @param network what is trained
   * @param options with as many epochs as are trained where there is no time to fill
   * @param mostEpochs how many are trained at most, however much time there is
   */
  public record Member(Network network, TrainOptions options, int mostEpochs) {
    private double work() {
      return Costs.of(network).work();
    }
  }

  /**
   * The model, trained.
   *
   * @param network the trained network
   * @param training the curve of the first member; there is no validation split left to judge
   *     epochs on
   * @param train how well it knows the rows it learned from, or 5,000 of them
   * @param test how well it knows the test rows, where there are some
   */
  public record Trained(
      TrainedNetwork network, Training training, Evaluation train, Optional<Evaluation> test) {}

  /**
   * Trains.
   *
   * @param members trained in this order, each from first weights of its own, and joined to one
   *     network; fewer where the time ends
   * @param time how long it may take; empty for the default number of epochs
   */
  public Trained train(
      List<Member> members, Optional<Duration> time, Seeds seeds, Progress listener) {
    LabelledSamples rows = data.train().with(data.validation());
    long start = clock.millis();
    List<TrainedNetwork> trained = new ArrayList<>();
    List<Training> trainings = new ArrayList<>();
    while (trained.size() < members.size()
        && (trained.isEmpty() || isTimeLeft(start, members, trained.size(), time))) {
      int done = trained.size();
      int left = members.size() - done;
      Member member = members.get(done);
      Optional<Duration> own =
          time.map(t -> t.minusMillis(clock.millis() - start).dividedBy(sharers(member, left)));
      Seeds drawn = done == 0 ? seeds : seeds.at("member", done);
      Progress told = (epoch, of) -> listener.on(done * of + epoch, members.size() * of);
      trainings.add(train(member, rows, own, drawn, trained, told));
    }
    TrainedNetwork joined = Ensemble.of(trained);
    try (Model model = Model.of(joined.network(), joined.weights(), device)) {
      return new Trained(
          joined,
          trainings.get(0),
          Evaluator.evaluate(model, sample(rows)),
          data.test().map(test -> Evaluator.evaluate(model, test)));
    }
  }

  /**
   * Among how many members the time is shared: where more time means more epochs, among all of
   * them; else each takes what it needs.
   */
  private int sharers(Member member, int left) {
    return member.mostEpochs() > member.options().epochs() ? left : 1;
  }

  /** Whether the next member fits, by what those before it took. */
  private boolean isTimeLeft(long start, List<Member> members, int done, Optional<Duration> time) {
    double known = members.stream().limit(done).mapToDouble(Member::work).sum();
    long spent = clock.millis() - start;
    double needed = spent * members.get(done).work() / known;
    return time.map(t -> t.toMillis() - spent >= needed).orElse(true);
  }

  private Training train(
      Member member,
      LabelledSamples rows,
      Optional<Duration> time,
      Seeds seeds,
      List<TrainedNetwork> into,
      Progress listener) {
    LabelledSamples none = rows.select(new int[0]);
    Network network = member.network();
    Schedule schedule =
        time.map(t -> fitting(member, rows.size(), t)).orElseGet(() -> planned(member));
    try (Model model =
        Model.of(network, Constants.of(data.task(), rows), seeds.at("initial"), device)) {
      Training training =
          new Trainer(
                  member.options().withEpochs(schedule.epochs()), metric, clock, schedule.pace())
              .train(
                  model,
                  rows,
                  none,
                  seeds.at("training"),
                  epoch -> {
                    int left = (int) schedule.pace().left(epoch.number(), schedule.epochs());
                    listener.on(epoch.number(), epoch.number() + left);
                    return true;
                  });
      into.add(new TrainedNetwork(network, model.weights()));
      return training;
    }
  }

  /** Rows on which the fit to the training data is measured. */
  private LabelledSamples sample(LabelledSamples rows) {
    int count = Math.min(MOST_MEASURED, rows.size());
    return rows.select(data.sample(rows, count, Seeds.root(0).at("measured").rng()));
  }

  private record Schedule(int epochs, Trainer.Pace pace) {}

  private static Schedule planned(Member member) {
    return new Schedule(member.options().epochs(), Trainer.Pace.STEADY);
  }

  /**
   * As many epochs as the time allows; more or fewer when the machine's speed changes meanwhile.
   */
  private Schedule fitting(Member member, int rows, Duration time) {
    long called = clock.millis();
    CostProbe cost = fastest(member);
    int measured = Math.min(MOST_MEASURED, rows) + data.test().map(LabelledSamples::size).orElse(0);
    long end = called + time.toMillis() - (long) (measured * cost.evaluateMillis());
    long start = clock.millis();
    double fitting = (end - start) / (cost.trainMillis() * rows * Trainer.passes(rows));
    double first = epochs(fitting, member.mostEpochs());
    return new Schedule(
        member.mostEpochs(),
        (done, planned) -> {
          if (done == 0) {
            return first;
          }
          long now = clock.millis();
          double epochMillis = Math.max(1.0, (double) (now - start) / done);
          return (int) Math.max(0, Math.min(planned - done, (end - now) / epochMillis));
        });
  }

  /** Whole epochs; where not even one fits, what share of one does. */
  private static double epochs(double fitting, int most) {
    return fitting < 1 ? Math.max(LEAST_SHARE, fitting) : Math.floor(Math.min(most, fitting));
  }

  /**
   * Settles on the number of threads that is faster now, one or all: two threads on a busy machine
   * can be slower than one.
   *
   * @return what an image costs with it
   */
  private CostProbe fastest(Member member) {
    int all = Engine.threads();
    CostProbe withAll = measured(member);
    if (all == 1) {
      return withAll;
    }
    Engine.start(1);
    CostProbe withOne = measured(member);
    if (withOne.trainMillis() <= withAll.trainMillis()) {
      return withOne;
    }
    Engine.start(all);
    return withAll;
  }

  private CostProbe measured(Member member) {
    return CostProbe.measure(member.network(), member.options(), device, clock);
  }
}
