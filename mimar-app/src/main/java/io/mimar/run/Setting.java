package io.mimar.run;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.Version;
import io.mimar.config.Config;
import io.mimar.config.Quantity;
import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.folder.RunFolder;
import io.mimar.gne.Gne;
import io.mimar.gne.WarmStart;
import io.mimar.network.Costs;
import io.mimar.nn.ZeroCost;
import io.mimar.objective.Cost;
import io.mimar.objective.Limit;
import io.mimar.onnx.ModelSize;
import io.mimar.process.WorkerBounds;
import io.mimar.random.Seeds;
import io.mimar.search.Enqueued;
import io.mimar.search.MeasuredCost;
import io.mimar.search.Problem;
import io.mimar.search.Proxies;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.space.Chosen;
import io.mimar.space.CostModel;
import io.mimar.space.NetworkSpace;
import io.mimar.space.Workload;
import io.mimar.stop.CurveExtrapolation;
import io.mimar.stop.EarlyStopping;
import io.mimar.stop.SuccessiveHalving;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.study.Inheritance;
import io.mimar.train.Evenness;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.trial.Trial;
import io.mimar.worker.Job;
import io.mimar.worker.Message;
import io.mimar.worker.WorkerCall;
import io.mimar.worker.WorkerJvm;
import io.mimar.worker.WorkerProcess;
import io.mimar.worker.Workforce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is searched in a run: space, costs, limits, objective.
 *
 * @param config the resolved configuration
 * @param data the prepared data
 * @param space the search space
 * @param own who asks instead of the configuration's searcher
 */
record Setting(Config config, Dataset data, NetworkSpace space, Optional<Searcher.Factory> own) {
  /** The winner trains for so many times the epochs asked for, where there is time. */
  private static final int MOST_TIMES_LAST = 8;

  /** From so many images on, an epoch of large batches has steps enough. */
  private static final int FEW_IMAGES = 1_000;

  private static final long MEGA = 1_000_000; // as in --worker-heap 512M

  private static final double NANOS_PER_MILLI = 1e6;

  /** A space that has become another shows that in some of so many of a study's trials. */
  private static final int MOST_CHECKED = 1_000;

  private static final String OWN = " (own)";

  /** What a new study searches. */
  static Setting of(Config config, Dataset data) {
    NetworkSpace space =
        config.space().equals(Spaces.AUTO)
            ? Spaces.standard(data.task().input())
            : Spaces.named(config.space());
    return new Setting(config, data, space, Optional.empty());
  }

  /**
   * What a study searches that has been under way.
   *
   * @throws MimarException when its trials mean something else in the space as it is now
   */
  static Setting of(StudyStore store, Config config, Dataset data) {
    StudyDescription study = StudyDescription.of(store);
    Setting setting =
        store.meta(StudyKeys.STUDY).isPresent()
            ? new Setting(config, data, Spaces.named(spaceName(config, study)), Optional.empty())
            : of(config, data);
    setting.require(study, store.queries().sample(MOST_CHECKED));
    return setting;
  }

  /** The space of a study, the standard one being that of when it began. */
  static String spaceName(Config config, StudyDescription study) {
    return config.space().equals(Spaces.AUTO) ? study.space() : config.space();
  }

  /**
   * Sees to it that trials of a study are architectures of its space as it is now.
   *
   * @throws MimarException when one is none
   */
  void require(StudyDescription study, List<Trial> trials) {
    for (Trial trial : trials) {
      if (!space.contains(trial.architecture())) {
        throw new MimarException(
            "trial %d of this run is no architecture of the space %s as this program has it"
                .formatted(trial.number(), space.name()),
            ("Use Mimar %s, which searched it, or the class path of then; its model and its report"
                    + " serve as they are.")
                .formatted(study.version()));
      }
    }
  }

  /** The same, searched by {@code other} where it is there. */
  Setting searchedBy(Optional<Searcher.Factory> other) {
    return new Setting(config, data, space, other);
  }

