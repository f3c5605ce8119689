package io.mimar.bench.faults;

import io.mimar.MimarException;
import io.mimar.bench.Folders;
import io.mimar.config.Quantity;
import io.mimar.random.Seeds;
import io.mimar.store.StudyStore;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Strikes runs in every way that a machine may, and counts those that end as if nobody had: every
 * trial that was announced is kept, once, and all are those of the same study left alone. Seeded,
 * but for what the moment does.
 */
@Command(name = "faults", mixinStandardHelpOptions = true)
public final class FaultStudy implements Callable<Integer> {
  private static final int TRIALS = 8;

  /** Studies that are struck differ in their seeds, but each needs one that was left alone. */
  private static final int STUDIES = 3;

  private static final int DISK_MEGABYTES = 16;

  /** So long the end of a campaign that is broken off may take. */
  private static final Duration FAREWELL = Duration.ofSeconds(30);

  @Option(names = "--runs", description = "Default ${DEFAULT-VALUE}.")
  int runs = 200;

  @Option(names = "--seed", description = "Default ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(names = "--time", description = "Begin no run after so long. Default ${DEFAULT-VALUE}.")
  String time = "4h";

  @Option(
      names = "--only",
      split = ",",
      description = "These faults alone: ${COMPLETION-CANDIDATES}.")
  List<Fault> only = List.of();

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Add each run's outcome here, and go on after those that it holds.")
  Optional<Path> results = Optional.empty();

  @Option(names = "--json", description = "Print the counts as one JSON object.")
  boolean json;

  private final Map<Long, Verdict.Kept> undisturbed = new HashMap<>();
  private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class); // the missed included
  private final Map<Fault, int[]> counts = new EnumMap<>(Fault.class); // tried, survived
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean abandoned;
  private volatile Optional<Stage> now = Optional.empty();
  private boolean skipped;
  private int begun;
  private int done;
  private int lost;
  private int doubled;

  /** Runs the campaign. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FaultStudy()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::abandon));
    try {
      return campaign();
    } finally {
      ended.countDown();
    }
  }

  private int campaign() throws Exception {
    long end = System.nanoTime() + Quantity.duration("--time", time).toNanos();
    Outcomes outcomes = Outcomes.of(results, seed, only);
    outcomes.all().forEach(this::count);
    Path folder = Files.createTempDirectory("mimar-faults");
    try (Machine machine = new Machine(folder)) {
      PixelTable.write(folder.resolve("pixels.csv"));
      List<Fault> faults = possible(machine);
      for (int run = begun; done < runs && System.nanoTime() < end; run++) {
        Fault fault = next(faults);
        Outcomes.Outcome outcome = strike(run, fault, machine, folder);
        if (abandoned) {
          break; // whoever ended the campaign struck this run
        }
        count(outcome);
        outcomes.add(outcome);
      }
    } finally {
      Folders.delete(folder);
    }
    print(System.out);
    if (done < runs) {
      String why = abandoned ? "the campaign was broken off" : "the time is over";
      System.err.printf("%d of %d runs were not made: %s%n", runs - done, runs, why);
    }
    boolean whole = done >= runs && !skipped;
    return whole && counts.values().stream().allMatch(c -> c[0] == c[1]) ? 0 : 1;
  }

  /** The one that struck the least so far: a campaign that goes on may have others than before. */
  private Fault next(List<Fault> faults) {
    return faults.stream()
        .min(Comparator.comparingInt(fault -> struck.getOrDefault(fault, 0)))
        .orElseThrow();
  }

