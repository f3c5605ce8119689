package io.mimar.evaluate;

import io.mimar.Check;
import io.mimar.Lanes;
import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Network;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.nn.Twins;
import io.mimar.random.Seeds;
import io.mimar.train.CostProbe;
import io.mimar.train.Epoch;
import io.mimar.train.EpochListener;
import io.mimar.train.Evaluation;
import io.mimar.train.Evaluator;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import io.mimar.train.Training;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains the winner, or the few best as members of one model, once more on training and validation
 * rows together, and measures the model once on the test rows.
 */
public final class FinalTrainer {
  private static final int MOST_MEASURED = 5_000;

  /** The least of an epoch that is trained, whatever the time. */
  private static final double LEAST_SHARE = 0.05;

  /** A member that fills its time is worth it with so much of what others had. */
  private static final double LEAST_OF_OTHERS = 0.5;

  /**
   * What starting takes may look like a slow epoch: so many milliseconds are not counted as one.
   */
  private static final long STARTING_MILLIS = 250;

  /** What threads gain that work on parts of a batch, as a power of their number: measured 1.5. */
  private static final double GAIN_OF_PARTS = 0.6;

  /** Hears how many epochs are done, of how many. */
  @FunctionalInterface
  public interface Progress {
    /** So many epochs are done. */
    void on(int epoch, int epochs);

    /** Something has been done: a sign of life, from any of the threads that train. */
    default void onStep() {}
  }

  private final Dataset data;
  private final Metric metric;
  private final Device device;
  private final int threads;
  private final LongSupplier nanoTime;

  /**
   * A final training on {@code data}.
   *
   * @param threads of the engine that it may use; what the engine was last told does not count
   * @param nanoTime a monotonic clock, nanoseconds: the time of day may be set back meanwhile
   */
  public FinalTrainer(
      Dataset data, Metric metric, Device device, int threads, LongSupplier nanoTime) {
    this.data = data;
    this.metric = metric;
    this.device = device;
    this.threads = Check.range("threads", threads, 1, 1024);
    this.nanoTime = nanoTime;
  }

  /**
   * A network of the model.
   *
   * @param network what is trained
   * @param options with as many epochs as are trained where there is no time to fill
   * @param mostEpochs how many are trained at most, however much time there is
   */
  public record Member(Network network, TrainOptions options, int mostEpochs) {
    /** Whether more time means more epochs. */
    private boolean fillsTime() {
      return mostEpochs > options.epochs();
    }
  }

  /**
   * The model, trained.
   *
   * @param network the trained network
   * @param networks that it is the mean of
   * @param mirrored whether it looks at each image mirrored as well
   * @param training the curve of the first member; there is no validation split left to judge
   *     epochs on
   * @param train how well it knows the rows it learned from, or 5,000 of them
   * @param test how well it knows the test rows, where there are some
   * @param alone how well the first network alone knows them; empty where the model is just that
   * @param mean how well the mean of the networks knows them; empty where there is one network, or
   *     the model is just that
   */
  public record Trained(
      TrainedNetwork network,
      int networks,
      boolean mirrored,
      Training training,
      Evaluation train,
      Optional<Evaluation> test,
      Optional<Evaluation> alone,
      Optional<Evaluation> mean) {}

  /**
   * Trains. Members train side by side where there are several threads, each with its share of
   * them, which then work on parts of its batches: that gains more than several threads on each
   * operation of one small network.
   *
   * @param members trained from first weights of their own and joined to one network; fewer, the
   *     first of them, where the time ends
   * @param mirrored whether the model tells the mean of what it tells of an image and of its mirror
   *     image
   * @param time how long it may take; empty for the default number of epochs
   */
  public Trained train(
      List<Member> members,
      boolean mirrored,
      Optional<Duration> time,
      Seeds seeds,
      Progress listener) {
    LabelledSamples rows = data.train().with(data.validation());
    Line line = new Line(members, rows, time, seeds, listener);
    List<TrainedNetwork> trained = line.train();
    TrainedNetwork means = Ensemble.of(trained);
    TrainedNetwork joined = mirrored ? Ensemble.mirrored(means) : means;
    boolean several = trained.size() > 1;
    Engine.start(threads);
    return new Trained(
        joined,
        trained.size(),
        mirrored,
        line.first(),
        evaluate(joined, sample(rows), listener),
        onTest(joined, true, listener),
        onTest(trained.get(0), several || mirrored, listener),
        onTest(means, several && mirrored, listener));
  }

