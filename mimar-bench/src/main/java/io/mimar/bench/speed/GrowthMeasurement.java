package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.bench.SyntheticTrials;
import io.mimar.bench.Usage;
import io.mimar.bench.speed.GrowthStudy.Part;
import io.mimar.data.LabelledSamples;
import io.mimar.data.MappedPixels;
import io.mimar.gne.Gne;
import io.mimar.graph.Canonical;
import io.mimar.graph.Graph;
import io.mimar.graph.PathStatistics;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.run.Searchers;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.RandomSearch;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import io.mimar.stop.EarlyStopping;
import io.mimar.store.StudyStore;
import io.mimar.study.Assignment;
import io.mimar.study.Budget;
import io.mimar.study.Control;
import io.mimar.study.FunctionExecutor;
import io.mimar.study.Journal;
import io.mimar.study.MemoryJournal;
import io.mimar.study.Study;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import io.mimar.trial.History;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Measures one point of a {@link GrowthStudy}. */
final class GrowthMeasurement {
  private static final double MEGABYTE = 1 << 20;
  private static final int ASKS = 3;
  private static final int GRAPHS = 5_000; // CPU time is told in steps of 10 ms
  private static final int TRIALS_OF_A_WORKER = 40;

  /** What a simulated trial takes. */
  private static final long TRIAL_MILLIS = 50;

  private static final Shape IMAGE = new Shape(1, 28, 28);
  private static final int CLASSES = 10;

  private final int size;
  private final Path work;

  private GrowthMeasurement(int size, Path work) {
    this.size = size;
    this.work = work;
  }

  /** The measurement of {@code part} at {@code size}; files go to {@code work}. */
  static Growth of(Part part, int size, Path work) throws IOException {
    GrowthMeasurement measurement = new GrowthMeasurement(size, work);
    return switch (part) {
      case ASKS -> measurement.asks();
      case STUDIES -> measurement.studies();
      case GRAPHS -> measurement.graphs();
      case DATA -> measurement.data();
      case WORKERS -> measurement.workers();
    };
  }

  private static Problem problem() {
    ImageSpace space = ImageSpace.standard();
    return new Problem(
        space,
        CostModel.ofNetworks(space, Task.images(IMAGE, CLASSES)),
        List.of(new Limit("params", 1e6)),
        Objective.ACCURACY);
  }

  // ---- trials

  /** An ask after the first, which warms up; memory: live heap of history and searcher. */
  private Growth asks() {
    Engine.start(1);
    long before = Usage.liveHeapBytes();
    Problem problem = problem();
    Encoder encoder = Searchers.embedding(problem.space());
    Gne gne = new Gne(problem, encoder, Gne.Config.DEFAULT);
    History.Log log = history(problem);
    ask(gne, log, 0);
    Stopwatch watch = new Stopwatch();
    for (int i = 1; i <= ASKS; i++) {
      ask(gne, log, i);
    }
    Growth growth = watch.each("an ask", ASKS, () -> Usage.liveHeapBytes() - before);
    ask(gne, log, 0); // so that both are alive while memory is measured
    return growth;
  }

  private void ask(Gne gne, History.Log log, int seed) {
    Optional<Proposal> proposal = gne.ask(log.of(size, List.of()), Seeds.root(seed).rng());
    Check.that(proposal.isPresent(), "proposals", 0, "one");
  }

  private History.Log history(Problem problem) {
    RandomGenerator rng = Seeds.root(1).rng();
    History.Log log = new History.Log();
    for (int n = 0; n < size; n++) {
      Architecture architecture = problem.space().random(rng);
      log.add(SyntheticTrials.of(n, architecture, problem.costs().named(architecture), rng));
    }
    return log;
  }

