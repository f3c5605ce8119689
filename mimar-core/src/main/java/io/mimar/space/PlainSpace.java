package io.mimar.space;

import io.mimar.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Architectures chosen by a plain list of decisions, each with a meaning of its own. Every
 * combination is valid; the graph of an architecture is a chain with one vertex for each decision
 * that matters: {@code input, blocks=2, width=64, output}.
 */
public interface PlainSpace extends SearchSpace {
  /** The label of the first vertex. */
  String INPUT = "input";

  /** The label of the last vertex. */
  String OUTPUT = "output";

  /**
   * Whether a decision changes the network or its training, given all the others: the width of a
   * block that is not there does not.
   *
   * @param choice its place in {@link #choices}
   * @param values one index for each choice
   */
  boolean matters(int choice, int[] values);

  @Override
  default boolean isStructured() {
    return false;
  }

  @Override
  default List<String> vocabulary() {
    List<String> labels = new ArrayList<>(List.of(INPUT, OUTPUT));
    for (Choice choice : choices()) {
      choice.values().forEach(value -> labels.add(label(choice, value)));
    }
    return labels;
  }

  @Override
  default List<String> operations() {
    return vocabulary().subList(2, vocabulary().size());
  }

  @Override
  default int maxVertices() {
    return choices().size() + 2;
  }

  @Override
  default boolean isValid(int[] values) {
    checkRange(values);
    return true;
  }

  @Override
  default int[] repair(int[] values) {
    checkRange(values);
    return values.clone();
  }

  /**
   * Decisions that do not matter have their first value, and so do those that matter only because
   * of what such a one had decided.
   */
  @Override
  default Architecture architecture(int[] values) {
    checkRange(values);
    int[] normal = values.clone();
    int[] before;
    do {
      before = normal.clone();
      for (int c = 0; c < normal.length; c++) {
        normal[c] = matters(c, before) ? before[c] : 0;
      }
    } while (!Arrays.equals(normal, before));
    List<Choice> choices = choices();
    List<String> labels = new ArrayList<>(List.of(INPUT));
    for (int c = 0; c < normal.length; c++) {
      if (matters(c, normal)) {
        labels.add(label(choices.get(c), choices.get(c).values().get(normal[c])));
      }
    }
    labels.add(OUTPUT);
    return Architecture.of(normal, chain(labels));
  }

  @Override
  default Architecture random(RandomGenerator rng) {
    return architecture(choices().stream().mapToInt(c -> rng.nextInt(c.size())).toArray());
  }

  /**
   * An architecture in several sizes.
   *
   * @param rest all that it decides but its size, as {@link Chosen} writes it
   * @param size the name of the choice of size
   * @param sizes its values, the largest first
   */
  default List<Architecture> inSizes(String rest, String size, String... sizes) {
    return Arrays.stream(sizes)
        .map(s -> Chosen.parse(rest + "," + size + "=" + s).architecture(this))
        .toList();
  }

  /**
   * What {@code architecture} has decided.
   *
   * @param choice the name of a choice
   */
  default String decided(Architecture architecture, String choice) {
    return choices().get(place(choice)).values().get(architecture.values().get(place(choice)));
  }

  /** What {@code architecture} has decided, as a number. */
  default double number(Architecture architecture, String choice) {
    return Double.parseDouble(decided(architecture, choice));
  }

  /**
   * What is decided of a choice.
   *
   * @param choice its name
   * @param values one index for each choice
   */
  default String chosen(String choice, int[] values) {
    return choices().get(place(choice)).values().get(values[place(choice)]);
  }

  private int place(String choice) {
    List<Choice> choices = choices();
    return IntStream.range(0, choices.size())
        .filter(c -> choices.get(c).name().equals(choice))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no choice is called " + choice));
  }

  private static String label(Choice choice, String value) {
    return choice.name() + "=" + value;
  }

  private static Graph chain(List<String> labels) {
    List<BitSet> sources = new ArrayList<>();
    for (int v = 0; v < labels.size(); v++) {
      BitSet previous = new BitSet();
      if (v > 0) {
        previous.set(v - 1);
      }
      sources.add(previous);
    }
    return new Graph(labels, sources);
  }
}
