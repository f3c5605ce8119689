package io.mimar.report;

import io.mimar.config.CostText;
import io.mimar.explain.Explanation;
import io.mimar.explain.Explanation.Change;
import io.mimar.explain.Explanation.Gain;
import io.mimar.objective.Cost;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An explanation as people read it: only what is clear, the largest first.
 *
 * @param trust how far to believe it
 * @param believed whether to believe it at all
 * @param chart components with their intervals; none where none is clear
 * @param components what components are worth
 * @param unclear how many more there are whose sign is not sure
 * @param motifs how architectures with a pattern differ from those without
 * @param pairs what is worth more, or less, together
 * @param parts what made the explained trial what it is, if one is explained
 * @param changes its most promising single changes
 */
public record ExplanationWords(
    String trust,
    boolean believed,
    List<Figure> chart,
    List<Effect> components,
    String unclear,
    List<Effect> motifs,
    List<Effect> pairs,
    List<Part> parts,
    List<String> changes) {
  private static final int SHOWN = 12;
  private static final int FEW = 6;

  /** A surrogate whose forecasts agree less than this with what happened is not to be believed. */
  private static final double LEAST_AGREEMENT = 0.2;

  /**
   * Something and what it is worth.
   *
   * @param what in words
   * @param gain in points of percent, or in the metric's unit
   * @param interval of the gain
   */
  public record Effect(String what, String gain, String interval) {}

  /**
   * What made a trial what it is.
   *
   * @param sentence where it stands against a random architecture
   * @param effects of its decisions
   */
  public record Part(String sentence, List<Effect> effects) {}

  /** The words of {@code explanation} on a search by the metric called {@code metric}. */
  public static ExplanationWords of(Explanation explanation, String metric) {
    return of(explanation, new Measure(metric));
  }

  static ExplanationWords of(Explanation explanation, Measure measure) {
    List<Explanation.Worth> clear =
        strongest(explanation.components(), Explanation.Worth::gain, SHOWN);
    long unclear = explanation.components().stream().filter(w -> !w.gain().isClear()).count();
    return new ExplanationWords(
        trust(explanation),
        isBelieved(explanation),
        clear.isEmpty() ? List.of() : List.of(chart(clear, measure)),
        clear.stream().map(w -> effect(component(w), w.gain(), measure)).toList(),
        unclear == 0 ? "" : Format.plural(unclear, "component"),
        strongest(explanation.motifs(), Explanation.Motif::gain, FEW).stream()
            .map(m -> effect(m.name(), m.gain(), measure))
            .toList(),
        strongest(explanation.pairs(), Explanation.Pair::gain, FEW).stream()
            .map(p -> effect(pair(p), p.gain(), measure))
            .toList(),
        explanation.trial().stream().map(t -> part(explanation, t, measure)).toList(),
        explanation.trial().map(t -> changes(t, measure)).orElse(List.of()));
  }

  private static Figure chart(List<Explanation.Worth> clear, Measure measure) {
    List<WhiskerChart.Bar> bars =
        clear.stream().map(w -> new WhiskerChart.Bar(component(w), w.gain())).toList();
    String title = "What components are worth, with intervals";
    return new WhiskerChart("components", title, bars, measure).draw();
  }

  private static <T> List<T> strongest(List<T> all, Function<T, Gain> gain, int most) {
    return all.stream()
        .filter(one -> gain.apply(one).isClear())
        .sorted(Comparator.comparingDouble(one -> -Math.abs(gain.apply(one).mean())))
        .limit(most)
        .toList();
  }

  /** Whether the surrogate's forecasts agree with what happened. */
  public static boolean isBelieved(Explanation explanation) {
    return explanation.agreement() >= LEAST_AGREEMENT;
  }

  private static String trust(Explanation explanation) {
    double agreement = explanation.agreement();
    if (!isBelieved(explanation)) {
      return String.format(
          Locale.ROOT,
          "Which parts make networks good cannot be told from %s: forecasts of how a trial ranks,"
              + " made from all the others, do not agree with how it did (rank correlation %.2f, where"
              + " 1 is perfect and 0 is guessing; of few trials it may come out below). Only more"
              + " trials would tell.",
          Format.plural(explanation.trials(), "trial"),
          agreement);
    }
    String words = agreement >= 0.8 ? "well" : agreement >= 0.5 ? "fairly well" : "a little";
    return String.format(
        Locale.ROOT,
        "From all other trials, the search's surrogate foretells %s how a trial ranks (rank"
            + " correlation %.2f over %s; 1 would be perfect). What follows is what it has learned,"
            + " not new trainings.",
        words,
        agreement,
        Format.plural(explanation.trials(), "trial"));
  }

  // ---- names

  static String component(Explanation.Worth worth) {
    return worth.place() + ": " + worth.option();
  }

  private static String pair(Explanation.Pair pair) {
    return "%s: %s, with %s: %s"
        .formatted(pair.place(), pair.option(), pair.otherPlace(), pair.otherOption());
  }

  // ---- one trial

  private static Part part(Explanation explanation, Explanation.Single trial, Measure measure) {
    double gain = trial.expected() - explanation.random();
    String sentence =
        "Trial %d is expected to be %s %s than a random network: what its decisions add"
            .formatted(
                trial.number(), size(Math.abs(gain), measure), gain < 0 ? "worse" : "better");
    return new Part(
        sentence,
        strongest(trial.parts(), Explanation.Worth::gain, FEW).stream()
            .map(w -> effect(component(w), w.gain(), measure))
            .toList());
  }

  /** The single changes of a trial that promise more, the best first. */
  public static Stream<Change> promising(Explanation.Single trial, String metric) {
    Measure measure = new Measure(metric);
    return trial.changes().stream().filter(c -> isSeen(c.gain().mean(), measure));
  }

  private static List<String> changes(Explanation.Single trial, Measure measure) {
    return promising(trial, measure.metric()).limit(FEW).map(c -> sentence(c, measure)).toList();
  }

  /**
   * {@code operation 3: conv3x3 in place of skip: +1.9 points (+1.5 to +2.3), 12k parameters more}.
   */
  public static String sentence(Change change, String metric) {
    return sentence(change, new Measure(metric));
  }

  private static String sentence(Change change, Measure measure) {
    Effect effect = effect("", change.gain(), measure);
    String costs =
        Stream.of(Cost.PARAMS, Cost.MACS)
            .map(cost -> difference(change, cost))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return "%s: %s in place of %s: %s (%s)%s"
        .formatted(
            change.place(),
            change.to(),
            change.from(),
            effect.gain(),
            effect.interval(),
            costs.isEmpty() ? "" : ", " + costs);
  }

  /** What a change was measured to bring. */
  public static String measured(Optional<Gain> measured, String metric) {
    return measured
        .map(gain -> effect("", gain, new Measure(metric)))
        .map(effect -> effect.gain() + " (" + effect.interval() + ")")
        .orElse("not known: it could not be trained to the end");
  }

  private static Optional<String> difference(Change change, Cost cost) {
    double difference = change.costs().getOrDefault(cost.column(), 0.0);
    return difference == 0
        ? Optional.empty()
        : Optional.of(
            CostText.of(cost.column(), Math.abs(difference))
                + " "
                + (cost == Cost.PARAMS ? "parameters" : "multiply-adds")
                + (difference > 0 ? " more" : " fewer"));
  }

  /** Whether a gain is more than nothing as it is written. */
  private static boolean isSeen(double gain, Measure measure) {
    return gain > 0 && !signed(gain, measure).equals(signed(0, measure));
  }

  // ---- numbers

  private static Effect effect(String what, Gain gain, Measure measure) {
    return new Effect(
        what,
        gain(gain.mean(), measure),
        signed(gain.interval().low(), measure) + " to " + signed(gain.interval().high(), measure));
  }

  /** A gain: points of percent for shares, by how much an error falls, else with its sign. */
  static String signed(double gain, Measure measure) {
    if (measure.isPercent()) {
      return String.format(Locale.ROOT, "%+.1f", 100 * gain);
    }
    return measure.isError()
        ? number(gain, measure) + (gain < 0 ? " higher" : " lower")
        : String.format(Locale.ROOT, "%+.3g", gain);
  }

  /** As {@link #signed}, with the unit. */
  static String gain(double gain, Measure measure) {
    return signed(gain, measure) + unit(measure);
  }

  /** The size of a gain without its sign. */
  private static String number(double gain, Measure measure) {
    return measure.isPercent()
        ? String.format(Locale.ROOT, "%.1f", 100 * Math.abs(gain))
        : String.format(Locale.ROOT, "%.3g", Math.abs(gain));
  }

  /** The same with the unit. */
  static String size(double gain, Measure measure) {
    return number(gain, measure) + unit(measure);
  }

  private static String unit(Measure measure) {
    return measure.isPercent() ? " points" : "";
  }
}