  /**
   * Who asks: first for the queue, then for what is known to be good on other data, where no
   * searcher of one's own is to begin. A search that starts from another asks for it too: what was
   * found there may be worth less here.
   *
   * @param source what another search found, to start from
   */
  Searcher searcher(Problem problem, Optional<WarmStart> source) {
    Searcher searcher =
        own.map(factory -> Searchers.told(config, problem, factory))
            .orElseGet(() -> Searchers.of(config, problem, source, proxies()));
    boolean begins = own.isPresent() || !config.study().portfolio();
    List<Architecture> known = begins ? List.of() : portfolio(problem);
    return new Enqueued(
        queue(), Enqueued.BY_USER, new Enqueued(known, Enqueued.BY_PORTFOLIO, searcher));
  }

  private Optional<Proxies> proxies() {
    return seesProxies()
        ? Optional.of(
            new ZeroCostProxies(
                space, data.task(), data.train(), Seeds.root(config.seed()).at("proxies")))
        : Optional.empty();
  }

  private boolean seesProxies() {
    return own.isEmpty()
        && config.searcher().equals("gne")
        && config.gne().proxies() != Gne.Proxying.OFF;
  }

  /**
   * Sees to it that networks here have zero-cost proxies, where these are asked for.
   *
   * @throws MimarException when they have none
   */
  void requireProxies() {
    Check.that(
        !seesProxies() || ZeroCost.isFor(data.task()),
        "gne.proxies",
        config.gne().proxies(),
        "off for these data: zero-cost proxies are of networks that tell classes of images");
  }

  /**
   * Of each kind in the portfolio the first architecture that holds the limits, and the one of the
   * most parameters: the first of networks for images has the most multiply-adds, which few
   * channels at full resolution take as well.
   */
  private List<Architecture> portfolio(Problem problem) {
    int params = problem.costs().names().indexOf(Cost.PARAMS.column());
    Comparator<Architecture> bySize =
        Comparator.comparingDouble(a -> problem.costs().of(a)[params]);
    return space.portfolio().stream()
        .map(kind -> kind.stream().filter(problem::isFeasible).toList())
        .flatMap(kind -> Stream.concat(kind.stream().limit(1), kind.stream().max(bySize).stream()))
        .distinct()
        .toList();
  }

  /**
   * The architectures that are asked for first.
   *
   * @throws MimarException when one is none of the space, or breaks a limit of the user's
   */
  List<Architecture> queue() {
    return Enqueued.architectures(
        problem(0, 0), config.study().enqueue().stream().map(Chosen::parse).toList());
  }

  /** What the searcher is called; a program's own is told from those of the same name. */
  String searcherName() {
    return own.map(o -> o.of(problem(0, 0)).name() + OWN).orElse(config.searcher());
  }

  /** Workers here: as many as the user said, else one for each processor. */
  int workers() {
    return config.workers() > 0 ? config.workers() : cores();
  }

  /**
   * How the JVMs of workers are started.
   *
   * @throws MimarException when the heap that was asked for is too small for the data
   */
  WorkerJvm jvm() {
    long least = WorkerJvm.TIMES_HELD * data.bytes();
    long heap = config.worker().heap().orElse(WorkerJvm.heap(data.bytes()));
    if (heap < least) {
      throw new MimarException(
          String.format(
              Locale.ROOT,
              "worker.heap is %dM, but the data take %dM and a worker's heap must hold %d times"
                  + " that",
              heap / MEGA,
              megabytes(data.bytes()),
              WorkerJvm.TIMES_HELD),
          "Give --worker-heap " + megabytes(least) + "M or more, or leave it out.");
    }
    return new WorkerJvm(config.worker().nice(), heap);
  }

  /**
   * Who trains here.
   *
   * @throws MimarException when the data are too large for the heap that processes have
   */
  Workforce workforce() {
    return config.staysInProcess() ? Workforce.ofThreads(data) : jvm();
  }

