package io.mimar.explain;

import static io.mimar.explain.Backgrounds.NONE;

import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Random architectures, the backgrounds, with each of their decisions taken in each way: from what
 * they all score follows what a component is worth.
 *
 * <p>The worth of value v at place i is the mean over backgrounds z of
 *
 * <pre>f(z with v at i) - mean over v' of f(z with v' at i)</pre>
 *
 * <p>Where all combinations of a space are architectures, this is the mean Shapley value of the
 * place as a player over all architectures that hold v there, the baseline being uniform: of the
 * terms of f's analysis of variance that a Shapley value shares out, those of two and more places
 * have mean 0 there, so that the main effect is left. Paper: Owen, Sobol' Indices and Shapley
 * Value, SIAM/ASA J. Uncertainty Quantification 2014.
 */
public final class Interventions {
  private final Backgrounds backgrounds;
  private final List<Component> components = new ArrayList<>();
  private final int[][][] at;

  /**
   * Interventions on {@code space}.
   *
   * @param most architectures to look at, about; where the space has no more combinations, all are
   *     backgrounds and nothing is left to chance
   */
  public Interventions(SearchSpace space, int most, Seeds seeds) {
    int options = space.choices().stream().filter(c -> c.size() > 1).mapToInt(Choice::size).sum();
    this.backgrounds =
        Backgrounds.allOrRandom(space, most, Math.max(1, most / Math.max(1, options)), seeds);
    this.at = new int[space.choices().size()][][];
    for (int c : backgrounds.open()) {
      at[c] = new int[backgrounds.options(c)][];
      for (int v = 0; v < at[c].length; v++) {
        Component component = new Component(c, v);
        components.add(component);
        at[c][v] = places(component);
      }
    }
  }

  private int[] places(Component component) {
    int[] places = new int[backgrounds.count()];
    for (int b = 0; b < places.length; b++) {
      int[] values = backgrounds.values(b);
      values[component.choice()] = component.value();
      places[b] = backgrounds.place(values, component.choice());
    }
    return places;
  }

  /** All architectures that are compared, each once. */
  public List<Architecture> architectures() {
    return backgrounds.architectures();
  }

  /** How many backgrounds there are. */
  public int backgrounds() {
    return backgrounds.count();
  }

  /** Whether the backgrounds are all combinations there are. */
  public boolean isExhaustive() {
    return backgrounds.isExhaustive();
  }

  /** All components, by place, then by value; those of places without a choice are left out. */
  public List<Component> components() {
    return List.copyOf(components);
  }

  /**
   * What each of {@link #components} is worth.
   *
   * @param gains {@code [N]} of {@link #architectures}
   * @param weights {@code [B]} of the backgrounds
   * @return in the unit of the gains; 0 where no background can hold it
   */
  public double[] worth(double[] gains, double[] weights) {
    return components.stream().mapToDouble(c -> worth(c, gains, weights)).toArray();
  }

  private double worth(Component component, double[] gains, double[] weights) {
    int[][] options = at[component.choice()];
    double sum = 0;
    double weight = 0;
    for (int b = 0; b < weights.length; b++) {
      int own = options[component.value()][b];
      if (own != NONE) {
        sum += weights[b] * (gains[own] - mean(options, b, gains));
        weight += weights[b];
      }
    }
    return weight > 0 ? sum / weight : 0;
  }

  private static double mean(int[][] options, int background, double[] gains) {
    return Arrays.stream(options)
        .mapToInt(places -> places[background])
        .filter(place -> place != NONE)
        .mapToDouble(place -> gains[place])
        .average()
        .orElseThrow();
  }
}
