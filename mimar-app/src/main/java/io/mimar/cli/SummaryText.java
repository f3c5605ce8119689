package io.mimar.cli;

import io.mimar.config.CostText;
import io.mimar.config.Quantity;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Cost;
import io.mimar.report.ArchitectureText;
import io.mimar.run.RunSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.Proposals;
import io.mimar.store.Refusals;
import io.mimar.train.Metric;
import io.mimar.train.ScoreText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The outcome of a run as a person reads it. */
final class SummaryText {
  /** Classes that are shown one by one. */
  private static final int MAX_CLASSES = 10;

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
    refusals(summary, out);
    summary
        .best()
        .ifPresentOrElse(
            best -> print(best, summary.metric(), out),
            () -> out.println("best         none: no trial completed"));
    FrontText.print(summary, out);
    summary.model().ifPresent(model -> out.println("model        " + model));
    summary
        .modelled()
        .ifPresent(
            trial ->
                out.println(
                    "model        still of trial "
                        + trial
                        + (summary.best().isPresent()
                            ? "; `mimar resume` makes one of the best"
                            : ", which was found to break a limit")));
    summary.report().ifPresent(report -> out.println("report       " + report));
    out.println("run          " + folder.existing(folder.path()).orElse("" + folder.path()));
    out.println(
        "time         " + Quantity.text(Duration.ofMillis((long) (1e3 * summary.seconds()))));
  }

  /** What the limits refused; nothing where all held them. */
  private static void refusals(RunSummary summary, PrintStream out) {
    String title = "limits";
    Proposals all = summary.proposals();
    if (all.refused() > 0) {
      out.printf(
          Locale.ROOT,
          "%-12s %.1f %% of %d candidates held them%n",
          title,
          100 * all.share(),
          all.all());
      title = "";
    }
    for (Refusals one : summary.proposers()) {
      if (one.refused() > 0) {
        out.printf(
            Locale.ROOT,
            "%-12s %s: %d refused on the way to %d trials%n",
            title,
            one.proposer(),
            one.refused(),
            one.trials());
        title = "";
      }
    }
    long inVain = all.inVain(summary.proposers());
    if (inVain > 0) {
      out.printf(Locale.ROOT, "%-12s %d refused, and nothing found%n", title, inVain);
    }
  }

  private static void print(RunSummary.Best best, String metric, PrintStream out) {
    out.println("best         trial " + best.trial());
    out.println("architecture " + ArchitectureText.line(best.graph()));
    ArchitectureText.draw(best.graph()).lines().forEach(line -> out.println("    " + line));
    out.println("parameters   " + Quantity.text((double) best.params()) + together(best));
    out.println("macs         " + Quantity.text((double) best.macs()));
    best.result()
        .flatMap(result -> result.latencyMillis().stream().boxed().findFirst())
        .ifPresent(
            millis -> out.println("latency      " + CostText.of(Cost.LATENCY.column(), millis)));
    best.result().ifPresent(result -> out.println("training     " + ScoreText.of(result.train())));
    out.println("validation   " + ScoreText.of(best.validation()));
    best.test()
        .ifPresent(
            test -> out.println("test         " + ScoreText.of(test) + interval(best, metric)));
    best.result().ifPresent(result -> measured(result, best, metric, out));
    if (best.metrics().containsKey(RunSummary.PARITY)) {
      out.printf(
          Locale.ROOT,
          "parity       %.1e largest difference of %s%n",
          best.metrics().get(RunSummary.PARITY),
          best.classes().isEmpty() ? "an answer" : "a probability");
    }
  }

  /** What else the test rows say: the other metrics, the baselines, each class. */
  private static void measured(
      FinalResult result, RunSummary.Best best, String metric, PrintStream out) {
    result
        .metrics()
        .forEach(
            (name, value) -> {
              if (!name.equals(metric)) {
                out.printf(
                    "             %-17s %s%s%n", name, ScoreText.of(value), interval(best, name));
              }
            });
    List<String> baselines =
        result.baselines(metric).entrySet().stream()
            .map(b -> baseline(b.getKey(), best) + " " + ScoreText.of(b.getValue()))
            .toList();
    if (!baselines.isEmpty()) {
      out.println("baselines    " + String.join(", ", baselines));
      warn(result, metric, out);
    }
    if (result.test().isPresent()) {
      new ClassText(result.confusion(), best.classes()).lines(MAX_CLASSES).forEach(out::println);
    }
  }

  /** A search that a simple model beats must not look like a success. */
  private static void warn(FinalResult result, String metric, PrintStream out) {
    Metric.named(metric)
        .map(Metric::objective)
        .filter(o -> result.isMatchedByLinear(o) || result.isBeatenByGuess(o))
        .map(
            objective ->
                result.isFaultless(objective)
                    ? "nor does the linear model make a mistake here"
                    : result.isBeatenByGuess(objective)
                        ? "worse than always telling the same; give it more time or more data"
                        : "no better than the linear model; give it more time or more data")
        .ifPresent(sentence -> out.println("warning      " + sentence));
  }

  /** Of how many networks the costs are, where that is more than one. */
  private static String together(RunSummary.Best best) {
    int members = best.members().size();
    List<Integer> trials = best.members().stream().distinct().toList();
    String of = trials.size() == 1 ? "trial " : "trials ";
    return members == 1 ? "" : "  (" + members + " networks: " + of + list(trials) + ")";
  }

  private static String list(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String baseline(String name, RunSummary.Best best) {
    boolean amounts = best.classes().isEmpty();
    return amounts && name.equals(FinalResult.MAJORITY) ? "mean" : name;
  }

  private static String interval(RunSummary.Best best, String metric) {
    return best.result()
        .map(result -> result.intervals().get(metric))
        .map(i -> "  (" + ScoreText.of(i.low()) + " to " + ScoreText.of(i.high()) + ", 95 %)")
        .orElse("");
  }
}
