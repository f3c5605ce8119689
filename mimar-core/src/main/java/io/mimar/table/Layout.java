package io.mimar.table;

import io.mimar.graph.Graph;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How the rows of a table write architectures. Implementations are immutable. */
public sealed interface Layout permits EdgesLayout, GraphLayout, ChoicesLayout {

  /** The word for it in a descriptor. */
  String kind();

  /** The columns it reads. */
  List<String> columns();

  /** The decisions, in a fixed order. */
  List<Choice> choices();

  /** Every label a graph may carry, in a fixed order. */
  List<String> vocabulary();

  /** The labels among {@link #vocabulary} that compute something. */
  List<String> operations();

  /** The largest number of vertices of a graph. */
  int maxVertices();

  /** Whether graphs tell more than the choices do. */
  default boolean isStructured() {
    return true;
  }

  /**
   * One index for each choice, from the fields of a row: one field for each choice, unless said.
   *
   * @param fields the text of each of {@link #columns}
   * @throws BadField when one of them is wrong
   */
  default int[] values(List<String> fields) {
    List<Choice> choices = choices();
    int[] values = new int[choices.size()];
    for (int c = 0; c < values.length; c++) {
      values[c] = choices.get(c).values().indexOf(fields.get(c));
      if (values[c] < 0) {
        throw new BadField(c, "one of " + choices.get(c).values());
      }
    }
    return values;
  }

  /** The text of each of {@link #columns} for a row: what {@link #values(List)} reads. */
  default List<String> fields(Architecture row) {
    List<Choice> choices = choices();
    return IntStream.range(0, choices.size())
        .mapToObj(c -> choices.get(c).values().get(row.values().get(c)))
        .toList();
  }

  /** The canonical graph of what {@code values} compute; any values in range give one. */
  Graph graph(int[] values);

  /** The graph before it is simplified, where that differs from {@link #graph}. */
  default Graph written(int[] values) {
    return graph(values);
  }

  /** The label of vertices that give nothing, where there is one. */
  default Optional<String> absent() {
    return Optional.empty();
  }

  /**
   * What rows are looked up by: equal for two lists of values exactly when they are one row's.
   *
   * @param values as they stand
   * @param graph theirs
   */
  default Object key(int[] values, Graph graph) {
    return Arrays.stream(values).boxed().toList();
  }

  /** What {@link NearestRows} compares: each item counts as often as it occurs. */
  default List<String> items(int[] values, Graph graph) {
    return IntStream.range(0, values.length).mapToObj(c -> c + "=" + values[c]).toList();
  }

  /** A field that is not what the layout needs. */
  final class BadField extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int field;

    /**
     * @param field the number of the field among the columns
     * @param rule what it must be, to follow "but must be"
     */
    BadField(int field, String rule) {
      super(rule);
      this.field = field;
    }

    /** Which of {@link Layout#columns} it is. */
    int field() {
      return field;
    }
  }
}
