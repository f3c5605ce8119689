package io.mimar.explain;

import io.mimar.random.Seeds;
import io.mimar.random.Shuffle;
import io.mimar.space.Architecture;
import io.mimar.space.PlainSpace;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * What each decision of one architecture adds to its score: Shapley values against random
 * architectures. The value of a set of decisions is what architectures score on average that take
 * those and draw the others at random; the decisions' values sum to what this architecture scores
 * above a random one.
 *
 * <p>Paper: Castro, Gómez, Tejada, Polynomial calculation of the Shapley value based on sampling,
 * Computers and Operations Research 2009; each order is used backwards too.
 */
public final class Attribution {
  private final Backgrounds backgrounds;
  private final List<Integer> players;
  private final List<Walk> walks = new ArrayList<>();

  /** From a background to the architecture, one decision after the other. */
  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Walk(int[] order, int[] places) {}

  /**
   * An attribution.
   *
   * @param most architectures to look at, about
   */
  public Attribution(SearchSpace space, Architecture architecture, int most, Seeds seeds) {
    int walked = Math.max(2, most / (space.choices().size() + 1));
    this.backgrounds = Backgrounds.random(space, (walked + 1) / 2, seeds.at("backgrounds"));
    this.players =
        backgrounds.open().stream().filter(choice -> decides(space, architecture, choice)).toList();
    for (int b = 0; b < backgrounds.count(); b++) {
      int[] order = Shuffle.order(players.size(), seeds.at("order", b).rng());
      walks.add(walk(architecture, b, order));
      walks.add(walk(architecture, b, reversed(order)));
    }
  }

  /** What depends on another decision may be none of this architecture. */
  private static boolean decides(SearchSpace space, Architecture architecture, int choice) {
    return !(space instanceof PlainSpace plain) || plain.matters(choice, architecture.valueArray());
  }

  private static int[] reversed(int[] order) {
    int[] reversed = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      reversed[i] = order[order.length - 1 - i];
    }
    return reversed;
  }

  private Walk walk(Architecture architecture, int background, int[] order) {
    int[] values = backgrounds.values(background);
    int[] places = new int[order.length + 1];
    places[0] = backgrounds.place(values);
    for (int step = 0; step < order.length; step++) {
      int choice = players.get(order[step]);
      values[choice] = architecture.values().get(choice);
      boolean last = step == order.length - 1;
      places[step + 1] = last ? backgrounds.add(architecture) : backgrounds.place(values);
    }
    return new Walk(order, places);
  }

  /** All architectures that are compared, each once. */
  public List<Architecture> architectures() {
    return backgrounds.architectures();
  }

  /** The choices whose values are told. */
  public List<Integer> choices() {
    return players;
  }

  /**
   * What each of {@link #choices} adds.
   *
   * @param gains {@code [N]} of {@link #architectures}
   * @return in the unit of the gains
   */
  public double[] values(double[] gains) {
    double[] values = new double[players.size()];
    for (Walk walk : walks) {
      for (int step = 0; step < walk.order().length; step++) {
        double added = gains[walk.places()[step + 1]] - gains[walk.places()[step]];
        values[walk.order()[step]] += added / walks.size();
      }
    }
    return values;
  }

  /** What a random architecture scores. */
  public double baseline(double[] gains) {
    return walks.stream().mapToDouble(w -> gains[w.places()[0]]).average().orElseThrow();
  }
}
