package io.mimar.explain;

import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.PlainSpace;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All single changes of one architecture that hold the limits. */
public final class Changes {
  private final List<Change> changes = new ArrayList<>();
  private final Architecture original;

  /**
   * A change of one decision.
   *
   * @param from what was chosen
   * @param to what is chosen instead
   * @param architecture what comes of it
   */
  public record Change(Component from, Component to, Architecture architecture) {}

  /** The changes of {@code original}. */
  public Changes(Problem problem, Architecture original) {
    this.original = original;
    SearchSpace space = problem.space();
    Set<Architecture> seen = new HashSet<>(Set.of(original));
    List<Choice> choices = space.choices();
    for (int c = 0; c < choices.size(); c++) {
      for (int v = 0; v < choices.get(c).size(); v++) {
        int[] values = original.valueArray();
        Component from = new Component(c, values[c]);
        values[c] = v;
        if (v != from.value() && decides(space, c, values)) {
          Architecture changed = space.architecture(values);
          if (seen.add(changed) && problem.isFeasible(changed)) {
            changes.add(new Change(from, new Component(c, v), changed));
          }
        }
      }
    }
  }

  /** Whether this one decision and nothing else is changed so. */
  private static boolean decides(SearchSpace space, int choice, int[] values) {
    return space.isValid(values)
        && !(space instanceof PlainSpace plain && !plain.matters(choice, values));
  }

  /** What is changed. */
  public Architecture original() {
    return original;
  }

  /** The changes, by place and value, each architecture once. */
  public List<Change> all() {
    return List.copyOf(changes);
  }

  /** The original, then what comes of each change. */
  public List<Architecture> architectures() {
    List<Architecture> all = new ArrayList<>(List.of(original));
    changes.forEach(c -> all.add(c.architecture()));
    return all;
  }
}
