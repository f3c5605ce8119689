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
 * Two architectures are equal when their graphs are, whatever the values.
 *
 * @param values the index of the chosen value for each {@link Choice} of the space
 * @param graph the simplified canonical graph
 */
public record Architecture(List<Integer> values, Graph graph) {

  public Architecture {
    values = List.copyOf(values);
  }

  /** As the canonical constructor, from an array. */
  public static Architecture of(int[] values, Graph graph) {
    return new Architecture(Arrays.stream(values).boxed().toList(), graph);
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
    return other instanceof Architecture architecture && graph.equals(architecture.graph);
  }

  @Override
  public int hashCode() {
    return graph.hashCode();
  }

  @Override
  public String toString() {
    return graph.toString();
  }
}
