package io.mimar.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.data.Cells;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.gne.Gne;
import io.mimar.objective.Cost;
import io.mimar.search.LocalSearch;
import io.mimar.search.RegularisedEvolution;
import io.mimar.space.Chosen;
import io.mimar.store.StoreUrl;
import io.mimar.study.Study;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.trial.Pick;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything that shapes a run: what a study file holds and {@code --set} reaches. The resolved one
 * is kept with the run.
 *
 * @param seed the root of every random stream
 * @param searcher gne, random, evolution or local
 * @param workers worker processes; 0 for one on each core
 * @param executor where candidates train: processes of this machine, threads of this process, or a
 *     Spark cluster by its master or as spark-submit is set up
 * @param sparkConf settings of a Spark cluster, each as {@code key=value}
 * @param worker what a worker may take of its machine
 * @param device auto, cpu or cuda
 * @param metric what is improved; auto for accuracy of classes, rmse of amounts
 * @param ensemble how many networks the model is the mean of, within the limits; 0 for what suits
 *     the data
 * @param space the search space, auto for the standard one of the data
 * @param warmStart the folder of a run of the same space to start from
 * @param store the PostgreSQL database that keeps the study, as a {@link StoreUrl}; empty for a
 *     file in the run's folder
 * @param budget when the run ends
 * @param limits what an architecture may cost
 * @param front what is traded against the score
 * @param data how the data are read and split
 * @param study how trials are asked
 * @param schedule how long candidates train
 * @param train how candidates train
 * @param last how the winner trains
 * @param gne the method's settings
 * @param evolution regularised evolution's settings
 * @param local local search's settings
 */