  /** Rounded up, so that as many are enough. */
  private static long megabytes(long bytes) {
    return (bytes + MEGA - 1) / MEGA;
  }

  /** How far workers may go; no trial may take longer than the whole run. */
  WorkerBounds bounds() {
    Duration time =
        config
            .worker()
            .time()
            .map(t -> Quantity.duration("worker.time", t))
            .or(() -> Planner.time(config))
            .orElse(WorkerProcess.LONGEST);
    return new WorkerBounds(WorkerProcess.SILENCE, time, config.worker().memory().orElse(0));
  }

  /** About what training a candidate takes, see {@link Costs#trainingBytes}. */
  long trainingBytes(Architecture architecture) {
    int batch = config.train().of(space, architecture).batch();
    return Costs.of(space.network(architecture, data.task())).trainingBytes(batch);
  }

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  Planner planner() {
    int train = data.train().size();
    int validation = data.validation().size();
    Planner.Rows rows = new Planner.Rows(train, validation, data.divisible(), rarest());
    return new Planner(config, rows, tempo(), cores());
  }

  /** Train and validation rows of the rarest class that has some; of amounts all. */
  private int rarest() {
    int all = data.train().size() + data.validation().size();
    return Arrays.stream(data.classCounts()).filter(count -> count > 0).min().orElse(all);
  }

  /**
   * What the model is the mean of, where limits allow: of one network where costs are to be small
   * and the user does not say otherwise.
   */
  Tempo.Joins joins() {
    Tempo.Joins usual = tempo().joins();
    int chosen = config.front().minimize().isEmpty() ? usual.members() : 1;
    int members = config.ensemble() > 0 ? config.ensemble() : chosen;
    return new Tempo.Joins(members, usual.kinds(), usual.within());
  }

  private Tempo tempo() {
    return Tempo.of(data.task().input());
  }

  /**
   * The problem under the user's limits and the plan's.
   *
   * @param maxMacs the plan's limit of multiply-adds, 0 for none
   * @param maxWork the plan's limit of training work, 0 for none
   */
  Problem problem(long maxMacs, long maxWork) {
    List<Limit> limits = limits();
    if (maxMacs > 0) {
      limits.add(new Limit("macs", maxMacs));
    }
    if (maxWork > 0) {
      limits.add(new Limit("work", maxWork));
    }
    List<String> minimised = config.front().minimize().stream().map(Cost::column).toList();
    return new Problem(space, costs(), limits, metric().objective(), minimised, latency());
  }

  private boolean minimises(Cost cost) {
    return config.front().minimize().contains(cost);
  }

  /** The measured cost, where a limit or an objective asks for it. */
  Optional<MeasuredCost> latency() {
    boolean minimised = minimises(Cost.LATENCY);
    if (config.limits().latency().isEmpty() && !minimised) {
      return Optional.empty();
    }
    double most =
        config
            .limits()
            .latency()
            .map(text -> Quantity.latency("limits.latency", text).toNanos() / NANOS_PER_MILLI)
            .orElse(Double.POSITIVE_INFINITY);
    Limit limit = new Limit(Cost.LATENCY.column(), most);
    return Optional.of(new MeasuredCost(limit, minimised, new Workload(space, data.task())));
  }

  /** What the user allows of what can be counted. */
  List<Limit> limits() {
    List<Limit> limits = new ArrayList<>();
    config.limits().params().ifPresent(most -> limits.add(new Limit("params", most)));
    config.limits().macs().ifPresent(most -> limits.add(new Limit("macs", most)));
    config.limits().memory().ifPresent(most -> limits.add(new Limit("peakActivationBytes", most)));
    config.limits().size().ifPresent(most -> limits.add(new Limit(Cost.SIZE.column(), most)));
    return limits;
  }

