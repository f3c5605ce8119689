package io.mimar.report;

import io.mimar.config.CostText;
import io.mimar.explain.Explanation;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudySummary;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What to try next, in sentences that follow from the numbers; most promising first. */
final class Advice {
  /** A best trial in the last such share of a search says that there was more to find. */
  private static final double LATE = 0.25;

  /** Fewer trials than this do not tell whether a search is at its end. */
  private static final int FEW = 20;

  /** A network that takes such a share of a limit might want more. */
  private static final double FULL = 0.8;

  /** Two classes are worth a word where so large a share of all mistakes is between them. */
  private static final double MUCH = 0.1;

  private static final int LEAST_MISTAKES = 10;

  /** A class that so many times as many mistakes have to do with as with the average one. */
  private static final double STANDS_OUT = 2;

  private static final String CLEARER =
      "Clearer labels, sharper samples or more of them may help most there.";

  private final StudySummary summary;
  private final Measure measure;
  private final List<String> sentences = new ArrayList<>();

  private Advice(StudySummary summary) {
    this.summary = summary;
    this.measure = Measure.of(summary);
  }

  /** The sentences. */
  static List<String> of(StudySummary summary, Optional<Explanation> explanation) {
    Advice advice = new Advice(summary);
    advice.ending();
    advice.simpler();
    advice.data();
    advice.search();
    advice.limits();
    explanation.ifPresent(advice::change);
    return List.copyOf(advice.sentences);
  }

  private void ending() {
    if (summary.result().isEmpty()) {
      sentences.add(
          "Let it come to its end: `mimar resume` goes on, trains the best network at length and"
              + " measures it.");
    } else if (summary.result().get().test().isEmpty()) {
      sentences.add(
          "Measure it on samples that played no part: `mimar evaluate` takes the model and a folder"
              + " or file of them.");
    }
  }

  /** What is plain before all else: another model is better, or this one was not trained enough. */
  private void simpler() {
    if (Caveats.isWorseInTheEnd(summary)) {
      sentences.add(
          "Give the final training more time: it came out worse than the short trainings of the"
              + " search. `mimar resume` with a larger `--budget` trains again.");
    }
    Optional<FinalResult> tested = summary.result().filter(r -> r.test().isPresent());
    Optional<Double> linear =
        tested.map(r -> r.baselines(measure.metric()).get(FinalResult.LINEAR));
    Objective objective = summary.study().objective();
    if (linear.isPresent() && objective.isBetter(linear.get(), tested.get().test().getAsDouble())) {
      sentences.add(
          ("Take a linear model, or search longer: on the test samples the linear one has %s %s, the"
                  + " network %s.")
              .formatted(
                  measure.name(),
                  measure.text(linear.get()),
                  measure.text(tested.get().test().getAsDouble())));
    }
  }

  // ---- data

  private void data() {
    if (isLearnedByHeart()) {
      sentences.add(
          "Gather more labelled samples: it does better on those it learned from than on others, and"
              + " more of them is the surest way to close that gap.");
    }
    List<List<Integer>> counts = summary.result().map(FinalResult::confusion).orElse(List.of());
    List<String> names = summary.data().map(DataSummary::classes).orElse(List.of());
    mixedUp(counts, names).ifPresent(sentences::add);
  }

  private boolean isLearnedByHeart() {
    return Gap.of(summary).map(Gap::isWide).orElse(false);
  }