  private Optional<Evaluation> onTest(TrainedNetwork network, boolean wanted, Progress listener) {
    return data.test().filter(test -> wanted).map(test -> evaluate(network, test, listener));
  }

  private Evaluation evaluate(TrainedNetwork trained, LabelledSamples samples, Progress listener) {
    try (Model model = Model.of(trained.network(), trained.weights(), device)) {
      return Evaluator.evaluate(model, samples, listener::onStep);
    }
  }

  /** Milliseconds since some time or other. */
  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
  }

  /** Members that wait for a thread, in order. */
  private final class Line {
    private final List<Member> members;
    private final LabelledSamples rows;
    private final Optional<Duration> time;
    private final Seeds seeds;
    private final Progress listener;
    private final long start = millis();
    private final int atOnce;
    private final TrainedNetwork[] trained;
    private final Training[] trainings;
    private final int[] epochs;
    private final int[] planned;
    private List<CostProbe> costs = List.of(); // of each member, where they share a time
    private int next;

    Line(
        List<Member> members,
        LabelledSamples rows,
        Optional<Duration> time,
        Seeds seeds,
        Progress listener) {
      this.members = members;
      this.rows = rows;
      this.time = time;
      this.seeds = seeds;
      this.listener = listener;
      boolean onProcessor = Engine.resolve(device) == Device.CPU;
      this.atOnce = onProcessor ? Math.min(threads, members.size()) : 1;
      this.trained = new TrainedNetwork[members.size()];
      this.trainings = new Training[members.size()];
      this.epochs = new int[members.size()];
      this.planned = new int[members.size()];
    }

    /** The trained members, in order. */
    List<TrainedNetwork> train() {
      if (time.isPresent() && members.size() > 1) {
        costs = costs();
      }
      if (atOnce == 1) {
        serve();
      } else {
        serveSideBySide();
      }
      return Arrays.stream(trained).takeWhile(Objects::nonNull).toList();
    }

    /**
     * What each network costs a thread. Its multiply-adds do not tell: steps of small networks take
     * what starting them takes.
     */
    private List<CostProbe> costs() {
      Engine.start(1);
      Map<Kind, CostProbe> known = new HashMap<>();
      List<CostProbe> costs = new ArrayList<>();
      for (Member member : members) {
        costs.add(
            known.computeIfAbsent(
                new Kind(member.network(), member.options().batch()),
                kind -> CostProbe.brief(kind.network(), member.options(), device, nanoTime)));
        listener.onStep();
      }
      return costs;
    }

    /** What a member costs, if that was measured with the threads that it has. */
    private Optional<CostProbe> known(int number) {
      boolean measured = !costs.isEmpty() && threads / atOnce == 1;
      return measured ? Optional.of(costs.get(number)) : Optional.empty();
    }

    private double epochMillis(int number) {
      return costs.get(number).trainMillis() * rows.size() * Trainer.passes(rows.size());
    }

    /** The training of the first member. */
    Training first() {
      return trainings[0];
    }

    private void serveSideBySide() {
      try (Lanes lanes = new Lanes(atOnce)) {
        Lanes.join(Stream.generate(() -> lanes.run(this::serve)).limit(atOnce).toList());
      }
    }

    /** Trains one member after the other. */
    private void serve() {
      Engine.start(threads / atOnce); // a setting of the calling thread
      for (int member = take(true); member >= 0; member = take(false)) {
        train(member);
      }
    }

    /**
     * The next member, if one is left and fits the time.
     *
     * @param first whether it is its thread's first, which always does
     */
    private synchronized int take(boolean first) {
      if (next == members.size()) {
        return -1;
      }
      if (first || time.isEmpty()) {
        return next++; // even where deciding how to train took all the time
      }
      return leastEpochs(members.get(next)) * epochMillis(next) <= left() ? next++ : -1;
    }

    /** How many epochs a member must have time for to be worth it. */
    private double leastEpochs(Member member) {
      int others = Arrays.stream(planned).filter(p -> p > 0).min().orElse(1);
      return member.fillsTime() ? LEAST_OF_OTHERS * others : member.options().epochs();
    }

    /** Milliseconds; of a time that there is. */
    private double left() {
      return time.orElseThrow().toMillis() - (millis() - start);
    }

    private void train(int number) {
      Member member = members.get(number);
      Optional<Duration> own =
          time.map(t -> shared(t.minusMillis(millis() - start), member, number));
      LabelledSamples none = rows.select(new int[0]);
      Network network = member.network();
      int parts = own.isPresent() && member.fillsTime() ? partsOfABatch(member) : 1;
      Schedule schedule =
          own.map(t -> fitting(member, known(number), rows.size(), t, parts, listener))
              .orElseGet(() -> planned(member));
      Seeds drawn = number == 0 ? seeds : seeds.at("member", number);
      try (Model model = Model.fitted(network, rows, drawn.at("initial"), device)) {
        trainings[number] =
            new Trainer(
                    member.options().withEpochs(schedule.epochs()),
                    metric,
                    nanoTime,
                    schedule.pace(),
                    parts)
                .train(model, rows, none, drawn.at("training"), hearing(number, schedule));
        trained[number] = new TrainedNetwork(network, model.weights());
      }
    }

    /**
     * Threads for one member. Only where more time means more epochs: else the weights are to be
     * the same on every machine.
     */
    private int partsOfABatch(Member member) {
      return Twins.arePossible(member.network(), device)
          ? Trainer.parts(threads / atOnce, member.options().batch())
          : 1;
    }

    private EpochListener hearing(int number, Schedule schedule) {
      return new EpochListener() {
        @Override
        public boolean onEpoch(Epoch epoch) {
          int left = (int) schedule.pace().left(epoch.number(), schedule.epochs());
          tell(number, epoch.number(), left);
          return true;
        }

        @Override
        public void onStep() {
          listener.onStep();
        }
      };
    }

    /**
     * What a member gets of the time that is left. Where more time means more epochs, members to
     * come get as much for their work; else each takes what it needs.
     */
    private Duration shared(Duration left, Member member, int number) {
      int turns = (members.size() - number + atOnce - 1) / atOnce;
      if (turns == 1 || !member.fillsTime()) {
        return left;
      }
      double mean =
          IntStream.range(number, members.size())
              .mapToDouble(this::epochMillis)
              .average()
              .orElseThrow();
      double share = Math.min(1, epochMillis(number) / (turns * mean));
      return Duration.ofMillis((long) (share * left.toMillis()));
    }

    private synchronized void tell(int number, int done, int left) {
      epochs[number] = done;
      planned[number] = done + left;
      int all = IntStream.range(0, planned.length).map(i -> epochsOf(i, planned[number])).sum();
      listener.on(Arrays.stream(epochs).sum(), all);
    }

    /** Epochs of a member; of one to come what it asks for, or as many as another has time for. */
    private int epochsOf(int number, int other) {
      Member member = members.get(number);
      int asked = member.fillsTime() ? other : member.options().epochs();
      return planned[number] > 0 ? planned[number] : asked;
    }
  }

  /** Rows on which the fit to the training data is measured. */
  private LabelledSamples sample(LabelledSamples rows) {
    int count = Math.min(MOST_MEASURED, rows.size());
    return rows.select(data.sample(rows, count, Seeds.root(0).at("measured").rng()));
  }

  private record Schedule(int epochs, Trainer.Pace pace) {}

  /** What decides how long a step takes. */
  private record Kind(Network network, int batch) {}

  private static Schedule planned(Member member) {
    return new Schedule(member.options().epochs(), Trainer.Pace.STEADY);
  }

  /**
   * As many epochs as the time allows; more or fewer when the machine's speed changes meanwhile.
   *
   * @param known what the network costs, if that was measured
   */
  private Schedule fitting(
      Member member,
      Optional<CostProbe> known,
      int rows,
      Duration time,
      int parts,
      Progress listener) {
    long called = millis();
    CostProbe cost = known.orElseGet(() -> parts > 1 ? ofOneThread(member) : fastest(member));
    double trainMillis = cost.trainMillis() / Math.pow(parts, GAIN_OF_PARTS);
    listener.onStep();
    int measured = Math.min(MOST_MEASURED, rows) + data.test().map(LabelledSamples::size).orElse(0);
    long end = called + time.toMillis() - (long) (measured * cost.evaluateMillis());
    long start = millis();
    double foretold = trainMillis * rows * Trainer.passes(rows);
    double first = epochs((end - start) / foretold, member.mostEpochs());
    return new Schedule(
        member.mostEpochs(),
        (done, planned) -> {
          if (done == 0) {
            return first;
          }
          long now = millis();
          double taken = Math.max(done * foretold, (double) (now - start - STARTING_MILLIS));
          double epochMillis = Math.max(1.0, taken / done);
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

  private CostProbe ofOneThread(Member member) {
    Engine.start(1);
    return measured(member);
  }

  private CostProbe measured(Member member) {
    return CostProbe.measure(member.network(), member.options(), device, nanoTime);
  }
}
