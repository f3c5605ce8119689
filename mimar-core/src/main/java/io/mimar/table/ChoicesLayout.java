package io.mimar.table;

import io.mimar.graph.Graph;
import io.mimar.space.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One column for each decision. The graph is a chain of the decisions, {@code input; k0=3<0; …}:
 * all that a plain list of choices tells.
 *
 * @param columns the columns, one for each choice
 * @param choices the decisions
 */
public record ChoicesLayout(List<String> columns, List<Choice> choices) implements Layout {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  public ChoicesLayout {
    columns = List.copyOf(columns);
    choices = List.copyOf(choices);
  }

  @Override
  public String kind() {
    return "choices";
  }

  @Override
  public List<String> vocabulary() {
    List<String> labels = new ArrayList<>(List.of(INPUT));
    labels.addAll(operations());
    labels.add(OUTPUT);
    return labels;
  }

  @Override
  public List<String> operations() {
    return choices.stream()
        .flatMap(c -> IntStream.range(0, c.size()).mapToObj(v -> label(c, v)))
        .toList();
  }

  private static String label(Choice choice, int value) {
    return choice.name() + "=" + choice.values().get(value);
  }

  @Override
  public int maxVertices() {
    return choices.size() + 2;
  }

  @Override
  public boolean isStructured() {
    return false;
  }

  @Override
  public Graph graph(int[] values) {
    int size = choices.size() + 2;
    List<String> labels = new ArrayList<>(List.of(INPUT));
    boolean[][] edges = new boolean[size][size];
    for (int c = 0; c < choices.size(); c++) {
      labels.add(label(choices.get(c), values[c]));
      edges[c][c + 1] = true;
    }
    labels.add(OUTPUT);
    edges[size - 2][size - 1] = true;
    return Graph.of(labels, edges);
  }
}