  /** The size of files is counted only where someone asks for it. */
  private CostModel costs() {
    CostModel costs = CostModel.ofNetworks(space, data.task());
    boolean sized = config.limits().size().isPresent() || minimises(Cost.SIZE);
    if (!sized) {
      return costs;
    }
    ModelSize sizes = sizes();
    return costs.and(
        Cost.SIZE.column(), a -> sizes.of(space.network(a, data.task()), a.toString()));
  }

  /** Counts the bytes of model files. */
  ModelSize sizes() {
    String metric = metric().toString();
    return new ModelSize(data.format(), data.target(), metric, Version.CREATOR);
  }

  /** Rows that candidates are judged on, each once, in {@code folds}. */
  int judged(int folds) {
    return data.validation().size() + (folds > 1 ? data.train().size() : 0);
  }

  /** The rows of classes alike in number that say as much of the metric as {@link #judged}. */
  int effectivelyJudged(int folds) {
    return metric().effectiveSamples(judged(folds), Evenness.of(data));
  }

  /** What trials are judged by. */
  Metric metric() {
    return Metric.parse(config.metric(), data.target().output());
  }

  /** How far rare classes weigh more in candidates' training, from 0 to 1. */
  double balance() {
    return config.train().balance(metric());
  }

  /** What a worker of the search is told first. */
  Message.Open open(RunFolder folder, Plan plan) {
    return open(folder, plan, 1, true, inheritance(plan).isPresent());
  }

  /** When candidates are stopped early. */
  EarlyStopping stopping(Plan plan) {
    Config.Schedule schedule = config.schedule();
    EarlyStopping rungs = new SuccessiveHalving(plan.rungs(), schedule.eta(), schedule.patience());
    return schedule.sureness().isEmpty()
        ? rungs
        : rungs.and(
            new CurveExtrapolation(
                plan.points(),
                schedule.eta(),
                schedule.sureness().getAsDouble(),
                Math.max(CurveExtrapolation.FEWEST, schedule.patience())));
  }

  /** Whose weights candidates start from, if anyone's. */
  Optional<Inheritance> inheritance(Plan plan) {
    return config.study().inherit() && plan.folds() == 1
        ? Optional.of(new Inheritance(metric().objective(), Inheritance.POOL))
        : Optional.empty();
  }

  private Message.Open open(
      RunFolder folder, Plan plan, int threads, boolean keep, boolean inherit) {
    Job job =
        new Job(
            folder.name(),
            config.space().equals(Spaces.AUTO) ? space.name() : config.space(),
            plan.sampling(),
            metric().toString(),
            config.train().withEpochs(plan.epochs()),
            last(plan),
            tempo().stretched() ? MOST_TIMES_LAST * config.last().epochs() : plan.epochs(),
            config.device(),
            keep,
            inherit);
    return new Message.Open(folder.path().toAbsolutePath().toString(), threads, job);
  }

  /** How the winner trains; on few images in batches no larger than those of candidates. */
  private TrainOptions last(Plan plan) {
    if (!tempo().stretched()) {
      return config.train().withEpochs(plan.epochs());
    }
    int batch = config.last().batch();
    boolean few = data.train().size() + data.validation().size() < FEW_IMAGES;
    return config.last().withBatch(few ? Math.min(batch, config.train().batch()) : batch);
  }

  /** A question to a worker of its own. */
  WorkerCall call(RunFolder folder, Plan plan, int threads) {
    return call(folder, open(folder, plan, threads, true, false));
  }

  /** The final training, which all cores are for, and no more memory than a worker may have. */
  WorkerCall callForTheLast(RunFolder folder, Plan plan) {
    return call(folder, open(folder, plan, cores(), true, false)).within(bounds());
  }

  /** As {@link #call}, to train a candidate whose model is not wanted. */
  WorkerCall callWithoutKeeping(RunFolder folder, Plan plan) {
    return call(folder, open(folder, plan, 1, false, false));
  }

  private WorkerCall call(RunFolder folder, Message.Open open) {
    return new WorkerCall(open, folder.workerLog(), workforce());
  }
}
