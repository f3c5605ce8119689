package io.mimar.report;

import io.mimar.graph.Graph;
import io.mimar.space.PlainSpace;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an architecture of a {@link PlainSpace} has decided, from its graph alone.
 *
 * @param all the decisions in their order
 */
record Decisions(List<Decision> all) {

  /** A choice and its value. */
  record Decision(String name, String value) {}

  /** The decisions that {@code graph} writes; empty for graphs of other kinds of spaces. */
  static Optional<Decisions> of(Graph graph) {
    int last = graph.size() - 1;
    boolean plain =
        last > 0
            && graph.label(0).equals(PlainSpace.INPUT)
            && graph.label(last).equals(PlainSpace.OUTPUT)
            && IntStream.range(1, last).allMatch(v -> graph.label(v).indexOf('=') > 0)
            && IntStream.rangeClosed(1, last).allMatch(v -> follows(graph, v));
    return plain
        ? Optional.of(
            new Decisions(graph.labels().subList(1, last).stream().map(Decisions::parse).toList()))
        : Optional.empty();
  }

  private static boolean follows(Graph graph, int v) {
    return graph.inputs(v).length == 1 && graph.inputs(v)[0] == v - 1;
  }

  private static Decision parse(String label) {
    int equals = label.indexOf('=');
    return new Decision(label.substring(0, equals), label.substring(equals + 1));
  }
}
