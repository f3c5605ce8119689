package io.mimar.api;

import static java.util.Objects.requireNonNull;

import io.mimar.Check;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.OwnSpace;
import io.mimar.config.Quantity;
import io.mimar.config.Spaces;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Cost;
import io.mimar.objective.Limit;
import io.mimar.run.RunListener;
import io.mimar.run.Runs;
import io.mimar.search.Searcher;
import io.mimar.space.CellSpace;
import io.mimar.space.Chosen;
import io.mimar.space.NetworkSpace;
import io.mimar.train.Metric;
import io.mimar.trial.Pick;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is searched, for how long, under which limits. {@link #run} does the whole job of {@code
 * mimar search}: read the data, search, train the winner, test it once, export and report.
 *
 * <p>Candidates train in worker processes, which are started with this program's class path.
 */
public final class Search {
  /** The time for everything where neither time nor trials are given. */
  public static final Duration STANDARD_BUDGET = Duration.ofMinutes(10);

  private final Dataset data;
  private final Config config;
  private final Optional<Path> folder;
  private final Optional<Searcher.Factory> searcher;
  private final List<RunListener> listeners;

  private Search(
      Dataset data,
      Config config,
      Optional<Path> folder,
      Optional<Searcher.Factory> searcher,
      List<RunListener> listeners) {
    this.data = data;
    this.config = config;
    this.folder = folder;
    this.searcher = searcher;
    this.listeners = List.copyOf(listeners);
  }

  static Search of(Dataset data) {
    String options = quoted(data.options());
    Config config = ConfigLoader.from(Config.DEFAULT).flag("data", options, "the data set").build();
    return new Search(data, config, Optional.empty(), Optional.empty(), List.of());
  }

  // ---- how long

  /**
   * Wall time for everything, report included. With {@link #trials}, what comes first ends the
   * search.
   *
   * @param time at least 10 seconds; fractions of a second are left out
   */
  public Search budget(Duration time) {
    Check.that(!time.isNegative() && !time.isZero(), "budget", time, "above zero");
    return with("budget.time", Quantity.text(time));
  }

  /**
   * A number of candidates: the same seed gives the same ones, whatever the machine.
   *
   * @param count at least 1
   */
  public Search trials(int count) {
    return with("budget.trials", String.valueOf(count));
  }

  // ---- what for

  /**
   * A hard limit, as in {@code params().atMost(100_000)}: what breaks it is never trained. The last
   * one on a cost holds.
   *
   * @throws io.mimar.MimarException when it is on another cost than a {@link Cost}, or allows
   *     nothing
   */
  public Search limit(Limit limit) {
    Optional<Cost> known =
        Arrays.stream(Cost.values()).filter(c -> c.column().equals(limit.cost())).findFirst();
    Check.that(known.isPresent(), "limit", limit.cost(), "on one of " + List.of(Cost.values()));
    Cost cost = known.get();
    if (cost == Cost.LATENCY) {
      Check.range("limit of latency in milliseconds", limit.most(), 1e-3, 1e5);
      return with("limits.latency", Math.round(1e3 * limit.most()) + "us");
    }
    Check.range("limit of " + cost, limit.most(), 1, (double) Long.MAX_VALUE);
    return with("limits." + cost, String.valueOf((long) limit.most()));
  }

  /**
   * Costs that are to be small as well: the search then looks for the networks that no other beats
   * in all of it, {@link Design#front}, and trains the one that {@link #pick} names.
   */
  public Search minimize(Cost first, Cost... more) {
    List<String> costs = new ArrayList<>(List.of(first.toString()));
    Arrays.stream(more).map(Cost::toString).forEach(costs::add);
    return with("front.minimize", quoted(costs));
  }

  /**
   * Which of the networks that no other beats becomes the model; the knee where it is not given.
   *
   * @throws io.mimar.MimarException when nothing is minimised yet, unless it is the most accurate
   */
  public Search pick(Pick pick) {
    return with("front.pick", pick.toString());
  }

  /** What is improved; else accuracy of classes, RMSE of amounts. */
  public Search metric(Metric metric) {
    return with("metric", metric.toString());
  }

  /**
   * The model is the mean of so many networks, as far as the limits allow; 1 for a single one.
   *
   * @param networks in [1, 100]; what suits the data where it is not given
   */
  public Search ensemble(int networks) {
    Check.range("ensemble", networks, 1, 100);
    return with("ensemble", String.valueOf(networks));
  }

