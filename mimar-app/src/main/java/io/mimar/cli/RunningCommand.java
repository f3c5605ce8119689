package io.mimar.cli;

import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.config.Quantity;
import io.mimar.folder.RunFolder;
import io.mimar.onnx.Parity;
import io.mimar.process.Interrupts;
import io.mimar.run.RunClock;
import io.mimar.run.RunSummary;
import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import java.io.PrintStream;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What search, demo and resume have in common: watch a run, print what came out. */
abstract class RunningCommand {
  @Option(names = "--json", description = "Print the outcome as one JSON object.")
  boolean json;

  @Mixin HelpFlag help;

  /** The work between the first and the last line. */
  @FunctionalInterface
  interface Work {
    RunSummary run(ProgressView view, Control control);
  }

  /** Runs {@code work} under a progress view and prints its outcome. */
  int watch(RunFolder folder, Work work) {
    Control control = new Control();
    RunClock clock = new RunClock(before(folder), System::nanoTime);
    try (ProgressView view = ProgressView.standard(clock)) {
      Interrupts.onInterrupt(control::interrupt);
      RunSummary summary = outcome(work, view, control);
      view.done();
      print(folder, summary, System.out);
      return exitCode(folder, summary, isInterrupted(control));
    }
  }

  /** How long earlier sessions took: times left are told against the whole. */
  private static Duration before(RunFolder folder) {
    if (!StudyStore.exists(folder.path())) {
      return Duration.ZERO;
    }
    try (StudyStore store = StudyStore.read(folder.path())) {
      return store.elapsed();
    }
  }

  /** Before the run began it was the input that failed; after, it was the run. */
  private static RunSummary outcome(Work work, ProgressView view, Control control) {
    try {
      return work.run(view, control);
    } catch (MimarException e) {
      int code = view.hasBegun() ? ExitCode.FAILED : ExitCode.USAGE;
      throw new RunFailure(e, isInterrupted(control) ? ExitCode.INTERRUPTED : code);
    }
  }

  /** By Ctrl-C, or by a dashboard. */
  private static boolean isInterrupted(Control control) {
    return control.state() != Control.State.RUN;
  }

  private void print(RunFolder folder, RunSummary summary, PrintStream out) {
    if (json) {
      out.println(Json.json().valueToTree(summary));
    } else {
      SummaryText.print(folder, summary, out);
    }
  }

  private static int exitCode(RunFolder folder, RunSummary summary, boolean interrupted) {
    if (interrupted) {
      System.err.println("mimar: interrupted; what was done is kept");
      System.err.println("Go on with it by `mimar resume " + folder.path() + "`.");
      return ExitCode.INTERRUPTED;
    }
    if (summary.best().isEmpty()) {
      System.err.println(
          "mimar: no trial was completed in "
              + Quantity.text(Duration.ofMillis((long) (1e3 * summary.seconds()))));
      if (summary.trials().trained() == 0 && summary.trials().infeasible() > 0) {
        System.err.println(
            "Every candidate broke a limit: search again with looser ones; where workers lacked memory,"
                + " with smaller networks (`mimar show "
                + folder.path()
                + "` has the reasons).");
        return ExitCode.NO_TRIAL;
      }
      System.err.println(
          "Give it more by `mimar resume " + folder.path() + " --budget TIME` or `--trials N`.");
      return ExitCode.NO_TRIAL;
    }
    double parity = summary.best().get().metrics().getOrDefault(RunSummary.PARITY, 0.0);
    if (parity <= Parity.TOLERANCE) {
      return ExitCode.DONE;
    }
    System.err.println("mimar: the exported model differs from the trained one by " + parity);
    System.err.println("Do not use it; please report it with the run's folder.");
    return ExitCode.PARITY;
  }
}
