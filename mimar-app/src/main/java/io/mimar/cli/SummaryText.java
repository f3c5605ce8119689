package io.mimar.cli;

import io.mimar.config.Quantity;
import io.mimar.folder.RunFolder;
import io.mimar.report.ArchitectureText;
import io.mimar.run.RunSummary;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The outcome of a run as a person reads it. */
final class SummaryText {
  private SummaryText() {}

  static void print(RunFolder folder, RunSummary summary, PrintStream out) {
    RunSummary.Counts trials = summary.trials();
    out.println();
    out.printf(
        Locale.ROOT,
        "trials       %d run: %d complete, %d stopped early, %d failed; %d refused by limits, %d lost%n",
        trials.trained(),
        trials.complete(),
        trials.stopped(),
        trials.failed(),
        trials.infeasible(),
        trials.lost());
    summary
        .best()
        .ifPresentOrElse(
            best -> print(best, out), () -> out.println("best         none: no trial completed"));
    summary.model().ifPresent(model -> out.println("model        " + model));
    summary.report().ifPresent(report -> out.println("report       " + report));
    out.println("run          " + folder.existing(folder.path()).orElse("" + folder.path()));
    out.println(
        "time         " + Quantity.text(Duration.ofMillis((long) (1e3 * summary.seconds()))));
  }

  private static void print(RunSummary.Best best, PrintStream out) {
    out.println("best         trial " + best.trial());
    out.println("architecture " + ArchitectureText.line(best.graph()));
    ArchitectureText.draw(best.graph()).lines().forEach(line -> out.println("    " + line));
    out.println("parameters   " + Quantity.text((double) best.params()));
    out.println("macs         " + Quantity.text((double) best.macs()));
    out.printf(Locale.ROOT, "validation   %.4f%n", best.validation());
    best.test().ifPresent(test -> out.printf(Locale.ROOT, "test         %.4f%n", test));
    if (best.metrics().containsKey(RunSummary.PARITY)) {
      out.printf(
          Locale.ROOT,
          "parity       %.1e largest difference of a probability%n",
          best.metrics().get(RunSummary.PARITY));
    }
  }
}