  /** A trial of a whole study that is kept on disk; memory: live heap at its end. */
  private Growth studies() {
    long before = Usage.liveHeapBytes();
    Path folder = work.resolve("study-" + size);
    Stopwatch watch = new Stopwatch();
    try (StudyStore store = StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of())) {
      Study study = study(store, size, Study.Options.DEFAULT_LAG);
      try (FunctionExecutor executor =
          new FunctionExecutor(1, GrowthMeasurement::madeUp, System::nanoTime)) {
        study.run(executor, new Control());
      }
      Growth growth = watch.each("a trial", size, () -> Usage.liveHeapBytes() - before);
      Check.that(study.trials().size() == size, "trials", study.trials().size(), "" + size);
      return growth;
    }
  }

  private static double madeUp(Assignment assignment) {
    return SyntheticTrials.score(assignment.architecture(), Seeds.root(assignment.seed()).rng());
  }

  private static Study study(Journal journal, int trials, int lag) {
    Problem problem = problem();
    return new Study(
        problem,
        new RandomSearch(problem),
        EarlyStopping.never(),
        new Study.Options(1, lag, Budget.trials(trials), Duration.ZERO),
        journal,
        event -> {},
        () -> Duration.ZERO);
  }

  // ---- workers

  /** A trial's part of the owner's CPU; by the clock: how long a trial keeps a worker. */
  private Growth workers() {
    int trials = TRIALS_OF_A_WORKER * size;
    long before = Usage.liveHeapBytes();
    Study study = study(new MemoryJournal(), trials, 2 * size + 2);
    Stopwatch watch = new Stopwatch();
    try (FunctionExecutor executor =
        new FunctionExecutor(size, GrowthMeasurement::slow, System::nanoTime)) {
      study.run(executor, new Control());
    }
    Growth owner = watch.each("a trial", trials, () -> Usage.liveHeapBytes() - before);
    Check.that(study.trials().size() == trials, "trials", study.trials().size(), "" + trials);
    return new Growth(size, owner.unit(), owner.cpuMs(), owner.wallMs() * size, owner.megabytes());
  }

  private static double slow(Assignment assignment) throws InterruptedException {
    Thread.sleep(TRIAL_MILLIS);
    return madeUp(assignment);
  }

  // ---- graphs

  /** Canonical form and path statistics of a graph. */
  private Growth graphs() {
    List<String> operations = List.of("a", "b", "c", "d", "e");
    RandomGenerator rng = Seeds.root(size).rng();
    List<Graph> graphs = new ArrayList<>();
    for (int i = 0; i < GRAPHS; i++) {
      graphs.add(random(operations, rng));
    }
    graphs.forEach(graph -> describe(graph, operations)); // warms up
    long before = Usage.liveHeapBytes();
    Stopwatch watch = new Stopwatch();
    List<Object> kept = new ArrayList<>();
    graphs.forEach(graph -> kept.add(describe(graph, operations)));
    Growth growth = watch.each("a graph", GRAPHS, () -> Usage.liveHeapBytes() - before);
    Check.that(kept.size() == GRAPHS, "graphs", kept.size(), "" + GRAPHS);
    return growth;
  }

  private static List<Object> describe(Graph graph, List<String> operations) {
    Graph canonical = Canonical.of(graph);
    return List.of(canonical, PathStatistics.of(canonical, operations));
  }

  /** Each vertex reads one before it, and another one every other time. */
  private Graph random(List<String> operations, RandomGenerator rng) {
    List<String> labels = new ArrayList<>(List.of("input"));
    boolean[][] edges = new boolean[size][size];
    for (int v = 1; v < size; v++) {
      labels.add(v == size - 1 ? "output" : operations.get(rng.nextInt(operations.size())));
      edges[rng.nextInt(v)][v] = true;
      if (rng.nextBoolean()) {
        edges[rng.nextInt(v)][v] = true;
      }
    }
    return Graph.of(labels, edges);
  }

  // ---- data

  /**
   * An epoch of training on a mapped file, for each image; memory: what the process has more to
   * itself than before, pages of the file not counted.
   */
  private Growth data() throws IOException {
    Engine.start(1);
    long before = Usage.ownBytes();
    float[] classes = new float[size];
    for (int i = 0; i < size; i++) {
      classes[i] = i % CLASSES;
    }
    LabelledSamples images = new LabelledSamples(IMAGE, pixels(), classes);
    Task task = Task.images(IMAGE, CLASSES);
    Seeds seeds = Seeds.root(1);
    Stopwatch watch = new Stopwatch();
    try (Model model = Model.of(small(task), Constants.of(task, images), seeds, Device.CPU)) {
      TrainOptions options = TrainOptions.CANDIDATE.withEpochs(1);
      new Trainer(options, Metric.ACCURACY, System::nanoTime)
          .train(model, images, images.select(new int[0]), seeds, epoch -> true);
      return watch.each("an image", size, () -> Usage.ownBytes() - before);
    }
  }

  private MappedPixels pixels() throws IOException {
    Path file = work.resolve("pixels-" + size);
    RandomGenerator rng = Seeds.root(1).rng();
    byte[] image = new byte[(int) IMAGE.size()];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < size; i++) {
        rng.nextBytes(image);
        out.write(image);
      }
    }
    return MappedPixels.of(file, 0, Math.multiplyExact(size, image.length));
  }

  private static Network small(Task task) {
    Network.Builder builder = Network.builder(task);
    int map = builder.add(Layer.Convolution.dense(8, 3, 2), 0);
    int active = builder.add(new Layer.Relu(), builder.add(new Layer.BatchNorm(), map));
    builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.GlobalAverage(), active));
    return builder.build();
  }

  // ----

  /** Counts from when it is made. */
  private final class Stopwatch {
    private final long cpu = Usage.cpuNanos();
    private final long wall = System.nanoTime();

    /** The time of each of {@code count}; the memory is measured after the time. */
    Growth each(String unit, int count, LongSupplier bytes) {
      double cpuMs = (Usage.cpuNanos() - cpu) / 1e6 / count;
      double wallMs = (System.nanoTime() - wall) / 1e6 / count;
      return new Growth(size, unit, cpuMs, wallMs, bytes.getAsLong() / MEGABYTE);
    }
  }
}
