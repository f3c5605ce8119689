package io.mimar.explain;

import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.PlainSpace;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Random architectures, some of whose decisions are then taken otherwise; and all architectures
 * that come of it, each once, so that a surrogate is asked for each once.
 */
final class Backgrounds {
  /** The place of an architecture that there is not. */
  static final int NONE = -1;

  private final SearchSpace space;
  private final List<Choice> choices;
  private final List<int[]> values;
  private final boolean exhaustive;
  private final List<Architecture> architectures = new ArrayList<>();
  private final Map<Architecture.Writing, Integer> places = new HashMap<>(); // looked up only

  private Backgrounds(SearchSpace space, List<int[]> values, boolean exhaustive) {
    this.space = space;
    this.exhaustive = exhaustive;
    this.choices = space.choices();
    this.values = values;
  }

  /** So many random architectures. */
  static Backgrounds random(SearchSpace space, int count, Seeds seeds) {
    RandomGenerator rng = seeds.rng();
    return new Backgrounds(
        space,
        IntStream.range(0, count).mapToObj(i -> space.random(rng).valueArray()).toList(),
        false);
  }

  /**
   * All combinations of choices where there are at most {@code most}; else {@code count} random.
   */
  static Backgrounds allOrRandom(SearchSpace space, int most, int count, Seeds seeds) {
    double combinations =
        space.choices().stream().mapToDouble(Choice::size).reduce(1, (a, b) -> a * b);
    return combinations <= most
        ? new Backgrounds(space, all(space.choices(), (int) combinations), true)
        : random(space, count, seeds);
  }

  private static List<int[]> all(List<Choice> choices, int combinations) {
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i < combinations; i++) {
      int[] values = new int[choices.size()];
      int rest = i;
      for (int c = 0; c < values.length; c++) {
        values[c] = rest % choices.get(c).size();
        rest /= choices.get(c).size();
      }
      all.add(values);
    }
    return all;
  }

  /** Whether they are all combinations of choices there are. */
  boolean isExhaustive() {
    return exhaustive;
  }

  int count() {
    return values.size();
  }

  /** The decisions of a background, to be changed. */
  int[] values(int background) {
    return values.get(background).clone();
  }

  /** All architectures met so far. */
  List<Architecture> architectures() {
    return architectures;
  }

  /**
   * Where the architecture that {@code values} describe is found, {@link #NONE} where one of the
   * {@code decided} choices does not matter or cannot be so.
   */
  int place(int[] values, int... decided) {
    Architecture found = space.architecture(space.repair(values));
    for (int choice : decided) {
      if (space instanceof PlainSpace plain && !plain.matters(choice, found.valueArray())) {
        return NONE;
      }
    }
    for (int choice : decided) {
      boolean isRow = found.row() != Architecture.NO_ROW;
      if (isRow && found.values().get(choice) != values[choice]) {
        return NONE; // a table's nearest row
      }
    }
    return add(found);
  }

  /** Where {@code architecture} is found. */
  int add(Architecture architecture) {
    return places.computeIfAbsent(
        architecture.writing(),
        w -> {
          architectures.add(architecture);
          return architectures.size() - 1;
        });
  }

  /** The choices that leave something to choose. */
  List<Integer> open() {
    return IntStream.range(0, choices.size())
        .filter(c -> choices.get(c).size() > 1)
        .boxed()
        .toList();
  }

  int options(int choice) {
    return choices.get(choice).size();
  }
}
