package io.mimar.report;

import io.mimar.explain.Case;
import io.mimar.explain.Explanation;
import io.mimar.explain.Explanation.Gain;
import io.mimar.explain.ModelExplanation;
import io.mimar.explain.TrialMap;
import io.mimar.stats.Interval;
import io.mimar.store.StudySummary;
import io.mimar.trial.Trial;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Made-up explanations. */
public final class Explained {
  private Explained() {}

  private static Gain gain(double mean, double half) {
    return new Gain(mean, new Interval(mean - half, mean + half));
  }

  /** Of a search one of whose motifs is called {@code name}. */
  public static Explanation search(String name) {
    Explanation.Change change =
        new Explanation.Change(
            "operation 3",
            "skip",
            "conv3x3",
            gain(0.019, 0.004),
            List.of(1, 2),
            Map.of("params", 12_000.0));
    List<Explanation.Worth> components =
        List.of(
            new Explanation.Worth("operation 3", "conv3x3", gain(0.019, 0.004)),
            new Explanation.Worth("depth 1", "1", gain(-0.011, 0.002)),
            new Explanation.Worth("stem stride", "2", gain(0.001, 0.002)));
    return new Explanation(
        28,
        0.83,
        0.81,
        components,
        List.of(new Explanation.Motif(name, gain(0.01, 0.001))),
        List.of(),
        Optional.of(new Explanation.Single(3, 0.88, components.subList(0, 2), List.of(change))));
  }

  /**
   * Of a model, with a case of each kind of sample; one of the words and columns is {@code name}.
   */
  public static ModelExplanation model(String name) {
    byte[] grey = {0, 60, 120, (byte) 240};
    Case.Image image = new Case.Image(1, 2, 2, grey);
    Case.Image large = new Case.Image(3, 200, 300, new byte[180_000]);
    List<Double> many = Collections.nCopies(60_000, 0.1);
    List<Double> four = List.of(0.5, -0.2, 0.0, 0.1);
    return new ModelExplanation(
        "test",
        List.of(new ModelExplanation.Column(name, gain(0.05, 0.01))),
        List.of(
            wrong(image, four),
            wrong(large, many),
            right(new Case.Words(List.of("very", name)), List.of(0.3, -0.1)),
            right(new Case.Steps(Map.of("heat", List.of(1.0, 2.0, 0.5))), List.of(0.0, 0.0, 0.0)),
            right(new Case.Cells(Map.of(name, "12")), List.of(0.2))));
  }

  /** Of all trials of a study and of one that it has not. */
  static TrialMap map(StudySummary summary) {
    return map(summary.trials());
  }

  /** As {@link #map(StudySummary)}. */
  public static TrialMap map(List<Trial> trials) {
    List<TrialMap.Place> places =
        Stream.concat(trials.stream().map(Trial::number), Stream.of(100_000))
            .map(n -> new TrialMap.Place(n, Math.sin(n), Math.cos(2 * n)))
            .toList();
    return new TrialMap("UMAP of the embedding", places, List.of(proposed(2.5), proposed(-3)));
  }

  private static TrialMap.Proposed proposed(double x) {
    return new TrialMap.Proposed("generator", "conv3x3 | /1 16x2", x, 0.5);
  }

  private static Case wrong(Case.Sample sample, List<Double> importance) {
    return new Case(7, "Shirt", "Coat", OptionalDouble.of(0.91), false, sample, importance);
  }

  private static Case right(Case.Sample sample, List<Double> importance) {
    return new Case(8, "Bag", "Bag", OptionalDouble.empty(), true, sample, importance);
  }
}
