package io.mimar.run;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.Version;
import io.mimar.cluster.SparkCluster;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.OwnSpace;
import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.search.Feasible;
import io.mimar.search.Searcher;
import io.mimar.space.NetworkSpace;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Starts runs and goes on with them. */
public final class Runs {
  private final Clock clock;
  private final LongSupplier nanoTime;

  /**
   * A starter of runs.
   *
   * @param clock tells when trials happened
   * @param nanoTime a monotonic clock that budgets are held against, nanoseconds
   */
  public Runs(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * What starts a run.
   *
   * @param config the resolved configuration
   * @param data reads the data from a seed stream
   * @param folder the run's folder, which must not hold a run
   * @param notes what was assumed so far, a sentence each
   * @param command how to repeat it, for the report
   * @param searcher who asks instead of the configuration's searcher
   */
  public record Start(
      Config config,
      Function<Seeds, Dataset> data,
      RunFolder folder,
      List<String> notes,
      String command,
      Optional<Searcher.Factory> searcher) {

    /** A start with the configuration's searcher. */
    public Start(
        Config config,
        Function<Seeds, Dataset> data,
        RunFolder folder,
        List<String> notes,
        String command) {
      this(config, data, folder, notes, command, Optional.empty());
    }
  }

  /**
   * Starts a run and stays until it ends or is interrupted.
   *
   * @throws MimarException for bad input, before anything is trained or written
   */
  public RunSummary start(Start start, RunListener listener, Control control) {
    RunClock sinceStart = new RunClock(Duration.ZERO, nanoTime);
    Config config = start.config();
    requireFree(start.folder());
    requireDevice(config);
    requireCluster(config);
    config.storeUrl().ifPresent(StudyStore::require);
    listener.phase(RunListener.Phase.PREPARE, Optional.empty());
    try (StudyStore store = begun(start)) {
      Setting setting =
          Setting.of(store, config, PreparedData.read(start.folder().data()))
              .searchedBy(start.searcher());
      store.elapsed(sinceStart.get());
      Notes notes = new Notes(store, listener);
      notes.addAll(start.notes());
      store.meta(Source.KEY, Source.class).ifPresent(s -> notes.addAll(List.of(s.note())));
      setting.data().assumptions().forEach(listener::note);
      return finish(start.folder(), setting, store, listener, control);
    }
  }

  /** Reads the data and keeps them as they are searched: from then on nothing else holds them. */
  private StudyStore begun(Start start) {
    Config config = start.config();
    Dataset data = start.data().apply(config.data().splitSeeds());
    Setting setting = Setting.of(config, data).searchedBy(start.searcher());
    Feasible.require(setting.problem(0, 0), Seeds.root(config.seed()).at("feasible").rng());
    setting.queue();
    setting.requireProxies();
    setting.planner().requireFolds();
    Optional<Source> source = config.warmStart().map(run -> Source.read(run, setting.space()));
    Map<String, String> meta =
        new TreeMap<>(
            Map.of(
                StudyKeys.CONFIG, json(config),
                StudyKeys.STUDY, json(Descriptions.study(start, setting)),
                StudyKeys.DATA, json(Descriptions.data(data))));
    source.ifPresent(s -> meta.put(Source.KEY, json(s)));
    return StudyStore.create(
        start.folder().path(),
        config.storeUrl(),
        clock,
        platform(),
        new StudyStore.Beginning(meta, () -> write(start, data)));
  }

  /**
   * Goes on with a run, perhaps with a larger budget.
   *
   * @param change what the user wants otherwise: only the budget, workers and the executor make
   *     sense; a cluster must be named again
   */
  public RunSummary resume(
      RunFolder folder, UnaryOperator<ConfigLoader> change, RunListener listener, Control control) {
    return resume(folder, change, Optional.empty(), listener, control);
  }

  /**
   * As {@link #resume(RunFolder, UnaryOperator, RunListener, Control)}.
   *
   * @param searcher who asks, in a run that was started with such a searcher
   */
  public RunSummary resume(
      RunFolder folder,
      UnaryOperator<ConfigLoader> change,
      Optional<Searcher.Factory> searcher,
      RunListener listener,
      Control control) {
    try (StudyStore store = StudyStore.open(folder.path(), clock, platform())) {
      Config config = Consent.resumed(config(store), change);
      Setting setting =
          Setting.of(store, config, PreparedData.read(folder.data())).searchedBy(searcher);
      Optional<StudyDescription> study = store.meta(StudyKeys.STUDY, StudyDescription.class);
      study.ifPresent(d -> requireSearcher(d.searcher(), setting));
      store.putMeta(StudyKeys.CONFIG, config);
      study.ifPresent(d -> store.putMeta(StudyKeys.STUDY, Descriptions.extended(d, config)));
      return finish(folder, setting, store, listener, control);
    }
  }

  /** Another searcher would make another study of it. */
  private static void requireSearcher(String before, Setting setting) {
    if (!before.equals(setting.searcherName())) {
      throw new MimarException(
          "this run was searched by " + before + ", but now by " + setting.searcherName(),
          "Go on with it from the program that gave its searcher, with the same one.");
    }
  }

  /** The configuration a study was started with. */
  public static Config config(StudyStore store) {
    return store
        .meta(StudyKeys.CONFIG)
        .map(text -> ConfigLoader.from(Config.DEFAULT).text(text, "of this study").build())
        .orElseThrow(
            () ->
                new MimarException(
                    "the study holds no configuration", "It was not made by `mimar search`."));
  }

  private RunSummary finish(
      RunFolder folder, Setting setting, StudyStore store, RunListener listener, Control control) {
    CommandWatch watch = CommandWatch.start(folder.path(), control);
    try {
      new SearchRun(folder, setting, store, listener, control, nanoTime).run();
    } finally {
      watch.close();
    }
    return RunSummary.of(folder, store, RunState.ended(store));
  }

  private static void requireFree(RunFolder folder) {
    if (StudyStore.exists(folder.path())) {
      throw new MimarException(
          "there is a run in " + folder.path() + " already",
          "Go on with it by `mimar resume " + folder.path() + "`, or give another --out.");
    }
    try {
      List<String> strangers = folder.strangers();
      Check.that(
          strangers.isEmpty(), "--out", folder.path() + " with " + strangers, "a new folder");
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** A wish for CUDA, and no other, loads the engine here: the answer must precede all work. */
  private static void requireDevice(Config config) {
    if (Device.parse(config.device()) == Device.CUDA) {
      Engine.start(1);
      Engine.resolve(Device.CUDA);
    }
  }

  private static void requireCluster(Config config) {
    if (config.usesSpark()) {
      SparkCluster.require(config.executor(), config.sparkConf(), System.getenv());
    }
  }

  private static void write(Start start, Dataset data) {
    RunFolder folder = start.folder();
    try {
      Files.createDirectories(folder.models());
      PreparedData.write(data, folder.data());
      Files.writeString(folder.config(), Json.yaml().writeValueAsString(start.config()));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static MimarException unwritable(RunFolder folder, IOException e) {
    return new MimarException(
        "the run's folder " + folder.path() + " cannot be written: " + e.getMessage(),
        "Give another --out, or make room there.",
        e);
  }

  private static String json(Object value) {
    return Json.json().valueToTree(value).toString();
  }

  /**
   * The space that a study searches, which may {@linkplain NetworkSpace#contains not hold} what
   * another version searched; empty where only another program knows it.
   */
  public static Optional<NetworkSpace> space(StudyStore store) {
    if (store.meta(StudyKeys.CONFIG).isEmpty()) {
      return Optional.empty();
    }
    String name = Setting.spaceName(config(store), StudyDescription.of(store));
    return name.startsWith(OwnSpace.PREFIX) ? OwnSpace.find(name) : Optional.of(Spaces.named(name));
  }

  /** Versions and platform that trials are recorded with. */
  public static Map<String, String> platform() {
    Map<String, String> platform = new TreeMap<>();
    platform.put("mimar", Version.STRING);
    platform.put("engine", Engine.VERSION);
    platform.put("java", System.getProperty("java.vm.version"));
    platform.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    platform.put("arch", System.getProperty("os.arch"));
    platform.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    return platform;
  }

  /** The folder as users name it: a run, which must exist and be whole in it. */
  public static RunFolder existing(Path path) {
    if (!StudyStore.exists(path)) {
      throw new MimarException(
          "there is no run in " + path, "Give the folder that `mimar search` printed.");
    }
    RunFolder folder = new RunFolder(path);
    folder.requireNoLinks();
    return folder;
  }
}
