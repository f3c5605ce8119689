package io.mimar.bench.faults;

import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One run that is struck: its folder, its owner, and what was announced so far. */
final class Stage implements AutoCloseable {
  /** No step of a run takes as long on a sound machine. */
  static final Duration LONGEST = Duration.ofMinutes(3);

  /** That of a study is told by its seed: the default too, whose later trials are learned from. */
  private static final List<List<String>> SEARCHERS =
      List.of(
          List.of("--searcher", "random"),
          List.of("--searcher", "gne", "--set", "gne.initial=2"),
          List.of("--searcher", "evolution"));

  private final Path data;
  private final Path run;
  private final long seed;
  private final int trials;
  private final Place place;
  private final Set<Integer> announced = new TreeSet<>();
  private final StringBuilder said = new StringBuilder();
  private int doubled;
  private boolean abandoned;
  private volatile Owner owner;

  /**
   * How the program is started.
   *
   * @param javaOptions more options of Java
   * @param environment more variables
   */
  record Setup(List<String> javaOptions, Map<String, String> environment) {
    /** As any user would. */
    static final Setup PLAIN = new Setup(List.of("-Xmx512m"), Map.of());
  }

  /**
   * Where runs are.
   *
   * @param store how a run is told who keeps the study, when it begins
   * @param executor how it is told who trains, whenever it starts
   * @param setup how it is always started
   */
  record Place(List<String> store, List<String> executor, Setup setup) {
    /** All in the run's folder, trained by worker processes. */
    static final Place PLAIN = new Place(List.of(), List.of("--workers", "2"), Setup.PLAIN);
  }

  /** A stage on which nothing happened yet. */
  Stage(Path data, Path run, long seed, int trials, Place place) {
    this.data = data;
    this.run = run;
    this.seed = seed;
    this.trials = trials;
    this.place = place;
  }

  /** The run's folder. */
  Path run() {
    return run;
  }

  /** The owner that was started last. */
  Owner owner() {
    return owner;
  }

  /** Whether there are trials left that a blow may hit. */
  boolean isSearching() {
    return owner.isAlive() && announced().size() < trials;
  }

  /** Starts the run, or goes on with it where there is one. */
  Owner start() throws IOException {
    return start(place.setup());
  }

  /** Starts it otherwise than its place says. */
  Owner start(Setup setup) throws IOException {
    end();
    List<String> words = new ArrayList<>();
    words.addAll(StudyStore.exists(run) ? List.of("resume", run.toString()) : command());
    words.addAll(place.executor());
    synchronized (this) {
      if (abandoned) {
        throw new IOException("the campaign is being ended");
      }
      owner = Owner.start(words, setup, this::hear);
    }
    return owner;
  }

  private List<String> command() {
    List<String> words = new ArrayList<>(List.of("search", "--data", data.toString()));
    words.addAll(List.of("--task", "image", "--shape", "8x8", "--target", "label"));
    words.addAll(List.of("--out", run.toString(), "--trials", "" + trials, "--seed", "" + seed));
    words.addAll(SEARCHERS.get((int) (seed % SEARCHERS.size())));
    words.addAll(List.of("--max-macs", "200k", "--max-params", "60k", "--ensemble", "1"));
    words.addAll(List.of("--set", "schedule.epochs=2", "--set", "final.epochs=1"));
    words.addAll(place.store());
    return words;
  }

  private synchronized void hear(int trial) {
    doubled += announced.add(trial) ? 0 : 1;
  }

  /** Ends the owner at once, where the campaign itself is ended, and starts no other. */
  synchronized void abandon() {
    abandoned = true;
    if (owner != null) {
      owner.abandon();
    }
  }

  /**
   * Lets the run come to its end; whether it came. Nobody goes on with it: what struck an owner has
   * started the next one, and no other fault may end an owner.
   */
  boolean finish() throws InterruptedException {
    return owner.awaitEnd(LONGEST) && owner.exitCode() == 0;
  }

  /** The trials that were told of. */
  synchronized Set<Integer> announced() {
    return new TreeSet<>(announced);
  }

  /** How many were told of twice. */
  synchronized int doubled() {
    return doubled;
  }

  /** What all owners said. */
  String said() {
    return said + (owner == null ? "" : owner.said());
  }

  private void end() {
    if (owner != null) {
      owner.close();
      said.append(owner.said()).append("\n--\n");
    }
  }

  @Override
  public void close() {
    end();
  }
}