  // ---- how

  /** The root of all randomness; 0 where it is not given. */
  public Search seed(long seed) {
    return with("seed", String.valueOf(seed));
  }

  /**
   * Worker processes, each training one candidate at a time; one for each processor where it is not
   * given.
   */
  public Search workers(int count) {
    Check.range("workers", count, 1, 1024);
    return with("workers", String.valueOf(count));
  }

  /**
   * The networks that may be found; the standard ones of the data where it is not given.
   *
   * @param space one that comes with Mimar, or an own one: a public class with a public constructor
   *     without arguments, since workers make it anew
   * @throws io.mimar.MimarException when workers could not make it
   */
  public Search space(NetworkSpace space) {
    boolean known =
        space instanceof CellSpace
            || Spaces.find(space.name()).map(s -> s.equals(space)).orElse(false);
    return with("space", known ? space.name() : OwnSpace.nameOf(space));
  }

  /** Who decides what is trained next, instead of GNE: {@code RandomSearch::new}. */
  public Search searcher(Searcher.Factory own) {
    return new Search(data, config, folder, Optional.of(own), listeners);
  }

  /**
   * Trains a known architecture before all others; may be called several times.
   *
   * @param known of the space that is searched, as {@link Design#chosen} gives it. It is checked,
   *     with the limits, when the data are read
   */
  public Search enqueue(Chosen known) {
    List<String> queue = new ArrayList<>(config.study().enqueue());
    queue.add(known.toString());
    return with("study.enqueue", quoted(queue));
  }

  /**
   * Starts from what another run of the same search space found.
   *
   * @param run its folder; read when this search runs
   */
  public Search warmStart(Path run) {
    return with("warmStart", quoted(run.toString()));
  }

  /**
   * Any other setting of a study file; {@code study.yaml} in a run's folder holds all.
   *
   * @param key as in {@code gne.exploration}
   * @param value as YAML
   * @throws io.mimar.MimarException when there is no such key, naming the nearest, or no such value
   */
  public Search set(String key, String value) {
    return with(requireNonNull(key, "key"), requireNonNull(value, "value"));
  }

  /**
   * Where the run is kept: study, models, report. It must not hold a run yet; {@link Mimar#resume}
   * goes on with one. A new folder among the system's temporary ones, which stays there, where it
   * is not given.
   */
  public Search folder(Path path) {
    return new Search(data, config, Optional.of(path), searcher, listeners);
  }

  /** Someone who is told what happens; may be called several times. */
  public Search listener(RunListener listener) {
    List<RunListener> all = new ArrayList<>(listeners);
    all.add(requireNonNull(listener, "listener"));
    return new Search(data, config, folder, searcher, all);
  }

  private static String quoted(Object value) {
    return Json.json().valueToTree(value).toString();
  }

  private Search with(String key, String value) {
    Config changed = ConfigLoader.from(config).flag(key, value, "Mimar.search").build();
    return new Search(data, changed, folder, searcher, listeners);
  }

  // ---- running

  /**
   * Searches, and stays until the winner is trained, tested and exported.
   *
   * <p>An interrupt of this thread cancels it: workers are ended, and what completed is kept.
   *
   * @throws io.mimar.MimarException when the data cannot be used or nothing holds the limits,
   *     before anything is trained; when workers cannot start; when no trial completed
   * @throws java.util.concurrent.CancellationException when this thread was interrupted; its
   *     interrupt status is set then
   */
  public Design run() {
    Check.that(
        searcher.isEmpty() || config.warmStart().isEmpty(),
        "searcher",
        "an own one",
        "left out where there is a warm start");
    boolean ended = config.budget().trials().isPresent() || config.budget().time().isPresent();
    return ended ? start() : budget(STANDARD_BUDGET).start();
  }

  private Design start() {
    RunFolder run = folder.map(RunFolder::new).orElseGet(this::temporary);
    Runs.Start start =
        new Runs.Start(
            config,
            seeds -> config.open(options -> data.open(options, seeds)),
            run,
            List.of(),
            "a program that called Mimar.search",
            searcher);
    return Running.design(
        run.path(),
        listeners,
        (listener, control) ->
            new Runs(Clock.systemUTC(), System::nanoTime).start(start, listener, control));
  }

  private RunFolder temporary() {
    try {
      return RunFolder.reserve(Files.createTempDirectory("mimar-"), data.name());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of temporary files cannot be written", e);
    }
  }
}