public record Config(
    long seed,
    String searcher,
    int workers,
    String executor,
    List<String> sparkConf,
    WorkerLimits worker,
    String device,
    String metric,
    int ensemble,
    String space,
    Optional<String> warmStart,
    Optional<String> store,
    Ends budget,
    Limits limits,
    Front front,
    DataOptions data,
    Asking study,
    Schedule schedule,
    TrainOptions train,
    @JsonProperty("final") TrainOptions last,
    Gne.Config gne,
    RegularisedEvolution.Config evolution,
    LocalSearch.Config local) {

  /** The searchers on offer. */
  public static final List<String> SEARCHERS = List.of("gne", "random", "evolution", "local");

  /** The metrics on offer; not all fit all data. */
  public static final List<String> METRICS =
      Stream.concat(Stream.of("auto"), Arrays.stream(Metric.values()).map(Metric::toString))
          .toList();

  /** The executor that trains in worker processes of this machine. */
  public static final String PROCESSES = "processes";

  /** The executor that trains in threads of this process: for tests and debuggers. */
  public static final String IN_PROCESS = "in-process";

  /** The executor that joins the cluster that {@code spark-submit} is set up for. */
  public static final String SPARK_SUBMIT = "spark-submit";

  private static final String HOST = "([\\w.-]+|\\[[0-9a-fA-F:]+\\]):\\d{1,5}";

  /** The executor that joins the cluster of these masters. */
  private static final Pattern MASTER = Pattern.compile("spark://" + HOST + "(," + HOST + ")*");

  /** What holds when nothing is said. */
  public static final Config DEFAULT =
      new Config(
          0,
          "gne",
          0,
          PROCESSES,
          List.of(),
          new WorkerLimits(0, OptionalLong.empty(), OptionalLong.empty(), Optional.empty()),
          "auto",
          "auto",
          0,
          Spaces.AUTO,
          Optional.empty(),
          Optional.empty(),
          new Ends(OptionalInt.empty(), Optional.empty()),
          Limits.NONE,
          new Front(List.of(), Optional.empty()),
          DataOptions.DEFAULT,
          new Asking(Study.Options.DEFAULT_LAG, 20, List.of(), true, false),
          Schedule.DEFAULT,
          TrainOptions.CANDIDATE,
          TrainOptions.FINAL,
          Gne.Config.DEFAULT,
          RegularisedEvolution.Config.DEFAULT,
          LocalSearch.Config.DEFAULT);

  public Config {
    Check.that(SEARCHERS.contains(searcher), "searcher", searcher, "one of " + SEARCHERS);
    Check.that(metric != null && METRICS.contains(metric), "metric", metric, "one of " + METRICS);
    Check.range("ensemble", ensemble, 0, 100);
    Check.range("workers", workers, 0, 1024);
    Check.that(
        executor != null
            && (List.of(PROCESSES, IN_PROCESS, SPARK_SUBMIT).contains(executor)
                || MASTER.matcher(executor).matches()),
        "executor",
        executor,
        "processes, in-process, spark://HOST:PORT or spark-submit");
    Check.that(
        !executor.equals(IN_PROCESS) || worker.boundsNoProcess(),
        "executor",
        executor,
        "processes where worker.nice, worker.heap or worker.memory is given");
    Check.that(
        sparkConf != null
            && sparkConf.stream().allMatch(c -> c != null && c.matches("spark\\..+=.*")),
        "sparkConf",
        sparkConf,
        "a list of spark.KEY=VALUE");
    sparkConf = List.copyOf(sparkConf);
    Check.that(
        !study.inherit() || !usesSpark(executor),
        "executor",
        executor,
        "processes where study.inherit is true: weights are kept in the run's folder");
    warmStart.ifPresent(
        run -> Check.that(!run.isBlank(), "warmStart", "\"" + run + "\"", "the folder of a run"));
    store.ifPresent(StoreUrl::parse);
    Check.that(
        warmStart.isEmpty() || searcher.equals("gne"),
        "searcher",
        searcher,
        "gne where warmStart is given");
    Check.that(
        device != null && List.of("auto", "cpu", "cuda").contains(device),
        "device",
        device,
        "auto, cpu or cuda");
    Check.that(
        train.epochs() == TrainOptions.CANDIDATE.epochs(),
        "train.epochs",
        train.epochs(),
        "left alone: schedule.epochs says how long candidates train");
  }

  /**
   * Opens data; once more as of the other kind where the metric judges that kind, and whole numbers
   * could be either, or another column could be the target.
   */
  public Dataset open(Function<DataOptions, Dataset> reader) {
    Dataset read = reader.apply(data);
    if (!data.kind().equals("auto")) {
      return read;
    }
    boolean amounts = read.classes().isEmpty();
    return Metric.named(metric)
        .filter(asked -> asked.isOfClasses() == amounts)
        .filter(
            asked ->
                amounts
                    ? areFewWhole(read.train().targets())
                    : areNumbers(read.classes()) || data.target().isEmpty())
        .map(asked -> reader.apply(data.withKind(amounts ? "classification" : "regression")))
        .orElse(read);
  }

  private static boolean areNumbers(List<String> classes) {
    return classes.stream().allMatch(Cells::isNumber);
  }

  private static boolean areFewWhole(float[] targets) {
    Set<Float> distinct = new HashSet<>();
    for (float target : targets) {
      distinct.add(target);
    }
    return 2 * distinct.size() <= targets.length
        && distinct.stream().allMatch(target -> target == Math.rint(target));
  }

  /** Whether candidates train in threads of this process. */
  public boolean staysInProcess() {
    return executor.equals(IN_PROCESS);
  }

  /** Whether candidates train on a Spark cluster. */
  public boolean usesSpark() {
    return usesSpark(executor);
  }

  private static boolean usesSpark(String executor) {
    return !List.of(PROCESSES, IN_PROCESS).contains(executor);
  }

  /** The database that keeps the study, where it is not a file. */
  public Optional<StoreUrl> storeUrl() {
    return store.map(StoreUrl::parse);
  }

  /** The same with another {@code budget}. */
  public Config withBudget(Ends other) {
    return new Config(
        seed, searcher, workers, executor, sparkConf, worker, device, metric, ensemble, space,
        warmStart, store, other, limits, front, data, study, schedule, train, last, gne, evolution,
        local);
  }

  /** The same with other {@code limits}. */
  public Config withLimits(Limits other) {
    return new Config(
        seed, searcher, workers, executor, sparkConf, worker, device, metric, ensemble, space,
        warmStart, store, budget, other, front, data, study, schedule, train, last, gne, evolution,
        local);
  }

  /**
   * When a run ends, whichever comes first.
   *
   * @param trials candidates trained
   * @param time wall time for everything, as in {@code 10m}
   */
  public record Ends(OptionalInt trials, Optional<String> time) {
    /** Starting, measuring, exporting and reporting alone take about this. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    public Ends {
      Check.range("budget.trials", trials.orElse(1), 1, 10_000_000);
      time.ifPresent(Ends::requireEnough);
    }

    private static void requireEnough(String time) {
      boolean enough = Quantity.duration("budget.time", time).compareTo(LEAST) >= 0;
      Check.that(enough, "budget.time", time, "at least " + Quantity.text(LEAST));
    }
  }

  /**
   * What a worker may take of its machine.
   *
   * @param nice by how much it stands back for other programs, as the command of that name has it
   * @param heap the most bytes of its Java heap; empty for a share of this machine's memory
   * @param memory the most bytes that it may have in memory in all; a candidate that takes more is
   *     infeasible; empty for 90 % of its machine's
   * @param time the most that a candidate may take, as in {@code 1h}; one that takes longer is
   *     infeasible; empty for the run's whole time, or a day
   */
  public record WorkerLimits(
      int nice,
      @JsonDeserialize(using = CountDeserializer.class) OptionalLong heap,
      @JsonDeserialize(using = CountDeserializer.class) OptionalLong memory,
      Optional<String> time) {
    /** The data must fit in. */
    private static final long LEAST_HEAP = 64_000_000;

    /** The engine alone takes about half of this. */
    private static final long LEAST_MEMORY = 512_000_000;

    public WorkerLimits {
      Check.range("worker.nice", nice, 0, 19);
      Check.range("worker.heap", heap.orElse(LEAST_HEAP), LEAST_HEAP, 1L << 40);
      Check.range("worker.memory", memory.orElse(LEAST_MEMORY), LEAST_MEMORY, 1L << 50);
      time.ifPresent(t -> Quantity.duration("worker.time", t));
    }

    /** Whether it says nothing that only a process of its own can be held to. */
    boolean boundsNoProcess() {
      return nice == 0 && heap.isEmpty() && memory.isEmpty();
    }
  }

  /**
   * What an architecture may cost.
   *
   * @param params trainable parameters
   * @param macs multiply-adds for one sample
   * @param memory bytes of activations alive at once for one sample
   * @param size bytes of the model's file
   * @param latency the time that one sample takes on this machine, as in {@code 5ms}
   */
  public record Limits(
      @JsonDeserialize(using = CountDeserializer.class) OptionalLong params,
      @JsonDeserialize(using = CountDeserializer.class) OptionalLong macs,
      @JsonDeserialize(using = CountDeserializer.class) OptionalLong memory,
      @JsonDeserialize(using = CountDeserializer.class) OptionalLong size,
      Optional<String> latency) {
    /** Anything goes. */
    public static final Limits NONE =
        new Limits(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());

    public Limits {
      Check.range("limits.params", params.orElse(1), 1, Long.MAX_VALUE);
      Check.range("limits.macs", macs.orElse(1), 1, Long.MAX_VALUE);
      Check.range("limits.memory", memory.orElse(1), 1, Long.MAX_VALUE);
      Check.range("limits.size", size.orElse(1), 1, Long.MAX_VALUE);
      latency.ifPresent(text -> Quantity.latency("limits.latency", text));
    }
  }

  /**
   * What is traded against the score.
   *
   * @param minimize costs that are to be small as well; none makes the score alone count
   * @param pick which member of the front becomes the model; empty for the knee where something is
   *     minimised
   */
  public record Front(List<Cost> minimize, Optional<Pick> pick) {
    public Front {
      Check.that(
          minimize != null && minimize.stream().allMatch(Objects::nonNull),
          "front.minimize",
          minimize,
          "a list of " + List.of(Cost.values()));
      minimize = List.copyOf(minimize);
      Check.that(
          Set.copyOf(minimize).size() == minimize.size(),
          "front.minimize",
          minimize,
          "without anything twice");
      Check.that(
          !minimize.isEmpty() || pick.orElse(Pick.ACCURACY) == Pick.ACCURACY,
          "front.pick",
          pick.orElse(null),
          "accuracy where nothing is minimised (front.minimize, --minimize)");
    }

    /** The pick that was made or goes without saying. */
    public Pick chosen() {
      return pick.orElse(minimize.isEmpty() ? Pick.ACCURACY : Pick.KNEE);
    }
  }

  /**
   * How trials are asked.
   *
   * @param lag trial n sees the outcomes of trials up to n - lag
   * @param keep how many of the best trained models are kept
   * @param enqueue architectures that are asked for first, each written as {@link Chosen} is
   * @param portfolio whether those that are good on many data sets come next, see {@link
   *     io.mimar.space.NetworkSpace#portfolio}
   * @param inherit whether a candidate starts from the weights of the one most like it, see {@link
   *     io.mimar.study.Inheritance}
   */
  public record Asking(
      int lag, int keep, List<String> enqueue, boolean portfolio, boolean inherit) {
    public Asking {
      Check.range("study.lag", lag, 1, 1_000);
      Check.range("study.keep", keep, 1, 100_000);
      Check.that(
          enqueue != null && enqueue.stream().noneMatch(Objects::isNull),
          "study.enqueue",
          enqueue,
          "a list of architectures");
      enqueue = List.copyOf(enqueue);
      enqueue.forEach(Asking::requireChoices);
    }

    private static void requireChoices(String architecture) {
      try {
        Chosen.parse(architecture);
      } catch (MimarException e) {
        throw new MimarException("study.enqueue: " + e.getMessage(), e.hint(), e);
      }
    }
  }

  /**
   * How long candidates train. What is empty is planned from the time there is and the measured
   * cost of an epoch; with a number of trials and no time it is fixed, so that runs are equal
   * everywhere.
   *
   * @param epochs of a candidate that is never stopped
   * @param rows training rows that candidates see
   * @param folds in how many folds candidates are judged in turn; 1 for the validation part alone
   * @param eta one in so many goes on at a rung
   * @param patience trials seen at a rung before it stops anyone
   * @param sureness by how many standard deviations a curve must be foretold to miss the best, one
   *     in eta, to stop a candidate between rungs, see {@link io.mimar.stop.CurveExtrapolation};
   *     empty for rungs alone
   */
  public record Schedule(
      OptionalInt epochs,
      OptionalInt rows,
      OptionalInt folds,
      double eta,
      int patience,
      OptionalDouble sureness) {
    /** More folds would only cost. */
    private static final int MOST_FOLDS = 20;

    /** Planned, half goes on. */
    public static final Schedule DEFAULT =
        new Schedule(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            2,
            4,
            OptionalDouble.empty());

    public Schedule {
      Check.range("schedule.epochs", epochs.orElse(1), 1, 10_000);
      Check.range("schedule.rows", rows.orElse(2), 2, Integer.MAX_VALUE);
      Check.range("schedule.folds", folds.orElse(1), 1, MOST_FOLDS);
      Check.range("schedule.eta", eta, 1.01, 100);
      Check.range("schedule.patience", patience, 1, 1_000_000);
      Check.range("schedule.sureness", sureness.orElse(0), 0, 10);
    }
  }
}
