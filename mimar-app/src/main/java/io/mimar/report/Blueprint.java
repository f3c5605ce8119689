package io.mimar.report;

import io.mimar.graph.Graph;
import io.mimar.space.Cell;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An architecture's graph as its two parts: the cell that is repeated, and the skeleton around it.
 * A graph of another kind of space is all cell.
 *
 * @param cell the cell's graph, its ends included
 * @param skeleton what surrounds it
 */
record Blueprint(Graph cell, Optional<Skeleton> skeleton) {
  private static final Pattern STEM = Pattern.compile("stem/(\\d{1,3})");
  private static final Pattern STAGE = Pattern.compile("stage (\\d{1,6})x(\\d{1,4})");

  /** The stem's stride, then the stages. */
  record Skeleton(int stride, List<Stage> stages) {}

  /** A stage: cells of so many channels, so many in a row. */
  record Stage(int width, int depth) {}

  static Blueprint of(Graph graph) {
    int end = graph.labels().indexOf(Cell.OUTPUT);
    Optional<Skeleton> skeleton =
        end < 0 ? Optional.empty() : skeleton(graph.labels().subList(end + 1, graph.size()));
    return skeleton.isEmpty()
        ? new Blueprint(graph, skeleton)
        : new Blueprint(head(graph, end + 1), skeleton);
  }

  private static Graph head(Graph graph, int size) {
    List<BitSet> sources = graph.sources().subList(0, size);
    return new Graph(graph.labels().subList(0, size), sources);
  }

  private static Optional<Skeleton> skeleton(List<String> chain) {
    Matcher stem = STEM.matcher(chain.isEmpty() ? "" : chain.get(0));
    if (!stem.matches()) {
      return Optional.empty();
    }
    List<Stage> stages = new ArrayList<>();
    for (String label : chain.subList(1, chain.size() - 1)) {
      Matcher stage = STAGE.matcher(label);
      if (!stage.matches()) {
        return Optional.empty();
      }
      stages.add(new Stage(Integer.parseInt(stage.group(1)), Integer.parseInt(stage.group(2))));
    }
    return stages.isEmpty()
        ? Optional.empty()
        : Optional.of(new Skeleton(Integer.parseInt(stem.group(1)), stages));
  }
}
