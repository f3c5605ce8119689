package io.mimar.report;

import io.mimar.evaluate.Baselines;
import io.mimar.stats.Wilson;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudySummary;
import io.mimar.train.Metric;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer in words a layman understands: how good, on what, how sure.
 *
 * @param value the one number
 * @param caption what it is
 * @param bar the interval as a drawing, if there is one
 * @param sentences what it means
 */
public record Headline(String value, String caption, List<Figure> bar, List<String> sentences) {
  private static final double Z95 = 1.96;

  /** The answer that {@code summary} gives. */
  public static Headline of(StudySummary summary) {
    Headline answer = answer(summary);
    List<String> sentences = new ArrayList<>();
    if (summary.chosen().isPresent()) {
      summary.data().map(DataWords::purpose).ifPresent(sentences::add);
    }
    sentences.addAll(answer.sentences());
    Confusion.weakest(summary).ifPresent(sentences::add);
    successor(summary).ifPresent(sentences::add);
    return new Headline(answer.value(), answer.caption(), answer.bar(), sentences);
  }

  /** Says so where the answer is about another trial than the best so far. */
  private static Optional<String> successor(StudySummary summary) {
    Measure measure = Measure.of(summary);
    return summary
        .successor()
        .map(
            next ->
                ("This is about the model, which is of trial %d. By all trials so far, trial %d would"
                        + " be taken, with %s %s in the search instead of %s: `mimar resume` makes it"
                        + " the model.")
                    .formatted(
                        summary.modelled().orElseThrow().number(),
                        next.number(),
                        measure.name(),
                        measure.text(next.score().orElseThrow()),
                        measure.text(summary.modelled().orElseThrow().score().orElse(Double.NaN))));
  }

  private static Headline answer(StudySummary summary) {
    Measure measure = Measure.of(summary);
    Optional<Trial> best = summary.chosen();
    if (best.isEmpty()) {
      return none(summary);
    }
    Optional<FinalResult> result = summary.result();
    if (result.isPresent() && result.get().test().isPresent()) {
      double test = result.get().test().getAsDouble();
      return measured(summary, measure, test, "test", summary.data().map(DataSummary::test));
    }
    double validation =
        result.map(FinalResult::validation).orElse(best.get().score().orElse(Double.NaN));
    return measured(
        summary, measure, validation, "validation", summary.data().map(d -> summary.judged()));
  }

  private static Headline none(StudySummary summary) {
    int infeasible = summary.count(Outcome.INFEASIBLE);
    String why =
        summary.trials().isEmpty()
            ? "No trial has ended yet, so there is nothing to judge."
            : "None of the "
                + Format.plural(summary.trials().size(), "trial")
                + " so far was trained to the end, so there is no network to judge.";
    List<String> sentences = new ArrayList<>(List.of(why));
    if (infeasible > 0) {
      sentences.add(
          Format.plural(infeasible, "trial")
              + " broke a limit, or took more memory or time than a worker may have; wider limits of"
              + " what broke them may help, as the table of trials tells.");
    }
    return new Headline("–", "no network yet", List.of(), sentences);
  }