  /** The class that most mistakes have to do with, else the pair between which most are made. */
  static Optional<String> mixedUp(List<List<Integer>> counts, List<String> names) {
    int classes = Math.min(counts.size(), names.size());
    int all = 0;
    int most = 0;
    int first = 0;
    int second = 0;
    int[] with = new int[classes]; // mistakes that have to do with a class
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < i; j++) {
        int between = counts.get(i).get(j) + counts.get(j).get(i);
        all += between;
        with[i] += between;
        with[j] += between;
        if (between > most) {
          most = between;
          first = j;
          second = i;
        }
      }
    }
    if (names.size() < 3 || all < LEAST_MISTAKES || most < MUCH * all) {
      return Optional.empty();
    }
    int worst = with[first] > with[second] ? first : second;
    return Optional.of(
        with[worst] >= STANDS_OUT * 2 * all / classes
            ? "Look at “%s”: %s of the %s have to do with it, %s of them with “%s” too. %s"
                .formatted(
                    names.get(worst),
                    Format.count(with[worst]),
                    Format.plural(all, "mistake"),
                    Format.count(most),
                    names.get(worst == first ? second : first),
                    CLEARER)
            : "Look at “%s” and “%s”: %s of the %s are between these two. %s"
                .formatted(
                    names.get(first),
                    names.get(second),
                    Format.count(most),
                    Format.plural(all, "mistake"),
                    CLEARER));
  }

  // ---- the search

  private void search() {
    int trials = summary.trials().size();
    Optional<Trial> best = summary.best();
    if (best.isEmpty()) {
      return;
    }
    int complete = summary.count(Outcome.COMPLETE);
    int after = trials - 1 - best.get().number();
    if (trials < FEW || Caveats.sawLittle(summary)) {
      sentences.add(
          "Search longer: it tried only %s, of which %s to the end. `mimar resume` with a larger"
                  .formatted(Format.plural(trials, "network"), Format.count(complete))
              + " `--trials` or `--budget` goes on from here."
              + longer());
    } else if (after < LATE * trials) {
      sentences.add(
          "Search longer: the best network was number %s of %s, so there is likely more to find."
                  .formatted(Format.count(best.get().number() + 1), Format.count(trials))
              + " `mimar resume` with a larger `--trials` or `--budget` goes on from here."
              + longer());
    } else {
      sentences.add(
          "A longer search may bring little: the last %s of %s did not beat the best."
              .formatted(Format.count(after), Format.plural(trials, "network")));
    }
  }

  /** A larger budget is also time for the final training, which may be what brings most. */
  private String longer() {
    return summary.study().budgetSeconds().isPresent()
        ? Merits.gain(summary)
            .filter(gain -> gain > 0)
            .map(
                gain ->
                    " A larger `--budget` lengthens the final training too, which brought "
                        + ExplanationWords.gain(gain, measure)
                        + " here.")
            .orElse("")
        : "";
  }

  private void limits() {
    if (isLearnedByHeart() || !summary.study().minimised().isEmpty()) {
      return; // a larger network would learn more by heart; a small one was asked for
    }
    Optional<Trial> network = summary.chosen(); // the model takes what room it leaves
    if (network.isEmpty()) {
      return;
    }
    for (Limit limit : summary.study().limits()) {
      OptionalDouble cost = network.get().cost(limit.cost());
      if (cost.isPresent() && cost.getAsDouble() >= FULL * limit.most()) {
        sentences.add(
            "Allow more %s: the network takes %s of the %s that it may. A larger one may be better."
                .formatted(
                    words(limit.cost()),
                    CostText.of(limit.cost(), cost.getAsDouble()),
                    CostText.of(limit.cost(), limit.most())));
      }
    }
  }

  private static String words(String cost) {
    return switch (cost) {
      case "params" -> "parameters (`--max-params`)";
      case "macs" -> "multiply-adds (`--max-macs`)";
      default -> CostText.name(cost) + " (`--max-" + option(cost) + "`)";
    };
  }

  private static String option(String cost) {
    String name = CostText.name(cost);
    return name.equals("size") ? "model-size" : name;
  }

  private void change(Explanation explanation) {
    explanation.trial().stream()
        .filter(trial -> ExplanationWords.isBelieved(explanation))
        .flatMap(trial -> trial.changes().stream())
        .filter(change -> change.gain().mean() > 0 && change.gain().isClear())
        .findFirst()
        .ifPresent(
            change ->
                sentences.add(
                    "Try a single change of the network, which `mimar explain --verify 1` trains: "
                        + ExplanationWords.sentence(change, measure.metric())
                        + "."));
  }
}
