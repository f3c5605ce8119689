package io.mimar.api;

import static java.util.Objects.requireNonNull;

import io.mimar.Check;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.Quantity;
import io.mimar.run.RunListener;
import io.mimar.run.Runs;
import io.mimar.search.Searcher;
import io.mimar.trial.Pick;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run goes on: as it was begun, or with another end. A run that is extended gives what it had
 * given if it had been that long from the start.
 */
public final class Resumption {
  private final Path folder;
  private final Map<String, String> changes;
  private final Optional<Searcher.Factory> searcher;
  private final List<RunListener> listeners;

  private Resumption(
      Path folder,
      Map<String, String> changes,
      Optional<Searcher.Factory> searcher,
      List<RunListener> listeners) {
    this.folder = folder;
    this.changes = changes;
    this.searcher = searcher;
    this.listeners = List.copyOf(listeners);
  }

  static Resumption of(Path folder) {
    return new Resumption(Runs.existing(folder).path(), Map.of(), Optional.empty(), List.of());
  }

  /**
   * Wall time in all sessions together; takes the place of the end that the run had.
   *
   * @param time at least 10 seconds; fractions of a second are left out
   */
  public Resumption budget(Duration time) {
    Check.that(!time.isNegative() && !time.isZero(), "budget", time, "above zero");
    return with("budget.time", Quantity.text(time));
  }

  /** Trials in all sessions together; takes the place of the end that the run had. */
  public Resumption trials(int count) {
    Check.range("trials", count, 1, 10_000_000);
    return with("budget.trials", String.valueOf(count));
  }

  /** Worker processes. */
  public Resumption workers(int count) {
    Check.range("workers", count, 1, 1024);
    return with("workers", String.valueOf(count));
  }

  /**
   * Where candidates train: {@code processes}, {@code in-process}, {@code spark://HOST:PORT} or
   * {@code spark-submit}. A cluster that a run was trained by must be named again, since its folder
   * may come from others.
   *
   * @param settings of the cluster, each as {@code key=value}
   */
  public Resumption executor(String where, String... settings) {
    return with("executor", requireNonNull(where, "where"))
        .with("sparkConf", Json.json().valueToTree(settings).toString());
  }

  /** Which member of the front becomes the model, of a run that minimises costs as well. */
  public Resumption pick(Pick pick) {
    return with("front.pick", pick.toString());
  }

  /** The own searcher of a run that was begun with one: the same again. */
  public Resumption searcher(Searcher.Factory own) {
    return new Resumption(folder, changes, Optional.of(own), listeners);
  }

  /** Someone who is told what happens; may be called several times. */
  public Resumption listener(RunListener listener) {
    List<RunListener> all = new ArrayList<>(listeners);
    all.add(requireNonNull(listener, "listener"));
    return new Resumption(folder, changes, searcher, all);
  }

  private Resumption with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(changes);
    more.put(key, value);
    return new Resumption(folder, more, searcher, listeners);
  }

  /** As {@link Search#run}, from where the run is. */
  public Design run() {
    return Running.design(
        folder,
        listeners,
        (listener, control) ->
            new Runs(Clock.systemUTC(), System::nanoTime)
                .resume(Runs.existing(folder), this::change, searcher, listener, control));
  }

  /** A new end takes the place of the old one, whichever kind that was. */
  private ConfigLoader change(ConfigLoader loader) {
    if (changes.keySet().stream().anyMatch(key -> key.startsWith("budget."))) {
      loader.set("budget.trials=null").set("budget.time=null");
    }
    changes.forEach((key, value) -> loader.flag(key, value, "Mimar.resume"));
    return loader;
  }
}
