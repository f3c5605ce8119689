package io.mimar.space;

import io.mimar.graph.Graph;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * An architecture: the canonical graph of what it computes, and one choice of values that gives it.
 * Two architectures are equal when their graphs are, whatever the values; rows of a table, which
 * were measured one by one, are equal only to themselves.
 *
 * @param values the index of the chosen value for each {@link Choice} of the space
 * @param graph the simplified canonical graph
 * @param row the row of the table it is, {@link #NO_ROW} outside of tables
 */
public record Architecture(List<Integer> values, Graph graph, int row) {
  /** The {@link #row} of an architecture that is in no table. */
  public static final int NO_ROW = -1;

  public Architecture {
    values = List.copyOf(values);
  }

  /** An architecture that is in no table. */
  public Architecture(List<Integer> values, Graph graph) {
    this(values, graph, NO_ROW);
  }

  /** As the canonical constructor, from an array. */
  public static Architecture of(int[] values, Graph graph) {
    return new Architecture(Arrays.stream(values).boxed().toList(), graph);
  }

  /**
   * How an architecture is written: finer than equality, since equal graphs may be written by
   * different values.
   */
  public record Writing(List<Integer> values, int row) {}

  /** How this one is written; all that is computed of it follows from that. */
  public Writing writing() {
    return new Writing(values, row);
  }

  /** The chosen indices as a new array. */
  public int[] valueArray() {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * 16 hexadecimal digits that name the graph: equal for isomorphic and functionally equal ones.
   */
  public String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(graph.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture architecture
        && row == architecture.row
        && graph.equals(architecture.graph);
  }

  @Override
  public int hashCode() {
    return 31 * graph.hashCode() + row;
  }

  @Override
  public String toString() {
    return graph.toString();
  }
}