  /** Ends the run that is under way, and waits until cluster, server and folder are gone too. */
  private void abandon() {
    abandoned = true;
    now.ifPresent(Stage::abandon);
    try {
      ended.await(FAREWELL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The faults that this machine can have; the others are named. */
  private List<Fault> possible(Machine machine) throws Exception {
    Set<Fault> possible = EnumSet.allOf(Fault.class);
    if (!only.isEmpty()) {
      possible.retainAll(only);
    }
    Set<Need> needs = possible.stream().map(Fault::need).collect(Collectors.toSet());
    for (Need need : needs) {
      machine
          .lacks(need)
          .ifPresent(
              why -> {
                skipped = true;
                System.err.println("SKIPPED: what needs a " + need + ": " + why);
                possible.removeIf(fault -> fault.need() == need);
              });
    }
    if (possible.isEmpty()) {
      throw new MimarException("none of the faults can be had here", "See the lines above.");
    }
    return new ArrayList<>(possible);
  }

  // ---- one run

  private Outcomes.Outcome strike(int run, Fault fault, Machine machine, Path folder)
      throws Exception {
    RandomGenerator rng = Seeds.root(seed).at("run", run).rng();
    long study = struck.getOrDefault(fault, 0) % STUDIES; // each meets all, whatever else strikes
    Verdict.Kept expected = undisturbed(study, folder);
    Path place = folder.resolve("run-" + run);
    long start = System.nanoTime();
    if (fault.need() == Need.DISK) {
      Machine.mount(place, DISK_MEGABYTES);
    }
    try (Stage stage =
        new Stage(
            folder.resolve("pixels.csv"),
            place.resolve("run"),
            study,
            TRIALS,
            machine.place(fault.need()))) {
      now = Optional.of(stage);
      return tell(run, fault, verdict(fault, stage, machine, rng, expected), stage, start);
    } finally {
      if (fault.need() == Need.DISK) {
        Machine.unmount(place);
      }
      Folders.delete(place);
    }
  }

  /** What cannot be done or looked at did not survive: another try may not hide it. */
  private static Verdict verdict(
      Fault fault, Stage stage, Machine machine, RandomGenerator rng, Verdict.Kept undisturbed)
      throws InterruptedException {
    try {
      Blow blow = fault.strike().strike(stage, machine, rng);
      boolean ended = stage.finish();
      Verdict verdict = Verdict.of(stage, complaint(blow, ended), undisturbed);
      if (blow == Blow.LOSES && verdict.survived() && !losesAttempts(stage)) {
        return new Verdict(0, 0, "no attempt was lost, so nothing was struck");
      }
      if (blow == Blow.MAY_LOSE && verdict.survived() && !losesAttempts(stage)) {
        return Verdict.MISSED;
      }
      return blow == Blow.MISSED && verdict.survived() ? Verdict.MISSED : verdict;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Verdict(0, 0, "the campaign met " + e);
    }
  }

  private static boolean losesAttempts(Stage stage) {
    try (StudyStore store = StudyStore.read(stage.run())) {
      return store.lostAttempts() > 0;
    }
  }

  private static String complaint(Blow blow, boolean ended) {
    if (blow == Blow.NOT_BORNE) {
      return "what it said to the fault is not right";
    }
    return ended ? "" : "it did not end well by itself";
  }

  private Verdict.Kept undisturbed(long study, Path folder) throws Exception {
    if (!undisturbed.containsKey(study)) {
      Path run = folder.resolve("undisturbed-" + study);
      try (Stage stage =
          new Stage(folder.resolve("pixels.csv"), run, study, TRIALS, Stage.Place.PLAIN)) {
        now = Optional.of(stage);
        stage.start();
        if (!stage.finish()) {
          throw new MimarException(
              "a run that nobody struck did not end: " + stage.said(), "Mend that first.");
        }
      }
      undisturbed.put(study, Verdict.Kept.of(run));
    }
    return undisturbed.get(study);
  }

  private Outcomes.Outcome tell(int run, Fault fault, Verdict verdict, Stage stage, long start) {
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
    Outcomes.Outcome outcome = new Outcomes.Outcome(run, fault, verdict, seconds);
    if (abandoned) {
      return outcome; // of whoever ended the campaign
    }
    System.err.printf(
        Locale.ROOT,
        "%3d  %-22s %s  %.0f s%n",
        run,
        fault.name().toLowerCase(Locale.ROOT),
        verdict.words(),
        seconds);
    if (!verdict.survived() && !verdict.missed()) {
      System.err.println(stage.said().indent(5));
    }
    return outcome;
  }

  private void count(Outcomes.Outcome outcome) {
    begun++;
    struck.merge(outcome.fault(), 1, Integer::sum);
    if (outcome.verdict().missed()) {
      return; // nobody was struck
    }
    int[] count = counts.computeIfAbsent(outcome.fault(), f -> new int[2]);
    count[0]++;
    count[1] += outcome.verdict().survived() ? 1 : 0;
    done++;
    lost += outcome.verdict().lost();
    doubled += outcome.verdict().doubled();
  }

  // ---- the outcome

  private void print(PrintStream out) {
    int survived = counts.values().stream().mapToInt(c -> c[1]).sum();
    if (json) {
      out.printf(
          "{\"runs\":%d,\"survived\":%d,\"lostTrials\":%d,\"duplicateTrials\":%d}%n",
          done, survived, lost, doubled);
      return;
    }
    out.printf("%-60s %5s %8s%n", "fault", "tried", "survived");
    counts.forEach((fault, c) -> out.printf("%-60s %5d %8d%n", fault.words(), c[0], c[1]));
    out.printf("%-60s %5d %8d%n", "all", done, survived);
    out.printf("%d trials lost, %d counted twice%n", lost, doubled);
  }
}
