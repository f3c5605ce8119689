package io.mimar.space;

import io.mimar.MimarException;
import io.mimar.graph.Graph;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The architectures that may be found: a list of {@link Choice}s and what graph each combination
 * gives. Implementations are immutable.
 */
public interface SearchSpace {

  /** A short name for people: {@code image}. */
  String name();

  /** The decisions, in a fixed order. */
  List<Choice> choices();

  /** Every label a graph of this space may carry, in a fixed order. */
  List<String> vocabulary();

  /** The labels among {@link #vocabulary} that compute something: those path statistics count. */
  List<String> operations();

  /** The largest number of vertices of a graph of this space. */
  int maxVertices();

  /**
   * Whether graphs tell more than {@link #choices}: what flows into what. False where the space is
   * a plain list of decisions, each with a meaning of its own.
   */
  default boolean isStructured() {
    return true;
  }

  /**
   * Whether {@code values} describes an architecture as it stands, without {@link #repair}.
   *
   * @param values one index for each choice
   */
  boolean isValid(int[] values);

  /** The nearest valid values; {@code values} themselves where they are valid. */
  int[] repair(int[] values);

  /**
   * The architecture that {@code values} describe; its own values may differ from those given,
   * being the one way this space writes that graph.
   *
   * @throws MimarException when an index is out of range or the values are not valid
   */
  Architecture architecture(int[] values);

  /**
   * Whether the values of {@code architecture} mean here what they meant where it was made: spaces
   * of one name may differ where another version of a program made them.
   */
  default boolean contains(Architecture architecture) {
    try {
      return architecture(architecture.valueArray()).equals(architecture);
    } catch (RuntimeException e) { // a program's own space may not check its indices
      return false;
    }
  }

  /**
   * The graph as the values of {@code architecture} write it, with vertices that give nothing or
   * pass their input on, where the space has such; that is what most published encodings read.
   */
  default Graph written(Architecture architecture) {
    return architecture.graph();
  }

  /** The label of vertices of {@link #written} that give nothing, where there is one. */
  default Optional<String> absent() {
    return Optional.empty();
  }

  /**
   * What tells apart two spaces of equal choices that have different architectures: empty where the
   * choices say it all.
   */
  default String members() {
    return "";
  }

  /** Every architecture, where they are kept in a list; empty where choices make them. */
  default Optional<List<Architecture>> listed() {
    return Optional.empty();
  }

  /** A random architecture, drawn so that all parts of the space are met. */
  Architecture random(RandomGenerator rng);

  /** An architecture at one edit from {@code parent}, never equal to it. */
  default Architecture mutate(Architecture parent, RandomGenerator rng) {
    List<Choice> choices = choices();
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int[] values = parent.valueArray();
      int place = rng.nextInt(values.length);
      if (choices.get(place).size() == 1) {
        continue;
      }
      values[place] =
          (values[place] + 1 + rng.nextInt(choices.get(place).size() - 1))
              % choices.get(place).size();
      Architecture child = architecture(repair(values));
      if (!child.equals(parent)) {
        return child;
      }
    }
    throw new MimarException(
        "space " + name() + " gave no neighbour of " + parent + " in 1000 edits",
        "Widen the space: at least one choice needs two values that differ in effect.");
  }

  /**
   * {@code parent} with each value drawn anew among the others with probability {@code rate}, as
   * genetic algorithms do; the parent itself where none is.
   */
  default Architecture mutate(Architecture parent, double rate, RandomGenerator rng) {
    List<Choice> choices = choices();
    int[] values = parent.valueArray();
    boolean changed = false;
    for (int c = 0; c < values.length; c++) {
      int size = choices.get(c).size();
      if (size > 1 && rng.nextDouble() < rate) {
        values[c] = (values[c] + 1 + rng.nextInt(size - 1)) % size;
        changed = true;
      }
    }
    return changed ? architecture(repair(values)) : parent;
  }

  /** A child that takes each value from one parent or the other. */
  default Architecture crossover(Architecture mother, Architecture father, RandomGenerator rng) {
    int[] values = mother.valueArray();
    for (int i = 0; i < values.length; i++) {
      if (rng.nextBoolean()) {
        values[i] = father.values().get(i);
      }
    }
    return architecture(repair(values));
  }

  /**
   * Checks that {@code values} has one index in range for each choice.
   *
   * @throws MimarException when it has not, naming the choice
   */
  default void checkRange(int[] values) {
    List<Choice> choices = choices();
    if (values.length != choices.size()) {
      throw new MimarException(
          "an architecture of space "
              + name()
              + " has "
              + values.length
              + " values, but must have "
              + choices.size(),
          "Give one index for each choice that `mimar spaces " + name() + "` lists.");
    }
    for (int i = 0; i < values.length; i++) {
      Choice choice = choices.get(i);
      if (values[i] < 0 || values[i] >= choice.size()) {
        throw new MimarException(
            "choice "
                + choice.name()
                + " is "
                + values[i]
                + ", but must be in [0, "
                + (choice.size() - 1)
                + "]",
            "The values are " + choice.values() + ".");
      }
    }
  }
}