  private static Headline measured(
      StudySummary summary, Measure measure, double value, String split, Optional<Integer> count) {
    boolean unseen = split.equals("test");
    long samples = count.orElse(0);
    if (!measure.isShare() || samples == 0 || !(value >= 0 && value <= 1)) {
      return new Headline(
          measure.text(value),
          measure.name() + ", " + split + " samples",
          List.of(),
          number(summary, measure, value, split));
    }
    Wilson interval = Wilson.interval95(value, samples);
    int classes = summary.data().map(d -> d.classes().size()).orElse(0);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "The network got %s of %s right%s."
            .formatted(
                Format.count(Math.round(value * samples)),
                Format.plural(samples, unseen ? "test sample" : "validation sample"),
                unseen
                    ? " that it had never seen, neither in training nor in the search"
                    : " that were used to choose it, which flatters it"));
    sentences.add(
        (unseen
                ? "On new data of the same kind expect between %s and %s (95 %% confidence)."
                : "Chance alone moves such a score between %s and %s (95 %% confidence); on new data"
                    + " of the same kind expect less.")
            .formatted(Format.percent(interval.low()), Format.percent(interval.high())));
    Optional<String> compared = compared(summary, measure, split);
    if (compared.isPresent()) {
      sentences.add(compared.get());
      linear(summary, measure, split)
          .filter(linear -> linear < value)
          .ifPresent(linear -> sentences.add(fewer(value, linear, samples)));
    } else if (classes > 1) {
      sentences.add(chance(value, classes));
    }
    return new Headline(
        Format.percent(value),
        unseen ? "of unseen samples right" : "of validation samples right",
        List.of(bar(value, interval, classes, linear(summary, measure, split))),
        sentences);
  }

  private static List<String> number(
      StudySummary summary, Measure measure, double value, String split) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "The best network has %s %s on the %s samples."
            .formatted(measure.name(), measure.text(value), split));
    summary
        .result()
        .filter(r -> split.equals("test"))
        .map(r -> r.intervals().get(measure.metric()))
        .ifPresent(
            interval ->
                sentences.add(
                    "On new data of the same kind expect between %s and %s (95 %% confidence)."
                        .formatted(measure.text(interval.low()), measure.text(interval.high()))));
    compared(summary, measure, split).ifPresent(sentences::add);
    return sentences;
  }

  /** What the search was worth; empty where nothing is known to compare with. */
  private static Optional<String> compared(StudySummary summary, Measure measure, String split) {
    Map<String, Double> baselines =
        summary
            .result()
            .filter(r -> split.equals("test"))
            .map(r -> r.baselines(measure.metric()))
            .orElse(Map.of());
    if (!baselines.containsKey(FinalResult.MAJORITY)) {
      return Optional.empty();
    }
    boolean amounts = summary.result().map(r -> r.confusion().isEmpty()).orElse(false);
    String amount = measure.metric().equals(Metric.MAE.toString()) ? "median" : "mean";
    String guess = "always telling the " + (amounts ? amount : "same class");
    String constant = measure.text(baselines.get(FinalResult.MAJORITY));
    if (!baselines.containsKey(FinalResult.LINEAR)) {
      return Optional.of("On the same samples %s gets %s.".formatted(guess, constant));
    }
    double linear = baselines.get(FinalResult.LINEAR);
    FinalResult result = summary.result().orElseThrow();
    boolean beaten = result.isBeatenByGuess(summary.study().objective());
    boolean matched = beaten || result.isMatchedByLinear(summary.study().objective());
    String verdict =
        result.isFaultless(summary.study().objective())
            ? ": neither makes a mistake here"
            : beaten
                ? ": " + guess + " is better than the network"
                : ": the network is no better than the linear model";
    return Optional.of(
        "On the same samples a linear model, which only weighs and adds its inputs, gets %s%s, %s %s%s."
            .formatted(
                measure.text(linear), learned(summary), guess, constant, matched ? verdict : ""));
  }

  /** From how many rows the linear model learned, where these were not all. */
  private static String learned(StudySummary summary) {
    boolean sampled =
        summary.data().map(d -> d.train() + d.validation() > Baselines.MOST_ROWS).orElse(false);
    return sampled
        ? String.format(Locale.ROOT, " (having learned from %,d rows)", Baselines.MOST_ROWS)
        : "";
  }

  /** What a linear model reaches on the same samples. */
  private static Optional<Double> linear(StudySummary summary, Measure measure, String split) {
    return summary
        .result()
        .filter(r -> split.equals("test"))
        .map(r -> r.baselines(measure.metric()).get(FinalResult.LINEAR));
  }

  /** What the difference of two shares means, and whether it is more than chance. */
  private static String fewer(double value, double linear, long samples) {
    double error = Math.sqrt((value * (1 - value) + linear * (1 - linear)) / samples);
    return String.format(
        Locale.ROOT,
        "So it makes %.0f\u00a0%% fewer mistakes than the linear model, %s.",
        100 * (value - linear) / (1 - linear),
        value - linear > Z95 * error
            ? "a difference larger than chance explains"
            : "which may be chance on so few samples");
  }

  private static String chance(double value, int classes) {
    double chance = 1.0 / classes;
    String start =
        "Guessing among the %s classes would be right in %s of cases"
            .formatted(Format.count(classes), Format.percent(chance));
    if (value >= 1) {
      return start + ".";
    }
    double factor = (1 - chance) / (1 - value);
    if (value <= chance) {
      return start + ": the network is no better than that.";
    }
    return factor < 1.5
        ? start + ": the network is only a little better."
        : start + ", which is " + Format.brief(factor) + " times as many mistakes.";
  }

  /** A line from 0 to 100 % with the interval, the chance level and a linear model on it. */
  private static Figure bar(double value, Wilson interval, int classes, Optional<Double> linear) {
    Scale x = Scale.of(0, 1, 30, 350);
    Markup svg = new Markup();
    svg.leaf("text", "0 %", "class", "tick end", "x", 24.0, "y", 34.0);
    svg.leaf("text", "100 %", "class", "tick", "x", 357.0, "y", 34.0);
    svg.empty(
        "rect", "class", "rail", "x", 30.0, "y", 27.0, "width", 320.0, "height", 6.0, "rx", 3.0);
    double low = x.at(interval.low());
    double width = Math.max(3, x.at(interval.high()) - low);
    svg.empty(
        "rect", "class", "span", "x", low, "y", 22.0, "width", width, "height", 16.0, "rx", 4.0);
    svg.empty("circle", "class", "value", "cx", x.at(value), "cy", 30.0, "r", 4.0);
    double free = 28; // where the next name fits
    if (classes > 1) {
      double chance = x.at(1.0 / classes);
      mark(svg, chance, "chance", free);
      free = Math.max(free, chance) + 70;
    }
    if (linear.isPresent()) {
      mark(svg, x.at(linear.get()), "linear model", free);
    }
    double middle = Math.max(110, Math.min(290, low + width / 2));
    String own = "this network: " + range(interval);
    svg.leaf("text", own, "class", "tick mid", "x", middle, "y", 14.0);
    return new Figure(
        "interval", "bar", "95 % interval: " + range(interval), 400, 60, svg.toString());
  }

  /** A mark with its name below, which is not nearer to the start than it fits. */
  private static void mark(Markup svg, double at, String name, double nearest) {
    svg.empty("line", "class", "chance", "x1", at, "x2", at, "y1", 21.0, "y2", 39.0);
    double middle = Math.max(nearest, Math.min(350, at));
    svg.leaf("text", name, "class", "tick mid", "x", middle, "y", 55.0);
  }

  private static String range(Wilson interval) {
    return Format.percent(interval.low()) + " to " + Format.percent(interval.high());
  }
}
