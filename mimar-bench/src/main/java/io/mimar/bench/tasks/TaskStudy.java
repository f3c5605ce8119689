package io.mimar.bench.tasks;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Exams of the whole product on many data sets, and of what a user would take instead, in one
 * sitting: {@code mimar-bench/tasks}, docs/benchmarks.md. What was sat is appended to the results
 * as it comes; the same command goes on where it was stopped.
 */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    description = "What a search reaches on many data sets, beside what a user would take instead.",
    subcommands = {TaskStudy.Prepare.class, TaskStudy.Run.class, TaskStudy.Summary.class})
public final class TaskStudy implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @Spec CommandSpec spec;

  /** Runs the study. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs the study; its exit code: 0 done, 1 some run failed, 2 usage. */
  static int run(String... arguments) {
    CommandLine program = new CommandLine(new TaskStudy());
    program.setExecutionExceptionHandler(TaskStudy::failed);
    return program.execute(arguments);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return USAGE;
  }

  private static int failed(
      Exception exception, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
    if (!(exception instanceof MimarException fault)) {
      throw exception;
    }
    tell(fault);
    return USAGE;
  }

  private static void tell(MimarException fault) {
    System.err.println("tasks: " + fault.getMessage());
    System.err.println(fault.hint());
  }

  /** Where data sets are that no package has. */
  static final class Given {
    @Option(
        names = "--sets",
        paramLabel = "DIR",
        description =
            "A folder with optdigits, subj, GunPoint, ArrowHead, OSULeaf, JapaneseVowels.")
    Optional<Path> sets = Optional.empty();

    void prepare(List<Exam> exams, Path data) throws IOException {
      for (Exam exam : exams) {
        if (!exam.data().isIn(data)) {
          System.err.println("Preparing " + exam.data().name());
          exam.data().prepare(Files.createDirectories(data), new Places(sets));
        }
      }
    }
  }

  /** Other times and numbers of runs than the goals have. */
  static final class Conditions {
    @Option(names = "--seeds", paramLabel = "N", description = "Runs of each exam.")
    Optional<Integer> seeds = Optional.empty();

    @Option(names = "--budget", paramLabel = "TIME", description = "Time of each run.")
    Optional<String> budget = Optional.empty();

    /** The exams called {@code names}, or those of the goal table, under these conditions. */
    List<Exam> of(List<String> names) {
      return Exam.named(names).stream().map(this::of).toList();
    }

    private Exam of(Exam exam) {
      Duration time = budget.map(text -> Quantity.duration("--budget", text)).orElse(exam.budget());
      int runs = seeds.orElse(exam.seeds());
      return exam.within(time).repeated(Check.range("--seeds", runs, 1, 1_000));
    }
  }

  /** Fetches data sets and stops there. */
  @Command(name = "prepare", description = "Fetches data sets that are not there yet.")
  static final class Prepare implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DATA", description = "Where data sets are kept.")
    Path data;

    @Parameters(index = "1..*", paramLabel = "NAME", description = "Exams; default the goal table.")
    List<String> names = List.of();

    @CommandLine.Mixin Given given;

    @Override
    public Integer call() throws IOException {
      given.prepare(Exam.named(names), data);
      return 0;
    }
  }

  /** Holds the exams that were not held yet. */
  @Command(name = "run", description = "Runs what was not run yet, fetching its data first.")
  static final class Run implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DATA", description = "Where data sets are kept.")
    Path data;

    @Parameters(index = "1", paramLabel = "RESULTS", description = "Where results are appended.")
    Path results;

    @Parameters(index = "2..*", paramLabel = "NAME", description = "Exams; default the goal table.")
    List<String> names = List.of();

    @CommandLine.Mixin Given given;
    @CommandLine.Mixin Conditions conditions;

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "WHO",
        description = "Who sits: mimar, xgboost, forest, mlp, logistic, …. Default all.")
    List<String> only = List.of();

    @Option(names = "--home", required = true, paramLabel = "DIR", description = "The project.")
    Path home;

    @Option(names = "--commit", paramLabel = "ID", description = "Of the code that runs.")
    String commit = "unknown";

    private boolean failed;

    @Override
    public Integer call() throws IOException {
      List<Exam> exams = conditions.of(names);
      requireKnown();
      given.prepare(exams, data);
      Hall hall = new Hall(home, data.toAbsolutePath(), results.toAbsolutePath(), commit);
      Files.createDirectories(hall.work());
      Files.createDirectories(hall.results().resolve("logs"));
      SittingLog log = SittingLog.open(hall.results());
      for (Exam exam : exams) {
        for (int seed = 0; seed < exam.seeds(); seed++) {
          sit(hall, exam, seed, log);
        }
      }
      System.out.print(GoalTable.of(exams, log).text());
      return failed ? FAILED : 0;
    }

    private void requireKnown() {
      only.stream().filter(who -> !who.equals(Sitting.MIMAR)).forEach(Peer::of);
    }

    private void sit(Hall hall, Exam exam, int seed, SittingLog log) throws IOException {
      sit(log, exam, seed, Sitting.MIMAR, () -> new MimarSitting(hall, exam, seed).hold());
      for (Peer peer : Peer.of(exam)) {
        sit(log, exam, seed, peer.toString(), () -> new PeerSitting(hall, exam, seed, peer).hold());
      }
    }

    /** One that fails keeps no other from being held; the next run tries it again. */
    private void sit(SittingLog log, Exam exam, int seed, String who, Held held)
        throws IOException {
      boolean wanted = only.isEmpty() || only.contains(who);
      if (!wanted || log.has(exam, seed, who)) {
        return;
      }
      System.err.println(exam.name() + ", seed " + seed + ": " + who);
      try {
        Sitting sitting = held.hold();
        log.append(sitting);
        System.err.printf(Locale.ROOT, "  %.4f in %.0f s%n", sitting.accuracy(), sitting.seconds());
      } catch (MimarException e) {
        failed = true;
        tell(e);
      }
    }

    /** A sitting that may be held. */
    @FunctionalInterface
    private interface Held {
      Sitting hold() throws IOException;
    }
  }

  /** Prints what was reached. */
  @Command(name = "summary", description = "Prints what was reached, as a table in Markdown.")
  static final class Summary implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RESULTS", description = "What `run` was given.")
    Path results;

    @Parameters(index = "1..*", paramLabel = "NAME", description = "Exams; default the goal table.")
    List<String> names = List.of();

    @CommandLine.Mixin Conditions conditions;

    @Override
    public Integer call() throws IOException {
      SittingLog log = SittingLog.open(Places.existing(results, "Name what `run` was given."));
      System.out.print(GoalTable.of(conditions.of(names), log).text());
      return 0;
    }
  }
}
