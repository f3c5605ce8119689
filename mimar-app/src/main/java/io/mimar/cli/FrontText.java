package io.mimar.cli;

import io.mimar.config.CostText;
import io.mimar.run.RunSummary;
import io.mimar.train.ScoreText;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The front of a run as a person reads it: one line a member, the chosen one marked. */
final class FrontText {
  private FrontText() {}

  static void print(RunSummary summary, PrintStream out) {
    int best = summary.best().map(RunSummary.Best::trial).orElse(-1);
    String title = "front";
    for (RunSummary.Member member : summary.front()) {
      out.printf(
          Locale.ROOT,
          "%-12s trial %4d  validation %s  %s%s%n",
          title,
          member.trial(),
          ScoreText.of(member.validation()),
          costs(member),
          member.trial() == best ? "  <- the model" : "");
      title = "";
    }
  }

  private static String costs(RunSummary.Member member) {
    return member.costs().entrySet().stream()
        .map(FrontText::cost)
        .collect(Collectors.joining("  "));
  }

  private static String cost(Map.Entry<String, Double> cost) {
    return CostText.name(cost.getKey()) + " " + CostText.of(cost.getKey(), cost.getValue());
  }
}
